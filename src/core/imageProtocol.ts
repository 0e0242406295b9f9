import {
  type ImageType,
  isAttachedImage,
  isImageHash,
  isImageLimits,
  isKept,
  isMadeImage,
  type KeptImage,
  type MadeImage,
  type Size,
} from "./image";
import { type EditHistory, isEditHistory } from "./imageEdits";
import { type ImageJob, type ImageJobDone, readImageJobDone } from "./imageJob";
import type { ImageLimits } from "./imageLimits";
import { isCount, isObject } from "./shape";

/** The very bytes that a request would carry, and what they are. */
export interface SentImage extends Size {
  readonly bytes: Uint8Array;
  readonly type: ImageType;
  /** SHA-256 of the bytes, as 64 lower-case hexadecimal digits. */
  readonly hash: string;
}

/** Why an image cannot be changed now. */
export const imageLocks = ["answering"] as const;

export type ImageLock = (typeof imageLocks)[number];

/** Everything that the tab of an image shows. */
export interface ShownImage {
  readonly name: string;
  readonly image: KeptImage;
  /** Left out when the image cannot be made as small as the request wants it, or is no longer on the disk. */
  readonly sent?: SentImage;
  readonly limits: ImageLimits;
  readonly tokens: number;
  /** In US dollars; left out where the model's price is not known. */
  readonly price?: number;
  readonly lock?: ImageLock;
  /** What was done to the image and not applied yet. */
  readonly history: EditHistory;
}

/** From the extension host to the tab of an image. */
export type ToImageTab =
  | {
      readonly type: "show";
      readonly shown: ShownImage;
      /** The l10n bundle of the display language. */
      readonly strings: Readonly<Record<string, string>>;
    }
  /** Answers `loadWhole`. */
  | { readonly type: "whole"; readonly hash: string; readonly bytes: Uint8Array }
  /** Nothing came of an `apply`, and the image is as it was. */
  | { readonly type: "notApplied"; readonly sentence: string }
  | ImageJob;

/** From the tab of an image to the extension host. */
export type FromImageTab =
  | { readonly type: "ready" }
  /** Asks for the image in its full size, to be edited. */
  | { readonly type: "loadWhole" }
  /** What was done so far, to be there again when the tab is closed and opened. */
  | { readonly type: "edited"; readonly hash: string; readonly history: EditHistory }
  /** The image with this hash is replaced by what was made of it. */
  | { readonly type: "apply"; readonly hash: string; readonly made: MadeImage }
  | ImageJobDone;

/**
 * The message in an envelope from the tab of an image, or undefined when it is not exactly one for this page.
 * @param size of the image that is shown: no step may reach out of it
 */
export function readFromImageTab(envelope: unknown, token: string, size: Size): FromImageTab | undefined {
  const message = open(envelope, token);
  if (message === undefined) {
    return undefined;
  }
  const { type, hash, history, made } = message;
  switch (type) {
    case "ready":
    case "loadWhole":
      return { type };
    case "edited":
      return isImageHash(hash) && isEditHistory(history, size) ? { type, hash, history } : undefined;
    case "apply":
      return isImageHash(hash) && isMadeImage(made) ? { type, hash, made } : undefined;
    default:
      return readImageJobDone(message);
  }
}

/** The message in an envelope from the host, or undefined when it is not exactly one for this page. */
export function readToImageTab(envelope: unknown, token: string): ToImageTab | undefined {
  const message = open(envelope, token);
  if (message === undefined) {
    return undefined;
  }
  const { type, shown, strings, hash, bytes, sentence, job, name, limits } = message;
  switch (type) {
    case "show":
      return isShownImage(shown) && isStrings(strings) ? { type, shown, strings } : undefined;
    case "whole":
      return isImageHash(hash) && bytes instanceof Uint8Array ? { type, hash, bytes } : undefined;
    case "notApplied":
      return typeof sentence === "string" ? { type, sentence } : undefined;
    case "makeImage":
      return isCount(job) && typeof name === "string" && bytes instanceof Uint8Array && isImageLimits(limits)
        ? { type, job, name, bytes, limits }
        : undefined;
    case "fitImage":
      return isCount(job) && bytes instanceof Uint8Array && isImageLimits(limits)
        ? { type, job, bytes, limits }
        : undefined;
    default:
      return undefined;
  }
}

function open(envelope: unknown, token: string): Readonly<Record<string, unknown>> | undefined {
  const isOurs = isObject(envelope) && token !== "" && envelope["token"] === token;
  return isOurs && isObject(envelope["message"]) ? envelope["message"] : undefined;
}

function isShownImage(value: unknown): value is ShownImage {
  if (!isObject(value)) {
    return false;
  }
  const { name, image, sent, limits, tokens, price, lock, history } = value;
  return (
    typeof name === "string" &&
    isAttachedImage(image) &&
    isKept(image) &&
    (sent === undefined || isSentImage(sent)) &&
    isImageLimits(limits) &&
    isCount(tokens) &&
    (price === undefined || typeof price === "number") &&
    (lock === undefined || imageLocks.some((known) => known === lock)) &&
    isEditHistory(history, image)
  );
}

function isSentImage(value: unknown): value is SentImage {
  if (!isObject(value) || !(value["bytes"] instanceof Uint8Array)) {
    return false;
  }
  const described: unknown = { ...value, bytes: value["bytes"].length };
  return isAttachedImage(described) && isKept(described);
}

function isStrings(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((text) => typeof text === "string");
}

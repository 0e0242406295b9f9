import type { ImageLimits } from "./imageLimits";
import { isCount, isObject } from "./shape";

/** The media types that the Messages API takes. */
export const imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

export type ImageType = (typeof imageTypes)[number];

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An image that is kept on the disk under its content. */
export interface KeptImage extends Size {
  /** SHA-256 of its bytes, as 64 lower-case hexadecimal digits. */
  readonly hash: string;
  readonly type: ImageType;
  /** How many bytes it has. */
  readonly bytes: number;
  /** The picture was an animation, of which this is the first frame. */
  readonly isFirstFrame?: true;
}

/** An image that the API fetches for itself. */
export interface LinkedImage {
  /** An `https:` URL. */
  readonly url: string;
}

export type AttachedImage = KeptImage | LinkedImage;

/** What the page made of a picture. */
export interface MadeImage {
  /** What is kept: upright, without metadata, in its full size, of a type that the API takes. */
  readonly bytes: Uint8Array;
  /** For chips: WebP, at most `thumbnailEdge` pixels wide and high. */
  readonly thumbnail: Uint8Array;
  /** The same as a request takes it; left out when `bytes` keep to the limits themselves. */
  readonly fitted?: FittedImage;
  /** The picture is an animation, of which this is the first frame. */
  readonly isFirstFrame?: true;
}

/** An image as a request with these limits takes it. */
export interface FittedImage {
  readonly limits: ImageLimits;
  readonly bytes: Uint8Array;
}

/** The longest edge of a thumbnail, in pixels. */
export const thumbnailEdge = 256;

/** Why nothing can be made of a picture. */
export interface ImageProblem {
  readonly reason: (typeof imageProblems)[number];
  /** What the file is, where that is known: `TIFF`. */
  readonly format?: string;
}

export const imageProblems = [
  /** No bytes. */
  "empty",
  /** Something else than a picture. */
  "notAnImage",
  /** A picture of a kind that cannot be decoded here. */
  "unsupported",
  /** The end is missing. */
  "cut",
  /** It says what it is, and cannot be decoded. */
  "damaged",
  "tooManyPixels",
  "tooManyBytes",
  /** An SVG with scripts or with references to something outside of it. */
  "unsafe",
] as const;

/** Whether a chip's image is one that is kept here. */
export function isKept(image: AttachedImage | undefined): image is KeptImage {
  return image !== undefined && "hash" in image;
}

/** Whether something read from the disk or from a message is an image of a chip, whole. */
export function isAttachedImage(value: unknown): value is AttachedImage {
  if (!isObject(value)) {
    return false;
  }
  const { hash, type, width, height, bytes, isFirstFrame, url } = value;
  return hash === undefined
    ? typeof url === "string" && /^https:\/\//i.test(url)
    : isImageHash(hash) &&
        imageTypes.some((known) => known === type) &&
        [width, height, bytes].every((number) => isCount(number) && number > 0) &&
        (isFirstFrame === undefined || isFirstFrame === true);
}

/** Whether this names an image that is kept: nothing else may become part of a path. */
export function isImageHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** Whether something that the page posted has the shape of an image it made. What is in the bytes is not looked at. */
export function isMadeImage(value: unknown): value is MadeImage {
  return (
    isObject(value) &&
    value["bytes"] instanceof Uint8Array &&
    value["thumbnail"] instanceof Uint8Array &&
    (value["fitted"] === undefined || isFittedImage(value["fitted"])) &&
    (value["isFirstFrame"] === undefined || value["isFirstFrame"] === true)
  );
}

/** Whether something the page posted says why a picture cannot be used. */
export function isImageProblem(value: unknown): value is ImageProblem {
  return (
    isObject(value) &&
    imageProblems.some((known) => known === value["reason"]) &&
    (value["format"] === undefined || (typeof value["format"] === "string" && value["format"].length <= 20))
  );
}

function isFittedImage(value: unknown): value is FittedImage {
  return isObject(value) && value["bytes"] instanceof Uint8Array && isImageLimits(value["limits"]);
}

/** Whether something is a set of limits. */
export function isImageLimits(value: unknown): value is ImageLimits {
  return (
    isObject(value) &&
    [value["longEdge"], value["tokens"], value["bytes"]].every((number) => isCount(number) && number > 0)
  );
}

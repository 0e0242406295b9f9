import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { ImageProblem, KeptImage, MadeImage } from "../../core/image";
import { readImageHeader, typeOfKnown } from "../../core/imageHeader";
import type { ImageLimits } from "../../core/imageLimits";
import { keepsTo } from "../../core/imagePlan";
import { imageProblemText } from "../../core/imageText";
import type { ToHost } from "../../core/protocol";
import { type Gathered, type ImageSource, newItem, nothingGathered, refused } from "../context/item";
import { ImageJobs, type ImagePage } from "./imageJobs";
import type { ImageStore } from "./imageStore";
import { checkFitted, checkMade } from "./madeImage";
import { plainBytes } from "./plainBytes";

/** A chat that images are attached to. */
export interface ImageView extends ImagePage {
  readonly session: { readonly id: string; readonly requestOptions: { readonly model: string } };
}

/** The bytes of an image as a request takes it, that it is no longer on the disk, or that they were not made. */
export type FittedBytes =
  | { readonly state: "there"; readonly bytes: Uint8Array }
  | { readonly state: "missing" }
  /** @property noPage nobody was there to make them */
  | { readonly state: "failed"; readonly noPage?: true };

/** The images of conversations: taken in, kept, and given out as requests need them. */
export class Images {
  readonly #store: ImageStore;
  readonly #onTrouble: (error: unknown) => void;
  readonly jobs: ImageJobs;

  /** @param onTrouble hears of a disk that refuses */
  constructor(store: ImageStore, onTrouble: (error: unknown) => void, jobs = new ImageJobs()) {
    this.#store = store;
    this.#onTrouble = onTrouble;
    this.jobs = jobs;
  }

  /**
   * Has images made of pictures that were found outside of the page, and keeps them for a conversation. A page that is
   * still being loaded is waited for.
   */
  async take(
    view: ImageView,
    conversationId: string,
    sources: readonly ImageSource[],
    limits: ImageLimits,
  ): Promise<Gathered> {
    let all = nothingGathered;
    for (const source of sources) {
      const { items, refusals } = await this.#takeOne(view, conversationId, source, limits);
      all = { items: [...all.items, ...items], refusals: [...all.refusals, ...refusals] };
    }
    return all;
  }

  /** Keeps what a page made of a picture; what it says of it is not believed. */
  async keep(
    conversationId: string,
    { name, uri }: Pick<ImageSource, "name" | "uri">,
    made: MadeImage,
  ): Promise<Gathered> {
    const facts = checkMade(made);
    if (facts === undefined) {
      return refused(imageProblemText({ reason: "damaged" }, name, vscode.l10n));
    }
    try {
      const hash = await this.#store.keep(conversationId, made.bytes, made.thumbnail);
      if (made.fitted !== undefined) {
        await this.#store.keepFitted(hash, made.fitted.limits, made.fitted.bytes);
      }
      const image: KeptImage = {
        hash,
        ...facts,
        bytes: made.bytes.length,
        ...(made.isFirstFrame === true ? { isFirstFrame: true } : {}),
      };
      const item: ContextItem = newItem({ kind: "image", fileName: name, uri, text: "", image });
      return { items: [item], refusals: [] };
    } catch (error) {
      this.#onTrouble(error);
      return refused(vscode.l10n.t("{0} could not be kept: the disk does not take it.", name));
    }
  }

  /** The thumbnails of images, for a page. */
  async thumbnails(view: ImagePage, { hashes }: Extract<ToHost, { type: "loadThumbnails" }>): Promise<void> {
    const found = await Promise.all(
      hashes.map(async (hash) => ({ hash, bytes: await this.#read(this.#store.thumbnail(hash)) })),
    );
    const thumbnails = found.flatMap(({ hash, bytes }) => (bytes === undefined ? [] : [{ hash, bytes }]));
    view.post({ type: "thumbnails", thumbnails });
  }

  /** The image in its full size, or undefined when it is no longer on the disk. */
  read(hash: string): Promise<Uint8Array | undefined> {
    return this.#read(this.#store.read(hash));
  }

  /**
   * The very bytes that a request with these limits takes; made by a page when they have not been made before.
   * @param page makes them if it listens; else any other
   */
  async fitted(image: KeptImage, limits: ImageLimits, page: ImagePage = nobody): Promise<FittedBytes> {
    const isSentAsKept = keepsTo(image, limits);
    const known = isSentAsKept ? undefined : await this.#read(this.#store.fitted(image.hash, limits));
    // Each was looked through when it was kept, and a hundred of them may be in a request.
    if (known !== undefined && known.length <= limits.bytes && typeOfKnown(known) !== undefined) {
      return { state: "there", bytes: known };
    }
    const whole = await this.read(image.hash);
    if (whole?.length !== image.bytes || typeOfKnown(whole) !== image.type) {
      return { state: "missing" };
    }
    if (isSentAsKept) {
      return { state: "there", bytes: whole };
    }
    const made = await this.jobs.fit(page, whole, limits);
    if (!made.ok && made.problem === undefined) {
      return { state: "failed", noPage: true };
    }
    if (!made.ok || checkFitted(made.value, image, limits) === undefined) {
      return { state: "failed" };
    }
    await this.#told(this.#store.keepFitted(image.hash, limits, made.value));
    return { state: "there", bytes: made.value };
  }

  /** A conversation uses these images from now on. */
  use(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#told(this.#store.use(conversationId, hashes));
  }

  /** A conversation no longer uses these images. They leave the disk now, unless another conversation uses them. */
  drop(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#told(this.#store.drop(conversationId, hashes));
  }

  /** A conversation uses no other images than these, but for those that were attached just now. */
  keepOnly(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#told(this.#store.keepOnly(conversationId, hashes));
  }

  /** These conversations are gone, and with them what only they used. */
  forget(conversationIds: readonly string[]): Promise<void> {
    return this.#told(this.#store.forget(conversationIds));
  }

  /**
   * Removes what crashes left behind.
   * @param conversationIds of all that there are
   */
  sweep(conversationIds: ReadonlySet<string>): Promise<void> {
    return this.#told(this.#store.sweep(conversationIds));
  }

  async #takeOne(
    view: ImageView,
    conversationId: string,
    source: ImageSource,
    limits: ImageLimits,
  ): Promise<Gathered> {
    const { name } = source;
    const problem = (found: ImageProblem): Gathered => refused(imageProblemText(found, name, vscode.l10n));
    const read = readImageHeader(source.bytes);
    if (!read.ok) {
      return problem(read.problem);
    }
    const made = await this.jobs.make(view, source, limits);
    if (made.ok) {
      return this.keep(conversationId, source, made.value);
    }
    return made.problem === undefined
      ? refused(vscode.l10n.t("{0} could not be read: open the chat and try again.", name))
      : problem(made.problem);
  }

  /** What cannot be read is not there, for whoever asks. */
  async #read(reading: Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    try {
      const bytes = await reading;
      return bytes === undefined ? undefined : plainBytes(bytes);
    } catch (error) {
      this.#onTrouble(error);
      return undefined;
    }
  }

  async #told(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

/** Where no page is better than another. */
const nobody: ImagePage = { post: () => undefined };

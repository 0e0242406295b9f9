import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { type ImageType, type MadeImage, type Size } from "../../core/image";
import type { ImageLimits } from "../../core/imageLimits";
import { imageProblemText } from "../../core/imageText";
import type { ToHost } from "../../core/protocol";
import { type Gathered, type ImageSource, newItem, refused } from "../context/item";
import { ImageJobs, type ImagePage } from "./imageJobs";
import type { ImageStore } from "./imageStore";

/** A chat that images are attached to. */
export interface ImageView extends ImagePage {
  readonly session: { readonly id: string; readonly requestOptions: { readonly model: string } };
}

/** The images of conversations: taken in, kept, and given out as requests need them. */
export class Images {
  readonly #store: ImageStore;
  readonly jobs = new ImageJobs();

  constructor(store: ImageStore) {
    this.#store = store;
  }

  /** Has images made of pictures that were found outside of the page, and keeps them for a conversation. */
  async take(
    view: ImageView,
    conversationId: string,
    sources: readonly ImageSource[],
    limits: ImageLimits,
  ): Promise<Gathered> {
    const items: ContextItem[] = [];
    const refusals: string[] = [];
    for (const source of sources) {
      const made = await this.jobs.make(view, source, limits);
      const { items: kept, refusals: reasons } = made.ok
        ? await this.keep(conversationId, source, made.value)
        : refused(imageProblemText(made.problem, source.name, vscode.l10n));
      items.push(...kept);
      refusals.push(...reasons);
    }
    return { items, refusals };
  }

  /** Keeps what a page made of a picture; what it says of it is not believed. */
  async keep(
    conversationId: string,
    { name, uri }: Pick<ImageSource, "name" | "uri">,
    made: MadeImage,
  ): Promise<Gathered> {
    const { type, width, height } = headerOf(made.bytes);
    const hash = await this.#store.keep(conversationId, made.bytes, made.thumbnail);
    if (made.fitted !== undefined) {
      await this.#store.keepFitted(hash, made.fitted.limits, made.fitted.bytes);
    }
    const image = { hash, type, width, height, bytes: made.bytes.length };
    return { items: [newItem({ kind: "image", fileName: name, uri, text: "", image })], refusals: [] };
  }

  /** The thumbnails of images, for a page. */
  async thumbnails(view: ImageView, { hashes }: Extract<ToHost, { type: "loadThumbnails" }>): Promise<void> {
    const found = await Promise.all(
      hashes.map(async (hash) => ({ hash, bytes: await this.#store.thumbnail(hash) })),
    );
    const thumbnails = found.flatMap(({ hash, bytes }) => (bytes === undefined ? [] : [{ hash, bytes }]));
    view.post({ type: "thumbnails", thumbnails });
  }
}

/** Until the header is read properly: PNG. */
function headerOf(bytes: Uint8Array): Size & { readonly type: ImageType } {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  return { type: "image/png", width: data.getUint32(16), height: data.getUint32(20) };
}

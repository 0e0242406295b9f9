import { readdir } from "node:fs/promises";

import type { ImageLimits } from "../../core/imageLimits";
import { orWhenMissing } from "../disk";

/** What lies in the folder of images, by file name. */
export interface ImageFiles {
  /** Every image, with all the names of its files: its own, its thumbnail's, and what was made of it. */
  readonly images: ReadonlyMap<string, readonly string[]>;
  /** Which conversation uses which images. */
  readonly uses: readonly ImageUse[];
  /** Files that were being written or removed when something ended it. */
  readonly remains: readonly ImageRemains[];
}

/** That a conversation uses an image: an empty file that is there before the image is. */
export interface ImageUse {
  readonly conversationId: string;
  readonly hash: string;
}

/** A file that is half written, or on its way out. */
export interface ImageRemains {
  readonly name: string;
  /** What it was called before it was to be removed; none where it was being written. */
  readonly before?: string;
  readonly hash: string;
}

/** The name of the file that says that a conversation uses an image. */
export function useName({ conversationId, hash }: ImageUse): string {
  return `${conversationId}.${hash}.used`;
}

/** The name of an image's thumbnail. */
export function thumbnailName(hash: string): string {
  return `${hash}.thumbnail`;
}

/** The name of an image as requests with these limits take it. */
export function fittedName(hash: string, { longEdge, tokens, bytes }: ImageLimits): string {
  return `${hash}.${longEdge}-${tokens}-${bytes}`;
}

/** Everything of ours in the folder; what else lies there is not ours to touch. */
export async function listImageFiles(folder: string): Promise<ImageFiles> {
  const images = new Map<string, string[]>();
  const uses: ImageUse[] = [];
  const remains: ImageRemains[] = [];
  for (const name of await orWhenMissing(readdir(folder), [])) {
    const [, conversationId = "", used = ""] = /^([^.]+)\.([0-9a-f]{64})\.used$/.exec(name) ?? [];
    const [, hash = ""] = /^([0-9a-f]{64})(?:\.thumbnail|\.\d+-\d+-\d+)?$/.exec(name) ?? [];
    const [, before = "", left = "", ending = ""] =
      /^(([0-9a-f]{64})(?:\.thumbnail|\.\d+-\d+-\d+)?)\.[^.]+\.(gone|tmp)$/.exec(name) ?? [];
    if (used !== "") {
      uses.push({ conversationId, hash: used });
    } else if (hash !== "") {
      images.set(hash, [...(images.get(hash) ?? []), name]);
    } else if (left !== "") {
      remains.push({ name, hash: left, ...(ending === "gone" ? { before } : {}) });
    }
  }
  return { images, uses, remains };
}

import { createHash, randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import type { ImageLimits } from "../../core/imageLimits";
import { orWhenMissing, readOwnFile, renameOver, writeDurably } from "../disk";
import { fittedName, type ImageUse, listImageFiles, thumbnailName, useName } from "./imageFiles";
import { removeUnused, sweepRemains } from "./imageRemoval";

/** A use that is younger may be of a window that has not written its draft yet. */
const youngMs = 60_000;
/** How long what nobody uses may lie there before it is taken for left over from a crash. */
const leftOverMs = 60 * 60 * 1000;
/** An image that another window is just putting back is there again by then. */
const backAfterMs = 50;

/**
 * Images on the disk, each once under its content, with its thumbnail and what was made of it for requests. Several
 * windows share the folder: a use is written before its image, and an image goes only when nobody uses it after it was
 * put out of the way. Everything rejects when the disk refuses.
 */
export class ImageStore {
  readonly #folder: string;
  /** What one window does to its uses happens in the order in which it was asked for. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder made at the first write, readable by this user only */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps an image with its thumbnail for a conversation; gives its hash when both are on the disk. */
  keep(conversationId: string, bytes: Uint8Array, thumbnail: Uint8Array): Promise<string> {
    const hash = createHash("sha256").update(bytes).digest("hex");
    return this.#inTurn(async () => {
      await this.#mark({ conversationId, hash });
      await this.#add(thumbnailName(hash), thumbnail);
      await this.#add(hash, bytes);
      return hash;
    });
  }

  /** A conversation uses these images from now on. */
  use(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const hash of hashes) {
        await this.#mark({ conversationId, hash });
      }
    });
  }

  /** A conversation no longer uses these images: they go now, unless another one does. */
  drop(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#inTurn(async () => this.#release(hashes.map((hash) => ({ conversationId, hash }))));
  }

  /** A conversation uses no other images than these, but for those that were attached just now. */
  keepOnly(conversationId: string, hashes: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const { uses } = await listImageFiles(this.#folder);
      const others = uses.filter(
        (use) => use.conversationId === conversationId && !hashes.includes(use.hash),
      );
      await this.#release(await this.#olderThan(youngMs, others));
    });
  }

  /** These conversations are gone, and with them what only they used. */
  forget(conversationIds: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const { uses } = await listImageFiles(this.#folder);
      await this.#release(uses.filter((use) => conversationIds.includes(use.conversationId)));
    });
  }

  /**
   * Removes what crashes left behind.
   * @param conversationIds of all that there are: what others used goes, when that was a while ago
   */
  sweep(conversationIds: ReadonlySet<string>): Promise<void> {
    return this.#inTurn(async () => {
      const { uses, images } = await listImageFiles(this.#folder);
      const lost = uses.filter((use) => !conversationIds.has(use.conversationId));
      await this.#release(await this.#olderThan(leftOverMs, lost));
      await sweepRemains(this.#folder, Date.now() - leftOverMs);
      const unused = [...images.keys()].filter((hash) => uses.every((use) => use.hash !== hash));
      for (const hash of unused) {
        if (await this.#isOlder(leftOverMs, hash, thumbnailName(hash))) {
          await removeUnused(this.#folder, [hash]);
        }
      }
    });
  }

  /** The image, or undefined when it is no longer there. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    const found = await this.#read(hash);
    if (found !== undefined) {
      return found;
    }
    const { remains } = await listImageFiles(this.#folder);
    if (remains.some(({ before }) => before === hash)) {
      await new Promise((resolve) => setTimeout(resolve, backAfterMs));
    }
    return this.#read(hash);
  }

  /** The image's thumbnail, or undefined when it is no longer there. */
  thumbnail(hash: string): Promise<Uint8Array | undefined> {
    return this.#read(thumbnailName(hash));
  }

  /** What was made of an image for requests with these limits. */
  fitted(hash: string, limits: ImageLimits): Promise<Uint8Array | undefined> {
    return this.#read(fittedName(hash, limits));
  }

  /** Keeps what was made of an image for requests with these limits, unless the image is gone by then. */
  keepFitted(hash: string, limits: ImageLimits, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const { images } = await listImageFiles(this.#folder);
      if (images.get(hash)?.includes(hash) === true) {
        await this.#add(fittedName(hash, limits), bytes);
        // Another window may have removed the image meanwhile, and cannot have known of this file.
        await removeUnused(this.#folder, [hash]);
      }
    });
  }

  async #mark(use: ImageUse): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeDurably(join(this.#folder, useName(use)), "w", "");
  }

  /** Writes a file in one step, unless it is there: the same name has the same content. */
  async #add(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name);
    const there = await orWhenMissing(stat(path), undefined);
    if (there?.size === bytes.length) {
      return;
    }
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeDurably(temporary, "w", bytes);
      await renameOver(temporary, path);
    } catch (error) {
      // A full disk is not to be filled with halves; what failed is the writing, whatever comes of this.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #read(name: string): Promise<Uint8Array | undefined> {
    return orWhenMissing<Uint8Array | undefined>(readOwnFile(join(this.#folder, name)), undefined);
  }

  async #release(uses: readonly ImageUse[]): Promise<void> {
    for (const use of uses) {
      await rm(join(this.#folder, useName(use)), { force: true });
    }
    await removeUnused(this.#folder, [...new Set(uses.map(({ hash }) => hash))]);
  }

  async #olderThan(age: number, uses: readonly ImageUse[]): Promise<readonly ImageUse[]> {
    const isOld = await Promise.all(uses.map((use) => this.#isOlder(age, useName(use))));
    return uses.filter((_, index) => isOld[index]);
  }

  /** Whether all of these that are there have been there for so long. */
  async #isOlder(age: number, ...names: readonly string[]): Promise<boolean> {
    const found = await Promise.all(
      names.map((name) => orWhenMissing(stat(join(this.#folder, name)), undefined)),
    );
    return found.every((each) => each === undefined || Date.now() - each.mtimeMs > age);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

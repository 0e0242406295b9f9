import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ImageLimits } from "../../core/imageLimits";
import { orWhenMissing } from "../disk";

/** Images on the disk, each once under its content, with its thumbnail and what was made of it for requests. */
export class ImageStore {
  readonly #folder: string;

  /** @param folder made at the first write, readable by this user only */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps an image with its thumbnail for a conversation; gives its hash. */
  async keep(conversationId: string, bytes: Uint8Array, thumbnail: Uint8Array): Promise<string> {
    const hash = createHash("sha256").update(bytes).digest("hex");
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(join(this.#folder, hash), bytes, { mode: 0o600 });
    await writeFile(join(this.#folder, `${hash}.thumbnail`), thumbnail, { mode: 0o600 });
    await writeFile(join(this.#folder, `${conversationId}.${hash}.used`), "", { mode: 0o600 });
    return hash;
  }

  /** The image, or undefined when it is no longer there. */
  read(hash: string): Promise<Uint8Array | undefined> {
    return orWhenMissing<Uint8Array | undefined>(readFile(join(this.#folder, hash)), undefined);
  }

  /** The image's thumbnail, or undefined when it is no longer there. */
  thumbnail(hash: string): Promise<Uint8Array | undefined> {
    return orWhenMissing<Uint8Array | undefined>(
      readFile(join(this.#folder, `${hash}.thumbnail`)),
      undefined,
    );
  }

  /** What was made of an image for requests with these limits. */
  fitted(hash: string, limits: ImageLimits): Promise<Uint8Array | undefined> {
    return orWhenMissing<Uint8Array | undefined>(readFile(this.#fittedPath(hash, limits)), undefined);
  }

  async keepFitted(hash: string, limits: ImageLimits, bytes: Uint8Array): Promise<void> {
    await writeFile(this.#fittedPath(hash, limits), bytes, { mode: 0o600 });
  }

  #fittedPath(hash: string, { longEdge, tokens, bytes }: ImageLimits): string {
    return join(this.#folder, `${hash}.${longEdge}-${tokens}-${bytes}`);
  }
}

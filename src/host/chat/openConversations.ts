import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Disposable } from "../disposables";
import { isMissing, orWhenMissing } from "../disk";

/** So often a window says anew what it has open. */
const againMs = 30 * 60 * 1000;
/** What a window said that was ended by force counts for so long: others may have slept in between. */
const countsMs = 2 * 24 * 60 * 60 * 1000;

/**
 * What each window has open, for the others to see: a file of each window in the folder of the conversations, with
 * their ids and nothing else.
 */
export class OpenConversations implements Disposable {
  readonly #folder: string;
  readonly #own: string;
  #told: { readonly ids: readonly string[]; readonly at: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isDisposed = false;

  /** @param writer an id for this window, different from every other's */
  constructor(folder: string, writer: string) {
    this.#folder = folder;
    this.#own = `open.${writer}.json`;
  }

  /** Says what is open in this window, now and from time to time; may be called as often as one likes. Never rejects. */
  tell(ids: readonly string[], now = Date.now()): Promise<void> {
    const told = this.#told;
    if (this.#isDisposed) {
      return this.#writing;
    }
    if (told === undefined || now - told.at >= againMs || told.ids.join() !== ids.join()) {
      this.#told = { ids, at: now };
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.tell(this.#told?.ids ?? []), againMs);
      this.#timer.unref();
      this.#writing = this.#write(ids);
    }
    return this.#writing;
  }

  /**
   * What is open in other windows. Rejects when that cannot be known: a file cannot be read, or is just being written.
   * What is left of windows that are gone long since is removed.
   */
  async elsewhere(now = Date.now()): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const name of await orWhenMissing(readdir(this.#folder), [])) {
      if (/^open\.[^.]+\.json$/.test(name) && name !== this.#own) {
        for (const id of await this.#readOne(join(this.#folder, name), now)) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    await quietly(() => rm(join(this.#folder, this.#own), { force: true }));
  }

  async #readOne(path: string, now: number): Promise<readonly string[]> {
    try {
      if (now - (await stat(path)).mtimeMs > countsMs) {
        await rm(path, { force: true });
        return [];
      }
      const ids: unknown = JSON.parse(await readFile(path, "utf8"));
      return Array.isArray(ids) ? ids.map(String) : [];
    } catch (error) {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    }
  }

  async #write(ids: readonly string[]): Promise<void> {
    await this.#writing;
    await quietly(async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(join(this.#folder, this.#own), JSON.stringify(ids), { mode: 0o600 });
    });
  }
}

/** A disk that refuses: whoever writes conversations tells of it. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // What is open is said again after a while, or when it is something else.
  }
}

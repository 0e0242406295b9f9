import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { orWhenMissing } from "../disk";
import { listFiles } from "./conversationFiles";
import { readLogName } from "./logNames";

/** What other windows do with a conversation. */
export interface Glance {
  /** Another one when they have written something. */
  readonly written: string;
  /** Another one when they have written something, or shown that they are about to. */
  readonly alive: string;
}

/** So long a folder is listed again though it seems unchanged: clocks of file systems are coarse. */
const coarseMs = 3_000;

/**
 * Tells cheaply, as often as every second, whether other windows have written to a conversation: by the sizes of their
 * logs, on any kind of disk. The folder is listed only when it has changed.
 */
export class Glances {
  readonly #folder: string;
  readonly #writer: string;
  #listed: { readonly changed: number; readonly logs: ReadonlyMap<string, readonly string[]> } | undefined;

  constructor(folder: string, writer: string) {
    this.#folder = folder;
    this.#writer = writer;
  }

  /** Never rejects: what cannot be looked at has not changed. */
  async at(conversationId: string): Promise<Glance> {
    try {
      const logs = (await this.#logs()).get(conversationId) ?? [];
      const states = await Promise.all(
        [...logs].sort().map(async (path) => {
          const found = await orWhenMissing(stat(path), undefined);
          return found === undefined ? [] : [basename(path), found.size, found.mtimeMs];
        }),
      );
      return {
        written: JSON.stringify(states.map(([name, size]) => [name, size])),
        alive: JSON.stringify(states),
      };
    } catch {
      return { written: "", alive: "" };
    }
  }

  /** The logs of other windows, by conversation. */
  async #logs(): Promise<ReadonlyMap<string, readonly string[]>> {
    const changed = (await orWhenMissing(stat(this.#folder), undefined))?.mtimeMs ?? 0;
    if (this.#listed?.changed !== changed || Date.now() - changed < coarseMs) {
      const logs = [...(await listFiles(this.#folder))].map(
        ([id, files]) => [id, files.logs.filter((path) => !this.#isOwn(path))] as const,
      );
      this.#listed = { changed, logs: new Map(logs) };
    }
    return this.#listed.logs;
  }

  #isOwn(path: string): boolean {
    const name = readLogName(path);
    return name?.type === "live" && name.writer === this.#writer;
  }
}

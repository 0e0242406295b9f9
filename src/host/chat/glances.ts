import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { orWhenMissing } from "../disk";
import { logsOf } from "./conversationFiles";
import { readLogName } from "./logNames";

/** What other windows do with a conversation. */
export interface Glance {
  /** Another one when they have written something. */
  readonly written: string;
  /** Another one when they have written something, or shown that they are about to. */
  readonly alive: string;
  /** One of them did so in the last few seconds, by the clock of the disk. */
  readonly isFresh: boolean;
}

interface Listed {
  readonly changed: number;
  readonly at: number;
  readonly logs: readonly string[];
}

/** So long a folder is listed again though it seems unchanged: clocks of file systems are coarse. */
const coarseMs = 3_000;
/** Every draft that is saved changes the folder: while somebody is typing here, it is listed no more often than this. */
const whileTypingMs = 5_000;
/** Who is writing an answer shows it every second. */
const freshMs = 2_500;

/**
 * Tells cheaply, as often as every second, whether other windows have written to a conversation: by the sizes of their
 * logs, on any kind of disk. The folder is listed only when it has changed.
 */
export class Glances {
  readonly #folder: string;
  readonly #writer: string;
  readonly #listed = new Map<string, Listed>();
  #draftSavedAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, writer: string) {
    this.#folder = folder;
    this.#writer = writer;
  }

  /** This window changes the folder itself. */
  draftSaved(): void {
    this.#draftSavedAt = Date.now();
  }

  /** Never rejects: what cannot be looked at has not changed. */
  async at(conversationId: string): Promise<Glance> {
    try {
      const known = await this.#statesOf(await this.#logs(conversationId));
      // One that is gone was claimed by a compaction, and is there under another name.
      const states = known ?? (await this.#statesOf(await this.#list(conversationId, 0))) ?? [];
      return {
        written: JSON.stringify(states.map(([name, size]) => [name, size])),
        alive: JSON.stringify(states),
        isFresh: states.some(
          ([name, , time]) => readLogName(name)?.type === "live" && Math.abs(Date.now() - time) < freshMs,
        ),
      };
    } catch {
      return { written: "", alive: "", isFresh: false };
    }
  }

  /** Name, size and time of each; undefined when one is not there any more. */
  async #statesOf(
    logs: readonly string[],
  ): Promise<readonly (readonly [name: string, size: number, time: number])[] | undefined> {
    const states = await Promise.all(
      logs.map(async (path) => {
        const found = await orWhenMissing(stat(path), undefined);
        return found === undefined ? undefined : ([basename(path), found.size, found.mtimeMs] as const);
      }),
    );
    const there = states.filter((state) => state !== undefined);
    return there.length === logs.length ? there : undefined;
  }

  /** The logs of other windows. */
  async #logs(conversationId: string): Promise<readonly string[]> {
    const changed = (await orWhenMissing(stat(this.#folder), undefined))?.mtimeMs ?? 0;
    const listed = this.#listed.get(conversationId);
    const now = Date.now();
    if (listed !== undefined) {
      const hasChanged = listed.changed !== changed || now - changed < coarseMs;
      const isTyping = now - this.#draftSavedAt < whileTypingMs;
      if (!hasChanged || (isTyping && Math.abs(now - listed.at) < whileTypingMs)) {
        return listed.logs;
      }
    }
    return this.#list(conversationId, changed);
  }

  async #list(conversationId: string, changed: number): Promise<readonly string[]> {
    const logs = (await logsOf(this.#folder, conversationId)).filter((path) => !this.#isOwn(path)).sort();
    this.#listed.set(conversationId, { changed, at: Date.now(), logs });
    return logs;
  }

  #isOwn(path: string): boolean {
    const name = readLogName(path);
    return name?.type === "live" && name.writer === this.#writer;
  }
}

import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Redact } from "../../core/redact";
import { isObject, withEveryString } from "../../core/shape";
import { orWhenMissing, readOwnFile, renameOver, writeDurably } from "../disk";
import { isSummary, type Summary } from "./summary";

/** What the index remembers of a conversation. */
export interface IndexEntry {
  /** Names, sizes and times of its files when it was read: what it says holds as long as they are the same. */
  readonly stamp: string;
  /** Missing where there was nothing to list. */
  readonly summary?: Summary;
  /** Its logs hold deleted text, or are slow to read. */
  readonly isWorthCompacting?: true;
}

export type Entries = ReadonlyMap<string, IndexEntry>;

/** Another one counts as none: it is made anew from the logs. To be raised whenever a summary would come out different. */
const format = "ask-claude-index 2";

/**
 * A file that spares reading every log whenever conversations are listed. It is a cache and nothing else: it may be
 * lost, damaged, or overwritten by another window at any time.
 */
export class HistoryIndex {
  readonly #path: string;
  readonly #writer: string;
  /** A list that began before a conversation was deleted must not bring it back. */
  readonly #forgotten = new Set<string>();
  #writing: Promise<void> = Promise.resolve();

  /** @param writer different for every window */
  constructor(path: string, writer: string) {
    this.#path = path;
    this.#writer = writer;
  }

  /** Everything in it that can be read. */
  async read(): Promise<Entries> {
    try {
      const bytes = await orWhenMissing(readOwnFile(this.#path), undefined);
      const value: unknown = JSON.parse(bytes?.toString("utf8") ?? "{}");
      return isObject(value) && value["format"] === format && isObject(value["entries"])
        ? new Map(Object.entries(value["entries"]).filter(isNamedEntry))
        : new Map();
    } catch {
      return new Map();
    }
  }

  /** Replaces it in one step. A disk that refuses only costs time at the next list. */
  write(entries: Entries): Promise<void> {
    this.#writing = this.#afterWriting(async () => {
      const temporary = `${this.#path}.${this.#writer}.tmp`;
      const living = [...entries].filter(([id]) => !this.#forgotten.has(id));
      await writeDurably(temporary, "w", JSON.stringify({ format, entries: Object.fromEntries(living) }));
      await renameOver(temporary, this.#path);
    });
    return this.#writing;
  }

  /** Takes conversations out of it, for good. */
  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#forgotten.add(id);
    }
    await this.#removeRemains();
    const entries = await this.read();
    if (ids.some((id) => entries.has(id))) {
      await this.write(entries);
    }
  }

  /** Takes out of it what the redaction finds. */
  async redact(redact: Redact): Promise<void> {
    await this.#removeRemains();
    const entries = await this.read();
    const clean = new Map([...entries].map(([id, entry]) => [id, withEveryString(entry, redact)]));
    if (JSON.stringify([...clean]) !== JSON.stringify([...entries])) {
      await this.write(clean);
    }
  }

  /** What a crash left half written has titles in it too. A window that is writing just now tries again later. */
  async #removeRemains(): Promise<void> {
    const [folder, name] = [dirname(this.#path), basename(this.#path)];
    for (const file of await readdir(folder)) {
      if (file.startsWith(`${name}.`) && file.endsWith(".tmp")) {
        await rm(join(folder, file), { force: true });
      }
    }
  }

  async #afterWriting(work: () => Promise<void>): Promise<void> {
    await this.#writing;
    try {
      await work();
    } catch {
      // The next list reads the logs instead.
    }
  }
}

function isNamedEntry(entry: [string, unknown]): entry is [string, IndexEntry] {
  const [id, value] = entry;
  return (
    isObject(value) &&
    typeof value["stamp"] === "string" &&
    (value["isWorthCompacting"] === undefined || value["isWorthCompacting"] === true) &&
    (value["summary"] === undefined || (isSummary(value["summary"]) && value["summary"].id === id))
  );
}

import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { coalesce } from "../../core/coalesce";
import { contextLabel, isContextItem } from "../../core/context";
import type { Conversation, ConversationEvent } from "../../core/conversation";
import { emptyConversation } from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import { reduce } from "../../core/reduce";
import { isObject } from "../../core/shape";
import { encodeRecord, type LogRecord, mergeRecords, parseLog } from "../../core/record";
import { orWhenMissing, readStart, renameOver, writeDurably } from "../disk";

/** How long answer text may be in memory only. */
const flushAfterMs = 200;
/** Room for a first question with much attached to it. */
const startBytes = 256 * 1024;

export interface Loaded {
  readonly conversation: Conversation;
  readonly draft: Draft;
  /** Lines that could not be read; they stay in their file. */
  readonly unreadable: number;
}

/** A conversation in a list. */
export interface Summary {
  readonly id: string;
  /** The first question, whole. */
  readonly question: string;
  /** The labels of what was attached to it. */
  readonly about: readonly string[];
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/**
 * Conversations on disk: a folder with an append-only log per conversation and window, and a draft per conversation.
 * Writing goes on in order in the background; `onTrouble` hears of a disk that refuses, and what could not be written
 * stays in memory and is tried again with the next write.
 */
export class History {
  readonly #folder: string;
  readonly #writer: string;
  readonly #onTrouble: (error: unknown) => void;
  #waiting: { readonly conversationId: string; readonly event: ConversationEvent }[] = [];
  /** The order of the next record is above every order seen. */
  #order = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isInTrouble = false;

  /**
   * @param folder made at the first write, readable by this user only
   * @param writer an id for this window, different from every other's
   */
  constructor(folder: string, writer: string, onTrouble: (error: unknown) => void) {
    this.#folder = folder;
    this.#writer = writer;
    this.#onTrouble = onTrouble;
  }

  /** Takes events to be written soon. */
  append(conversationId: string, events: readonly ConversationEvent[]): void {
    for (const event of events) {
      // A countdown's ticks are for the screen.
      if (event.type !== "countingDown") {
        this.#waiting.push({ conversationId, event });
      }
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushAfterMs);
  }

  /** Resolves when everything appended so far is on the disk (fsync), or has been reported as trouble. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#afterWriting(() => this.#write());
    return this.#writing;
  }

  /** Everything of a conversation that can be read; an unknown one is empty. */
  async load(conversationId: string): Promise<Loaded> {
    const records: LogRecord[] = [];
    let unreadable = 0;
    for (const path of (await this.#logs()).get(conversationId) ?? []) {
      const log = parseLog(await readFile(path, "utf8"), crc32);
      records.push(...log.records);
      unreadable += log.unreadable.length;
    }
    const merged = mergeRecords(records);
    this.#order = Math.max(this.#order, (merged.at(-1)?.order ?? -1) + 1);
    const conversation = merged.reduce(
      (sofar, record) => reduce(sofar, record.event),
      emptyConversation(conversationId),
    );
    return { conversation, draft: await this.#loadDraft(conversationId), unreadable };
  }

  /** Every conversation with a question in it, the last changed first. What cannot be read is left out. */
  async list(): Promise<readonly Summary[]> {
    const summaries = await Promise.all([...(await this.#logs())].map(([id, paths]) => summaryOf(id, paths)));
    return summaries.filter((summary) => summary !== undefined).sort((a, b) => b.changed - a.changed);
  }

  /** Replaces the draft of a conversation in one step: a crash leaves the old one or the new one. */
  saveDraft(conversationId: string, draft: Draft): Promise<void> {
    this.#writing = this.#afterWriting(async () => {
      const path = join(this.#folder, draftName(conversationId));
      try {
        if (draft.text === "" && draft.context.length === 0) {
          await rm(path, { force: true });
          return;
        }
        await this.#makeFolder();
        const temporary = `${path}.${this.#writer}.tmp`;
        await writeDurably(temporary, "w", JSON.stringify(draft));
        await renameOver(temporary, path);
      } catch (error) {
        this.#trouble(error);
      }
    });
    return this.#writing;
  }

  async #afterWriting(work: () => Promise<void>): Promise<void> {
    await this.#writing;
    await work();
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const groups = byConversation(batch);
    for (const [index, [conversationId, events]] of groups.entries()) {
      const firstOrder = this.#order;
      const lines = coalesce(events).map((event) =>
        encodeRecord({ order: this.#order++, writer: this.#writer, time: Date.now(), event }, crc32),
      );
      try {
        await this.#makeFolder();
        // A line break first: a line that a crash or a full disk tore must not swallow the next one.
        await writeDurably(
          join(this.#folder, `${conversationId}.${this.#writer}.jsonl`),
          "a",
          `\n${lines.join("")}`,
        );
        this.#isInTrouble = false;
      } catch (error) {
        this.#order = firstOrder;
        this.#waiting = [
          ...groups
            .slice(index)
            .flatMap(([id, events]) => events.map((event) => ({ conversationId: id, event }))),
          ...this.#waiting,
        ];
        this.#trouble(error);
        return;
      }
    }
  }

  /** Told once for each time that the disk begins to refuse, not at each try. */
  #trouble(error: unknown): void {
    if (!this.#isInTrouble) {
      this.#isInTrouble = true;
      this.#onTrouble(error);
    }
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** The log files of every conversation, by its id. */
  async #logs(): Promise<ReadonlyMap<string, readonly string[]>> {
    const logs = new Map<string, string[]>();
    for (const name of await orWhenMissing(readdir(this.#folder), [])) {
      const id = name.endsWith(".jsonl") ? name.split(".")[0] : undefined;
      if (id !== undefined) {
        logs.set(id, [...(logs.get(id) ?? []), join(this.#folder, name)]);
      }
    }
    return logs;
  }

  async #loadDraft(conversationId: string): Promise<Draft> {
    const text = await orWhenMissing(readFile(join(this.#folder, draftName(conversationId)), "utf8"), "");
    try {
      const value: unknown = JSON.parse(text);
      return isDraft(value) ? value : noDraft;
    } catch {
      return noDraft;
    }
  }
}

export const noDraft: Draft = { text: "", context: [] };

function draftName(conversationId: string): string {
  return `${conversationId}.draft.json`;
}

type Batch = readonly { readonly conversationId: string; readonly event: ConversationEvent }[];

function byConversation(batch: Batch): readonly (readonly [string, readonly ConversationEvent[]])[] {
  const groups = new Map<string, ConversationEvent[]>();
  for (const { conversationId, event } of batch) {
    const group = groups.get(conversationId);
    if (group === undefined) {
      groups.set(conversationId, [event]);
    } else {
      group.push(event);
    }
  }
  return [...groups];
}

async function summaryOf(id: string, paths: readonly string[]): Promise<Summary | undefined> {
  const logs = await Promise.all(paths.map((path) => readStart(path, startBytes)));
  const records = logs.flatMap((text) => parseLog(text, crc32).records);
  const first = mergeRecords(records).find(({ event }) => event.type === "asked");
  if (first?.event.type !== "asked") {
    return undefined;
  }
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  const { text, context } = first.event.turn;
  return { id, question: text, about: context.map(contextLabel), changed: Math.max(...times) };
}

function isDraft(value: unknown): value is Draft {
  return (
    isObject(value) &&
    typeof value["text"] === "string" &&
    Array.isArray(value["context"]) &&
    value["context"].every(isContextItem) &&
    (value["editing"] === undefined || typeof value["editing"] === "string") &&
    (value["setAside"] === undefined || isDraft(value["setAside"]))
  );
}

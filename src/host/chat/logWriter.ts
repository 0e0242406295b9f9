import { mkdir, stat, truncate, utimes } from "node:fs/promises";
import { crc32 } from "node:zlib";

import { coalesce } from "../../core/coalesce";
import { type ConversationEvent, isPassing } from "../../core/conversation";
import { encodeRecord, parseLog } from "../../core/record";
import type { Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import { isMissing, orWhenMissing, writeDurably } from "../disk";
import { logPath } from "./conversationFiles";
import type { Gone } from "./gone";
import { byConversation, type WaitingEvent } from "./waitingEvents";

/** So often a log is written again that a compaction claimed in the middle of it. */
const mostClaims = 10;

/**
 * The logs of one window. What could not be written stays here, line by line as it was: a part of it may be on the disk
 * all the same, and a record that is there twice counts once.
 */
export class LogWriter {
  readonly #folder: string;
  readonly #writer: string;
  readonly #redact: Redact;
  #waiting: WaitingEvent[] = [];
  readonly #lines = new Map<string, string[]>();
  /** Of logs whose last write failed, in bytes, how much of them was written before. */
  readonly #good = new Map<string, number>();
  readonly #onLost: (error: unknown) => void;
  /** The order of the next record is above every order seen. */
  #order = 0;

  /** @param onLost hears of what nobody can ever write: that is left out */
  constructor(folder: string, writer: string, redact: Redact, onLost: (error: unknown) => void) {
    this.#folder = folder;
    this.#writer = writer;
    this.#redact = redact;
    this.#onLost = onLost;
  }

  /** The conversations with something that is in memory only. */
  get unwritten(): readonly string[] {
    return [...new Set([...this.#lines.keys(), ...this.#waiting.map((each) => each.conversationId)])];
  }

  append(conversationId: string, events: readonly ConversationEvent[]): void {
    for (const event of events) {
      // Ticks are for the screen.
      if (!isPassing(event)) {
        this.#waiting.push({ conversationId, event });
      }
    }
  }

  /** What could not be written so far passes the redaction again: a key has become known. */
  redactAgain(): void {
    for (const [conversationId, lines] of this.#lines) {
      const { records } = parseLog(lines.join(""), crc32);
      const clean = records.map((record) =>
        encodeRecord({ ...record, event: withEveryString(record.event, this.#redact) }, crc32),
      );
      this.#lines.set(conversationId, clean);
    }
  }

  /** What is appended from now on stands after records below this order. */
  saw(nextOrder: number): void {
    this.#order = Math.max(this.#order, nextOrder);
  }

  /** Writes what waits. Rejects when something could not be written, after trying the rest; that waits on. */
  async write(gone: Gone): Promise<void> {
    this.#encode();
    const failures: unknown[] = [];
    for (const [conversationId, lines] of this.#lines) {
      try {
        const path = await this.#append(conversationId, lines.join(""), gone);
        this.#lines.delete(conversationId);
        if (path !== undefined) {
          await gone.drop(conversationId, path);
        }
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  /** Each by itself, so that one that cannot be encoded takes no other along. */
  #encode(): void {
    for (const [conversationId, events] of byConversation(this.#waiting)) {
      const lines = coalesce(events).flatMap((event) => this.#encoded(event));
      this.#lines.set(conversationId, [...(this.#lines.get(conversationId) ?? []), ...lines]);
    }
    this.#waiting = [];
  }

  #encoded(event: ConversationEvent): readonly string[] {
    try {
      return [this.#line(event)];
    } catch {
      return this.#encodedWithoutBlock(event);
    }
  }

  /** What the API sent may be deeper than anything that can be taken apart: the person is told of its kind at least. */
  #encodedWithoutBlock(event: ConversationEvent): readonly string[] {
    try {
      return [this.#line(withoutBlock(event))];
    } catch (error) {
      this.#onLost(error);
      return [];
    }
  }

  #line(event: ConversationEvent): string {
    const record = {
      order: this.#order,
      writer: this.#writer,
      time: Date.now(),
      event: withEveryString(event, this.#redact),
    };
    const line = encodeRecord(record, crc32);
    this.#order += 1;
    return line;
  }

  /**
   * Only this window makes this log. When it is gone after the write, a compaction has claimed it, perhaps without what
   * was just written, or somebody deleted it.
   */
  async #append(conversationId: string, text: string, gone: Gone): Promise<string | undefined> {
    const path = logPath(this.#folder, conversationId, this.#writer);
    for (let claims = 0; claims < mostClaims; claims += 1) {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      if (await gone.has(conversationId)) {
        return undefined;
      }
      await this.#cutToGood(path);
      // A line break first: a line that a crash or a full disk tore must not swallow the next one.
      await writeDurably(path, "a", `\n${text}`);
      this.#good.delete(path);
      if ((await orWhenMissing(stat(path), undefined)) !== undefined) {
        return path;
      }
    }
    throw new Error("The log of a conversation disappears whenever it is written.");
  }

  /**
   * Takes off what a write left that failed halfway, and remembers how much is there before the next one: what is
   * written again and again must not pile up.
   */
  async #cutToGood(path: string): Promise<void> {
    const size = (await orWhenMissing(stat(path), undefined))?.size ?? 0;
    const good = Math.min(size, this.#good.get(path) ?? size);
    if (good < size) {
      await orWhenMissing(truncate(path, good), undefined);
    }
    this.#good.set(path, good);
  }

  /**
   * Lets other windows see that this one is there, and makes a log to show it by where a compaction has claimed the last.
   * Not to be called while something is being written.
   */
  async beat(conversationId: string, gone: Gone): Promise<void> {
    const path = logPath(this.#folder, conversationId, this.#writer);
    try {
      const now = new Date();
      await utimes(path, now, now);
    } catch (error) {
      if (!isMissing(error) || (await gone.has(conversationId))) {
        return;
      }
      await writeDurably(path, "a", "");
      await gone.drop(conversationId, path);
    }
  }
}

/** A block of a kind that is not known, without what it holds. */
function withoutBlock(event: ConversationEvent): ConversationEvent {
  if (event.type !== "answer" || event.event.type !== "partStarted" || event.event.part.type !== "unknown") {
    return event;
  }
  const { block: _, ...part } = event.event.part;
  return { ...event, event: { ...event.event, part } };
}

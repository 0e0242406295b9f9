import { mkdir, stat } from "node:fs/promises";
import { crc32 } from "node:zlib";

import { coalesce } from "../../core/coalesce";
import { type ConversationEvent, isPassing } from "../../core/conversation";
import { encodeRecord, parseLog } from "../../core/record";
import type { Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import { orWhenMissing, writeDurably } from "../disk";
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
  /** The order of the next record is above every order seen. */
  #order = 0;

  constructor(folder: string, writer: string, redact: Redact) {
    this.#folder = folder;
    this.#writer = writer;
    this.#redact = redact;
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

  #encode(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    for (const [conversationId, events] of byConversation(batch)) {
      const lines = coalesce(events).map((event) =>
        encodeRecord(
          {
            order: this.#order++,
            writer: this.#writer,
            time: Date.now(),
            event: withEveryString(event, this.#redact),
          },
          crc32,
        ),
      );
      this.#lines.set(conversationId, [...(this.#lines.get(conversationId) ?? []), ...lines]);
    }
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
      // A line break first: a line that a crash or a full disk tore must not swallow the next one.
      await writeDurably(path, "a", `\n${text}`);
      if ((await orWhenMissing(stat(path), undefined)) !== undefined) {
        return path;
      }
    }
    throw new Error("The log of a conversation disappears whenever it is written.");
  }
}

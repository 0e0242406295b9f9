import type * as vscode from "vscode";

import { withoutKey, withoutWholeKeys } from "../core/ownKey";
import { type Redact, redactKey, redactKeyShapes } from "../core/redact";

/** The one log. Every line passes the redaction; what people write and what Claude answers never comes here. */
export class Log implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;
  readonly #redactions = new Map<string, Redact>();
  #onLearned: ((isNew: boolean) => void) | undefined;
  #isClosed = false;

  constructor(channel: vscode.LogOutputChannel) {
    this.#channel = channel;
  }

  /**
   * From now on no line shows this key, however it is encoded.
   * @param isNew the person has just given it, so that what was written before it may hold it
   */
  hide(key: string, isNew = false): void {
    if (!this.#redactions.has(key)) {
      this.#redactions.set(key, redactKey(key));
      this.#onLearned?.(isNew);
    }
  }

  /** Has one listener told of each key that was not known in this window before, when it is known. */
  onLearned(listener: (isNew: boolean) => void): void {
    this.#onLearned = listener;
  }

  /** A text that people wrote, without the keys that were in use since the window opened. */
  withoutKeys(text: string): string {
    return [...this.#redactions.keys()].reduce(withoutKey, text);
  }

  /**
   * A text that people wrote, as files of ours may hold it. A key can be pasted before anybody knows that it is one: what
   * has the shape and the length of a key is none of ours to keep.
   */
  forDisk(text: string): string {
    return withoutWholeKeys(this.withoutKeys(text));
  }

  info(line: string): void {
    this.#write("info", line);
  }

  warn(line: string): void {
    this.#write("warn", line);
  }

  /** An error with its stack, for a fault that should not be. */
  error(line: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#write("error", `${line} ${detail}`);
  }

  show(): void {
    this.#channel.show();
  }

  /** What is logged after this goes nowhere: a channel that is closed throws. */
  dispose(): void {
    this.#isClosed = true;
    this.#channel.dispose();
  }

  #write(level: "info" | "warn" | "error", line: string): void {
    if (!this.#isClosed) {
      let clean = redactKeyShapes(line);
      for (const redact of this.#redactions.values()) {
        clean = redact(clean);
      }
      this.#channel[level](clean);
    }
  }
}

import type * as vscode from "vscode";

import { redact } from "../core/redact";

/** The one log. Every line passes the redaction; what people write and what Claude answers never comes here. */
export class Log {
  readonly #channel: vscode.LogOutputChannel;
  readonly #secrets = new Set<string>();

  constructor(channel: vscode.LogOutputChannel) {
    this.#channel = channel;
  }

  /** From now on no line shows this text, as it is, URL-encoded or in base64. */
  hide(secret: string): void {
    this.#secrets.add(secret);
    this.#secrets.add(encodeURIComponent(secret));
    this.#secrets.add(Buffer.from(secret).toString("base64"));
  }

  info(line: string): void {
    this.#channel.info(this.#clean(line));
  }

  warn(line: string): void {
    this.#channel.warn(this.#clean(line));
  }

  /** An error with its stack, for a fault that should not be. */
  error(line: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#channel.error(this.#clean(`${line} ${detail}`));
  }

  show(): void {
    this.#channel.show();
  }

  #clean(line: string): string {
    return redact(line, [...this.#secrets]);
  }
}

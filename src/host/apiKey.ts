import * as vscode from "vscode";

import type { Log } from "./log";
import { outcomeWithin } from "./patience";

/** A key and the one origin it may be sent to. */
export interface KeyRecord {
  readonly origin: string;
  readonly key: string;
}

export type KeySearch =
  | { readonly found: true; readonly key: string }
  | {
      readonly found: false;
      /** Another origin that has a key. */
      readonly savedFor?: string;
      /** A key was saved for this origin, and the system's key store no longer has it. */
      readonly lost: boolean;
    };

export type KeyText =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly problem: "empty" | "lineBreak" | "space" | "notAscii" | "tooLong" };

const longestKey = 1_000;
/** A key store that asks its user something may take long; one that never answers must not hang a question. */
const defaultPatienceMs = 10_000;
const marksName = "apiKeySavedFor";

/** Trims what was pasted and tells what a header could not carry. */
export function readKeyText(text: string): KeyText {
  const key = text.trim();
  if (key === "") {
    return { ok: false, problem: "empty" };
  }
  if (/[\r\n]/.test(key)) {
    return { ok: false, problem: "lineBreak" };
  }
  if (/[ \t]/.test(key)) {
    return { ok: false, problem: "space" };
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return { ok: false, problem: "notAscii" };
  }
  return key.length > longestKey ? { ok: false, problem: "tooLong" } : { ok: true, key };
}

/**
 * The keys, each bound to the origin it was given for, in the system's key store and nowhere else. A key that the store
 * does not take is kept for this session only.
 */
export class ApiKeys implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  /** Which origins have a key, and since when: no secret, so that a key gone missing can be told from none. */
  readonly #marks: vscode.Memento;
  readonly #log: Log;
  readonly #patienceMs: number;
  readonly #session = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;

  /** A key was saved or removed, here or in another window. */
  readonly onDidChange = this.#changed.event;

  constructor(
    secrets: vscode.SecretStorage,
    marks: vscode.Memento,
    log: Log,
    patienceMs: number = defaultPatienceMs,
  ) {
    this.#patienceMs = patienceMs;
    this.#secrets = secrets;
    this.#marks = marks;
    this.#log = log;
    this.#subscription = secrets.onDidChange((event) => {
      if (event.key.startsWith(recordName(""))) {
        this.#session.delete(event.key.slice(recordName("").length));
        this.#changed.fire();
      }
    });
  }

  /** The key for an origin, if one was given for exactly that origin. */
  async find(origin: string): Promise<KeySearch> {
    const key = this.#session.get(origin) ?? (await this.#stored(origin));
    if (key !== undefined) {
      this.#log.hide(key);
      return { found: true, key };
    }
    const marks = this.#savedFor();
    const other = Object.keys(marks).find((saved) => saved !== origin);
    return { found: false, lost: origin in marks, ...(other === undefined ? {} : { savedFor: other }) };
  }

  /** Keeps a key for an origin. Resolves to whether the system's key store took it; if not, it lasts for this session. */
  async save(record: KeyRecord): Promise<boolean> {
    this.#log.hide(record.key);
    const stored = await outcomeWithin(
      this.#secrets.store(recordName(record.origin), JSON.stringify(record)),
      this.#patienceMs,
    );
    // The store's own event, when it comes, forgets this copy again.
    this.#session.set(record.origin, record.key);
    if (stored.ok) {
      await this.#marks.update(marksName, { ...this.#savedFor(), [record.origin]: new Date().toISOString() });
    } else {
      this.#log.warn(`The system's key store did not take the key: ${stored.why}`);
    }
    this.#changed.fire();
    return stored.ok;
  }

  /** Forgets the key of an origin. Resolves to whether there was one. */
  async remove(origin: string): Promise<boolean> {
    const had = this.#session.has(origin) || (await this.#stored(origin)) !== undefined;
    this.#session.delete(origin);
    await this.#secrets.delete(recordName(origin));
    const { [origin]: _forgotten, ...others } = this.#savedFor();
    await this.#marks.update(marksName, others);
    this.#changed.fire();
    return had;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #stored(origin: string): Promise<string | undefined> {
    const read = await outcomeWithin(this.#secrets.get(recordName(origin)), this.#patienceMs);
    if (!read.ok) {
      this.#log.warn(`The system's key store did not answer: ${read.why}`);
      return undefined;
    }
    return read.value === undefined ? undefined : keyOf(read.value, origin);
  }

  #savedFor(): Readonly<Record<string, string>> {
    return this.#marks.get<Readonly<Record<string, string>>>(marksName, {});
  }
}

function recordName(origin: string): string {
  return `apiKey:${origin}`;
}

/** The key of a stored record, provided that the record names the same origin as its place. */
function keyOf(stored: string, origin: string): string | undefined {
  try {
    const record: unknown = JSON.parse(stored);
    return isKeyRecord(record) && record.origin === origin ? record.key : undefined;
  } catch {
    return undefined;
  }
}

function isKeyRecord(value: unknown): value is KeyRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "origin" in value &&
    typeof value.origin === "string" &&
    "key" in value &&
    typeof value.key === "string"
  );
}

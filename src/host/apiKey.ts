import * as vscode from "vscode";

import { isObject } from "../core/shape";
import type { Log } from "./log";
import { type Outcome, outcomeWithin } from "./patience";

/** A key and the one origin it may be sent to. */
export interface KeyRecord {
  readonly origin: string;
  readonly key: string;
}

export type KeySearch =
  | {
      readonly found: true;
      readonly key: string;
      /** It is in memory only, because the person chose so. */
      readonly isSessionOnly?: true;
    }
  | {
      readonly found: false;
      /** Another origin that has a key. */
      readonly savedFor?: string;
      readonly why: "none" | "lost" | "unavailable";
    };

/** Whose key changed, and whether it was saved or removed in this window. */
export interface KeyChange {
  readonly origin: string;
  readonly isHere: boolean;
}

/** A key store that asks its user something may take long; one that never answers must not hang a question. */
const defaultPatienceMs = 10_000;
const marksName = "apiKeySavedFor";

/**
 * The keys, each bound to the origin it was given for, in the system's key store and nowhere else; or, where the person
 * chose that, in memory until the window closes.
 */
export class ApiKeys implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  /** Which origins have a key, and since when: no secret, so that a key gone missing can be told from none. */
  readonly #marks: vscode.Memento;
  readonly #log: Log;
  readonly #patienceMs: number;
  readonly #session = new Map<string, string>();
  #areOthersHidden = false;
  /** Counts what the person wanted for each origin: what the store does late for an earlier wish no longer counts. */
  readonly #wishes = new Map<string, number>();
  /** The last store that was begun for each origin. */
  readonly #storing = new Map<string, Thenable<void>>();
  readonly #changed = new vscode.EventEmitter<KeyChange>();
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
        // It may be of an address that this window does not use.
        this.#areOthersHidden = false;
        this.#changed.fire({ origin: event.key.slice(recordName("").length), isHere: false });
      }
    });
  }

  /** The key for an origin, if one was given for exactly that origin. */
  async find(origin: string): Promise<KeySearch> {
    const inMemory = this.#session.get(origin);
    if (inMemory !== undefined) {
      // A store that does not answer is not waited for again.
      return { found: true, key: inMemory, isSessionOnly: true };
    }
    const stored = await this.#stored(origin);
    if (stored.ok) {
      void this.#hideOthers(origin);
    }
    const key = stored.ok ? stored.value : undefined;
    if (key !== undefined) {
      this.#log.hide(key);
      return { found: true, key };
    }
    const marks = this.#savedFor();
    const other = Object.keys(marks).find((saved) => saved !== origin);
    const why = !stored.ok ? "unavailable" : origin in marks ? "lost" : "none";
    return { found: false, why, ...(other === undefined ? {} : { savedFor: other }) };
  }

  /**
   * Keeps a key for an origin. Resolves to whether the system's key store took it in time; if not, the key is kept
   * nowhere until the store takes it, and not even then when the person has wanted something else meanwhile.
   */
  async save(record: KeyRecord): Promise<boolean> {
    this.#log.hide(record.key, true);
    const stored = await outcomeWithin(this.#store(record, this.#wish(record.origin)), this.#patienceMs);
    if (!stored.ok) {
      this.#log.warn(`The system's key store did not take the key: ${stored.why}`);
    }
    return stored.ok;
  }

  /**
   * Keeps a key in memory, in place of the stored one, until this window closes or the person saves or removes a key
   * here. A key that the store was still to take is not kept any more.
   */
  keepForSession({ origin, key }: KeyRecord): void {
    this.#log.hide(key, true);
    this.#wish(origin);
    this.#session.set(origin, key);
    this.#changed.fire({ origin, isHere: true });
  }

  /** Forgets the key of an origin. Resolves to whether the system's key store has let go of it. */
  async remove(origin: string): Promise<boolean> {
    this.#wish(origin);
    this.#session.delete(origin);
    // First the mark: another window that hears of the removal must not take the key for lost.
    await this.#unmark(origin);
    const deleted = await outcomeWithin(this.#secrets.delete(recordName(origin)), this.#patienceMs);
    if (!deleted.ok) {
      this.#log.warn(`The system's key store did not remove the key: ${deleted.why}`);
    }
    this.#changed.fire({ origin, isHere: true });
    return deleted.ok;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** The store may take its time behind a dialog: what belongs to a stored key is done whenever that is. */
  async #store(record: KeyRecord, wish: number): Promise<void> {
    const { origin } = record;
    const text = JSON.stringify(record);
    const storing = this.#secrets.store(recordName(origin), text);
    this.#storing.set(origin, storing);
    await storing;
    if (this.#wishes.get(origin) === wish) {
      this.#session.delete(origin);
      await this.#marks.update(marksName, { ...this.#savedFor(), [origin]: new Date().toISOString() });
      this.#changed.fire({ origin, isHere: true });
    } else {
      await this.#takeBack(origin, text);
    }
  }

  /** Removes what the store took too late, unless something else stands in its place by now. */
  async #takeBack(origin: string, text: string): Promise<void> {
    const wish = this.#wishes.get(origin);
    // A newer key may be on its way to the same place.
    await Promise.allSettled([this.#storing.get(origin)]);
    if ((await this.#secrets.get(recordName(origin))) !== text) {
      return;
    }
    if (this.#wishes.get(origin) !== wish) {
      await this.#takeBack(origin, text);
      return;
    }
    await this.#secrets.delete(recordName(origin));
    await this.#unmark(origin);
    this.#log.warn("The system's key store took a key when it was no longer wanted; it was removed again.");
  }

  #wish(origin: string): number {
    const wish = (this.#wishes.get(origin) ?? 0) + 1;
    this.#wishes.set(origin, wish);
    return wish;
  }

  async #unmark(origin: string): Promise<void> {
    const { [origin]: _forgotten, ...others } = this.#savedFor();
    await this.#marks.update(marksName, others);
  }

  async #stored(origin: string): Promise<Outcome<string | undefined>> {
    const read = await outcomeWithin(this.#secrets.get(recordName(origin)), this.#patienceMs);
    if (!read.ok) {
      this.#log.warn(`The system's key store did not answer: ${read.why}`);
      return read;
    }
    return { ok: true, value: read.value === undefined ? undefined : keyOf(read.value, origin) };
  }

  /** People paste the key of another address as easily: each is known from the first answer of the store on. */
  async #hideOthers(origin: string): Promise<void> {
    const others = this.#areOthersHidden ? [] : Object.keys(this.#savedFor());
    this.#areOthersHidden = true;
    for (const other of others.filter((each) => each !== origin)) {
      const stored = await this.#stored(other);
      if (!stored.ok) {
        this.#areOthersHidden = false;
        return;
      }
      if (stored.value !== undefined) {
        this.#log.hide(stored.value);
      }
    }
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
  return isObject(value) && typeof value["origin"] === "string" && typeof value["key"] === "string";
}

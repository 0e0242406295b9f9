import type * as vscode from "vscode";

import type { Redact } from "../core/redact";
import { withEveryString } from "../core/shape";
import type { History } from "./chat/history";
import { storeName as editsName } from "./edit/storedEdits";
import { withoutKeysIn } from "./edit/storedKeys";
import { isStoredDocument } from "./edit/storedShape";
import type { Log } from "./log";

const cleanedName = "keysTakenOffDisk";
/** Clocks of file systems and of this computer may differ by a little. */
const slackMs = 60_000;

export interface KeysOffDiskParts {
  readonly history: Pick<History, "redactAgain">;
  /** Of all windows; remembers until when files were looked through. */
  readonly state: vscode.Memento;
  /** Of this workspace. */
  readonly workspaceState: vscode.Memento;
  readonly log: Log;
}

/**
 * Takes keys off the disk that were written there before they were known: people paste a key into a question first, and
 * set it afterwards; and a window that has not read its key yet does not know what to leave out.
 */
export class KeysOffDisk {
  readonly #parts: KeysOffDiskParts;
  readonly #before: number;
  #since = Number.POSITIVE_INFINITY;
  #working: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(parts: KeysOffDiskParts) {
    this.#parts = parts;
    const cleaned = parts.state.get<unknown>(cleanedName);
    this.#before = typeof cleaned === "number" ? cleaned - slackMs : 0;
  }

  /**
   * A key is known from now on. Resolves when files and state are without it, or the log says that they are not. Never rejects.
   * @param isNew everything ever written may hold it, not only what was written since the last look
   */
  learned(isNew: boolean): Promise<void> {
    this.#waiting += 1;
    this.#since = Math.min(this.#since, isNew ? 0 : this.#before);
    this.#working = this.#afterOthers();
    return this.#working;
  }

  async #afterOthers(): Promise<void> {
    await this.#working;
    this.#waiting -= 1;
    // The last one looks for them all.
    if (this.#waiting === 0) {
      try {
        await this.#clean();
      } catch (error) {
        this.#parts.log.error("Files could not be looked through for a key that was pasted.", error);
      }
    }
  }

  async #clean(): Promise<void> {
    const { history, state, workspaceState, log } = this.#parts;
    const redact: Redact = (text) => log.forDisk(text);
    const begun = Date.now();
    if (this.#since === 0) {
      // Should this end early, the next window looks through everything again.
      await state.update(cleanedName, undefined);
    }
    await redactState(state, redact);
    await redactState(workspaceState, redact);
    if (!(await history.redactAgain(this.#since))) {
      log.warn("A key that was pasted into a conversation could not be taken off the disk yet.");
    } else if (this.#waiting === 0) {
      this.#since = Number.POSITIVE_INFINITY;
      await state.update(cleanedName, begun);
    }
  }
}

async function redactState(state: vscode.Memento, redact: Redact): Promise<void> {
  for (const name of state.keys()) {
    const value = state.get<unknown>(name);
    const clean =
      name === editsName && Array.isArray(value)
        ? withoutKeysIn(value.filter(isStoredDocument), redact)
        : withEveryString(value, redact);
    if (JSON.stringify(clean) !== JSON.stringify(value)) {
      await state.update(name, clean);
    }
  }
}

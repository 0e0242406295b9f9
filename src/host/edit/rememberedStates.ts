import { createHash } from "node:crypto";

import type { EditState } from "../../core/editState";
import type { LiveEdit } from "./liveEdit";

/** More than anybody undoes in a row. */
const mostRemembered = 500;

/** How edits stood when their document had a certain text: an Undo or Redo of the editor leads back there. */
export class RememberedStates {
  readonly #states = new Map<string, ReadonlyMap<LiveEdit, EditState>>();

  get(lines: readonly string[]): ReadonlyMap<LiveEdit, EditState> | undefined {
    return this.#states.get(fingerprintOf(lines));
  }

  set(lines: readonly string[], states: ReadonlyMap<LiveEdit, EditState>): void {
    const text = fingerprintOf(lines);
    // The newest stand last, the oldest go first.
    this.#states.delete(text);
    this.#states.set(text, states);
    const [oldest] = this.#states.keys();
    if (this.#states.size > mostRemembered && oldest !== undefined) {
      this.#states.delete(oldest);
    }
  }

  /** An edit stood another way, wherever it stood. */
  replace(edit: LiveEdit, change: (state: EditState) => EditState): void {
    for (const [text, states] of this.#states) {
      const state = states.get(edit);
      if (state !== undefined) {
        this.#states.set(text, new Map([...states, [edit, change(state)]]));
      }
    }
  }

  /** Nothing leads back to this edit any more. */
  forget(edit: LiveEdit): void {
    for (const [text, states] of this.#states) {
      if (states.has(edit)) {
        this.#states.set(text, new Map([...states].filter(([other]) => other !== edit)));
      }
    }
  }
}

/** Two texts of the same lines have the same one, and no others do. */
export function fingerprintOf(lines: readonly string[]): string {
  return createHash("sha1").update(lines.join("\n")).digest("base64");
}

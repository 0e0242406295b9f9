import type * as vscode from "vscode";

import type { Conversation } from "../../core/conversation";
import type { EditState } from "../../core/editState";
import { type LineTrace, linesAgain, traceOf } from "../../core/linesAgain";
import type { Redact } from "../../core/redact";
import type { LiveEdit } from "./liveEdit";
import { fingerprintOf } from "./rememberedStates";
import { withoutKeysIn } from "./storedKeys";
import { storeName } from "./storedEdits";
import { isStoredDocument } from "./storedShape";
import { isShort, withinLimit, withoutConversation } from "./storeLimit";

/** An edit as it outlives the window. */
export interface StoredEdit {
  readonly id: string;
  readonly group: string;
  readonly instruction: string;
  readonly phase: "writing" | "held" | "reviewing";
  readonly state: EditState;
  /** The lines of its range, and those around. */
  readonly trace: LineTrace;
  /** Of the whole document. */
  readonly fingerprint: string;
  /** A held proposal. */
  readonly proposal?: readonly string[];
  readonly conversation: Conversation;
}

/** The edits of one document. */
export interface StoredDocument {
  readonly uri: string;
  readonly edits: readonly StoredEdit[];
  /** It had more than there was room for. */
  readonly isIncomplete?: boolean;
}

/** While a person types, not every key is worth writing down. */
const paceMs = 1_000;

/** Keeps pending edits for this workspace from window to window. */
export class EditStore {
  readonly #state: vscode.Memento;
  readonly #documents: () => readonly StoredDocument[];
  readonly #redact: Redact;
  #timer: NodeJS.Timeout | undefined;
  #outline = "";
  #isClosed = false;

  /**
   * @param documents what is to be written, asked for whenever it is
   * @param redact applied to what was written and answered for an edit
   */
  constructor(state: vscode.Memento, documents: () => readonly StoredDocument[], redact: Redact) {
    this.#state = state;
    this.#redact = redact;
    this.#documents = documents;
  }

  /** What was pending when the last window closed; what cannot be read is left out. */
  read(): readonly StoredDocument[] {
    const kept: unknown = this.#state.get(storeName);
    return Array.isArray(kept) ? kept.filter(isStoredDocument) : [];
  }

  /**
   * Writes what changed: once a second while changes go on, and at once when one is a decision.
   * @param outline what is pending, but for where it stands: the same until something is decided, begins or ends
   */
  save(outline: string): void {
    if (outline !== this.#outline) {
      this.#outline = outline;
      void this.#flush();
    } else if (!this.#isClosed) {
      this.#timer ??= setTimeout(() => void this.#flush(), paceMs);
    }
  }

  /** Writes at once, and never again: what ends because the window closes is pending in the next one. */
  async close(): Promise<void> {
    const written = this.#flush();
    this.#isClosed = true;
    await written;
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isClosed) {
      const documents = withoutKeysIn(withinLimit(this.#documents()), this.#redact);
      await this.#state.update(storeName, documents.length === 0 ? undefined : documents);
    }
  }
}

/** What of a document's edits is kept: all there is to come back to. */
export function storedOf({
  edits,
  lines,
}: {
  readonly edits: readonly LiveEdit[];
  readonly lines: readonly string[];
}): readonly StoredEdit[] {
  return edits.flatMap((edit) => stored(edit, lines) ?? []);
}

function stored(edit: LiveEdit, lines: readonly string[]): StoredEdit | undefined {
  const { id, group, instruction, phase, state, conversation } = edit;
  if (phase.type === "gone") {
    return undefined;
  }
  // While more is being written, what is under review already is what would be lost.
  const isRewriting = phase.type === "writing" && state.hunks.length > 0;
  const isKept = phase.type !== "writing" && isShort(conversation);
  return {
    id,
    group,
    instruction,
    phase: isRewriting ? "reviewing" : phase.type,
    state,
    trace: traceOf(lines, state.range),
    fingerprint: fingerprintOf(lines),
    ...(phase.type === "held" ? { proposal: phase.lines } : {}),
    conversation: isKept ? conversation : withoutConversation(conversation),
  };
}

/**
 * Where the lines of a stored edit begin in its document now: where they did, if that has the very same text, else at
 * the one place that has them in their surroundings. Undefined when there is none.
 */
export function foundAgain(
  lines: readonly string[],
  { state, trace, fingerprint }: StoredEdit,
): number | undefined {
  return fingerprintOf(lines) === fingerprint ? state.range.start : linesAgain(lines, trace);
}

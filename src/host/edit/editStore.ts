import type * as vscode from "vscode";

import type { Conversation } from "../../core/conversation";
import type { EditState } from "../../core/editState";
import { isObject } from "../../core/shape";
import type { LiveEdit } from "./liveEdit";

/** An edit as it outlives the window. */
export interface StoredEdit {
  readonly id: string;
  readonly group: string;
  readonly instruction: string;
  readonly phase: "writing" | "held" | "reviewing";
  readonly state: EditState;
  /** The lines of its range: they have to be there again. */
  readonly lines: readonly string[];
  /** A held proposal. */
  readonly proposal?: readonly string[];
  readonly conversation: Conversation;
}

/** The edits of one document. */
export interface StoredDocument {
  readonly uri: string;
  readonly edits: readonly StoredEdit[];
}

const storeName = "pendingEdits";
/** While a person types, not every key is worth writing down. */
const soonMs = 300;
/** Conversations above this many characters are left out: the edit can be reviewed without. */
const mostCharacters = 200_000;

/** Keeps pending edits for this workspace from window to window. */
export class EditStore {
  readonly #state: vscode.Memento;
  #latest: (() => readonly StoredDocument[]) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** What was pending when the last window closed; what cannot be read is left out. */
  read(): readonly StoredDocument[] {
    const kept: unknown = this.#state.get(storeName);
    return Array.isArray(kept) ? kept.filter(isStoredDocument) : [];
  }

  /** Writes soon; several changes in a row are written once. */
  save(documents: () => readonly StoredDocument[]): void {
    this.#latest = documents;
    this.#timer ??= setTimeout(() => void this.flush(), soonMs);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const latest = this.#latest;
    this.#latest = undefined;
    if (latest !== undefined) {
      const documents = latest();
      await this.#state.update(storeName, documents.length === 0 ? undefined : documents);
    }
  }
}

/** What of an edit is kept; undefined when there is nothing to come back to. */
export function stored(edit: LiveEdit, lines: readonly string[]): StoredEdit | undefined {
  const { id, group, instruction, phase, state, conversation } = edit;
  if (phase.type === "gone") {
    return undefined;
  }
  // While more is being written, what is under review already is what would be lost.
  const isRewriting = phase.type === "writing" && state.hunks.length > 0;
  return {
    id,
    group,
    instruction,
    phase: isRewriting ? "reviewing" : phase.type,
    state,
    lines: lines.slice(state.range.start, state.range.end),
    ...(phase.type === "held" ? { proposal: phase.lines } : {}),
    conversation: isSmall(conversation) && phase.type !== "writing" ? conversation : emptied(conversation),
  };
}

function isSmall(conversation: Conversation): boolean {
  return JSON.stringify(conversation.all).length <= mostCharacters;
}

function emptied(conversation: Conversation): Conversation {
  return { ...conversation, all: [], chosen: {}, turns: [] };
}

/**
 * Where the lines of a stored edit are in a document now: where they were, else the one place that has them. Undefined
 * when there is none, or more than one.
 */
export function foundAgain(lines: readonly string[], { state, lines: own }: StoredEdit): number | undefined {
  const { start } = state.range;
  const isAt = (at: number): boolean =>
    at >= 0 && at + own.length <= lines.length && own.every((line, index) => lines[at + index] === line);
  if (isAt(start)) {
    return start;
  }
  if (own.length === 0) {
    return undefined;
  }
  const [first] = own;
  const places = lines.flatMap((line, index) => (line === first && isAt(index) ? [index] : []));
  return places.length === 1 ? places[0] : undefined;
}

function isStoredDocument(value: unknown): value is StoredDocument {
  return (
    isObject(value) &&
    typeof value["uri"] === "string" &&
    Array.isArray(value["edits"]) &&
    value["edits"].every(isStoredEdit)
  );
}

function isStoredEdit(value: unknown): value is StoredEdit {
  if (!isObject(value)) {
    return false;
  }
  const { id, group, instruction, phase, state, lines, proposal, conversation } = value;
  return (
    [id, group, instruction].every((text) => typeof text === "string") &&
    ["writing", "held", "reviewing"].some((known) => known === phase) &&
    isObject(state) &&
    isObject(state["range"]) &&
    typeof state["range"]["start"] === "number" &&
    typeof state["range"]["end"] === "number" &&
    Array.isArray(state["hunks"]) &&
    state["hunks"].every(isHunk) &&
    areLines(lines) &&
    (proposal === undefined || areLines(proposal)) &&
    isObject(conversation) &&
    Array.isArray(conversation["all"])
  );
}

function isHunk(value: unknown): boolean {
  return (
    isObject(value) &&
    [value["id"], value["line"], value["added"]].every((number) => typeof number === "number") &&
    areLines(value["removed"])
  );
}

function areLines(value: unknown): boolean {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

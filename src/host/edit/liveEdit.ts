import { randomUUID } from "node:crypto";
import type * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { type Conversation, emptyConversation } from "../../core/conversation";
import type { EditRisk } from "../../core/editRisk";
import type { EditState } from "../../core/editState";
import type { EditPhase, InlineEdit } from "./inlineEdit";

/** What an edit is doing besides standing in its document. */
export type LivePhase =
  | Extract<EditPhase, { readonly type: "writing" | "reviewing" }>
  /** The proposal waits outside of the document. */
  | { readonly type: "held"; readonly lines: readonly string[] }
  /** Neither pending nor forgotten: an Undo or Redo of the editor, or another try, may bring it back. */
  | { readonly type: "gone" };

/** An edit while this window knows of it. */
export class LiveEdit {
  readonly id: string;
  readonly group: string;
  uri: vscode.Uri;
  instruction: string;
  /** Attached besides the lines themselves. */
  context: readonly ContextItem[];
  phase: LivePhase;
  #state: EditState;
  risks: readonly EditRisk[] = [];
  /** The questions and answers that led to it; empty for code that came from elsewhere. */
  conversation: Conversation;
  /** Stops the writing. */
  running: AbortController | undefined;
  #lastHunkId = 0;

  constructor(from: {
    readonly uri: vscode.Uri;
    readonly group: string;
    readonly instruction: string;
    readonly context?: readonly ContextItem[];
    readonly phase: LivePhase;
    readonly state: EditState;
    readonly id?: string;
    readonly conversation?: Conversation;
  }) {
    this.id = from.id ?? randomUUID();
    this.group = from.group;
    this.uri = from.uri;
    this.instruction = from.instruction;
    this.context = from.context ?? [];
    this.phase = from.phase;
    this.#state = from.state;
    this.#lastHunkId = lastIdOf(from.state);
    this.conversation = from.conversation ?? emptyConversation(this.id);
  }

  get isPending(): boolean {
    return this.phase.type !== "gone";
  }

  get state(): EditState {
    return this.#state;
  }

  set state(state: EditState) {
    this.#state = state;
    this.#lastHunkId = Math.max(this.#lastHunkId, lastIdOf(state));
  }

  /** An id above all that its hunks had so far, in earlier proposals too. */
  get freshHunkId(): number {
    return this.#lastHunkId + 1;
  }

  /** As it is at this moment, for whoever shows it. */
  get view(): InlineEdit | undefined {
    const { id, group, uri, instruction, phase, state, risks } = this;
    if (phase.type === "gone") {
      return undefined;
    }
    const shown: EditPhase = phase.type === "held" ? { type: "held" } : phase;
    const hunks = phase.type === "reviewing" ? state.hunks : [];
    return { id, group, uri, instruction, phase: shown, range: state.range, hunks, risks };
  }
}

function lastIdOf({ hunks }: EditState): number {
  return hunks.reduce((last, { id }) => Math.max(last, id), 0);
}

import type * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { EditRisk } from "../../core/editRisk";
import type { Failure } from "../../core/failure";
import type { Hunk } from "../../core/hunk";
import type { LineRange } from "../../core/lineRange";
import type { MessageRequest } from "../../core/request";

/**
 * Where an edit stands. The document holds the original until the whole proposal is there, then the whole proposal,
 * never half of one: whatever is saved in between is a valid file.
 */
export type EditPhase =
  /** The answer is under way; the document is untouched. `tail` are the last lines that came, at most 12. */
  | {
      readonly type: "writing";
      readonly lineCount: number;
      readonly tail: readonly string[];
      /** The model thinks; nothing of the answer has come yet. */
      readonly isThinking?: true;
      /** For how many seconds nothing has come, and after how many more the request is given up. */
      readonly silence?: { readonly seconds: number; readonly secondsLeft: number };
      /** The API asked to wait before the request is made again. */
      readonly waiting?: { readonly failure: Failure; readonly secondsLeft: number };
    }
  /** The proposal is there, and waits outside of the document for the person's consent to its risks. */
  | { readonly type: "held" }
  /** The document holds the proposal; its hunks can be kept or undone. */
  | { readonly type: "reviewing" };

/** An edit that is not over: neither kept nor undone as a whole. */
export interface InlineEdit {
  readonly id: string;
  /** Edits that were asked for together, one for each selection, share it. */
  readonly group: string;
  readonly uri: vscode.Uri;
  /** What the person asked for last; empty for code that came from the chat. */
  readonly instruction: string;
  readonly phase: EditPhase;
  /** The lines that the edit is about, in the document as it is now. */
  readonly range: LineRange;
  /** What is still to be decided, in the order of the document; empty until it is reviewed. */
  readonly hunks: readonly Hunk[];
  readonly risks: readonly EditRisk[];
}

/** What is asked for, and where. */
export interface EditWish {
  readonly document: vscode.TextDocument;
  /** Whole lines, in order, apart from each other; one edit for each. */
  readonly ranges: readonly LineRange[];
  readonly instruction: string;
  /** Attached besides the lines themselves. */
  readonly context: readonly ContextItem[];
}

/** A proposal that is there already, such as code of an answer in the chat. */
export interface ReadyProposal {
  readonly document: vscode.TextDocument;
  readonly range: LineRange;
  /** What is to stand there, without line ends. */
  readonly lines: readonly string[];
}

/** All pending edits of this window. */
export interface PendingEdits {
  /** An edit of this document began, changed, moved or ended. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** By document, in the order of their lines there. */
  readonly all: readonly InlineEdit[];
  of(uri: vscode.Uri): readonly InlineEdit[];
  find(editId: string): InlineEdit | undefined;
  /** Asks; resolves when all of them have ended writing, however. Says so itself when something cannot be had. */
  start(wish: EditWish): Promise<void>;
  /** Puts a proposal up for review, or holds it. */
  propose(proposal: ReadyProposal): Promise<void>;
  /** Keeps a hunk, or all of an edit; for a held one, asks for consent first. */
  keep(editId: string, hunkId?: number): Promise<void>;
  /** Puts back what stood there, for a hunk or all of an edit; a held one is dropped. */
  undo(editId: string, hunkId?: number): Promise<void>;
  /** Puts a held proposal into the document for review, after the person's consent. */
  review(editId: string): Promise<void>;
  /** Stops the writing; what was there before stays as it is. */
  cancel(editId: string): void;
  /** Asks anew with this instruction, from what stood there before the edit. */
  retry(editId: string, instruction: string): Promise<void>;
  /** Asks for more in the same conversation, from what stands there now. */
  followUp(editId: string, instruction: string): Promise<void>;
  /** The request that a retry or a follow-up with this instruction would make. */
  requestFor(editId: string, kind: "new" | "followUp", instruction: string): MessageRequest | undefined;
  /** The whole document without, and with, what is still to be decided of this edit: for a diff. */
  texts(editId: string): { readonly original: string; readonly proposed: string } | undefined;
}

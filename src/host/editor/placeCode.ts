import * as vscode from "vscode";

import { findTurn } from "../../core/branches";
import type { ContextItem } from "../../core/context";
import type { Conversation } from "../../core/conversation";
import type { PendingEdits } from "../edit/inlineEdit";
import { applyCode } from "./applyCode";
import type { LastEditor } from "./lastEditor";
import { newFile, type PlacedCode } from "./newFile";

/** Brings code of answers into documents. */
export class CodePlacer {
  readonly #editors: LastEditor;
  readonly #edits: PendingEdits;

  constructor(editors: LastEditor, edits: PendingEdits) {
    this.#editors = editors;
    this.#edits = edits;
  }

  async place(code: PlacedCode, conversation: Conversation): Promise<void> {
    switch (code.action) {
      case "insert":
        return this.#insert(code.text);
      case "newFile":
        return newFile(code);
      case "apply":
        return applyCode(
          code,
          askedAbout(conversation, code.answerId),
          await this.#editors.show(),
          this.#edits,
        );
    }
  }

  /** Puts it where the cursor is, in place of what is selected, as one step to undo. */
  async #insert(text: string): Promise<void> {
    const editor = await this.#editors.show();
    if (editor === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no text editor to insert into."));
      return;
    }
    const isDone = await editor.edit((edit) => {
      for (const selection of editor.selections) {
        edit.replace(selection, text);
      }
    });
    if (!isDone) {
      void vscode.window.showWarningMessage(vscode.l10n.t("This document cannot be changed."));
      return;
    }
    // What was selected is replaced; the cursor goes behind what is there now, and the keyboard with it.
    editor.selections = editor.selections.map(({ end }) => new vscode.Selection(end, end));
    const { viewColumn } = editor;
    await vscode.window.showTextDocument(editor.document, viewColumn === undefined ? {} : { viewColumn });
  }
}

/** What was attached to the question of an answer. */
function askedAbout(conversation: Conversation, answerId: string): readonly ContextItem[] {
  const answer = findTurn(conversation, answerId);
  const question = answer && findTurn(conversation, answer.parentId);
  return question?.role === "user" ? question.context : [];
}

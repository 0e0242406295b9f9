import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { admit } from "../context/guard";
import { mayAttach } from "../context/trust";
import { gatherSelection } from "../editor/selection";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/** Attaches what the active editor shows as selected and brings the chat to the front. */
export async function askAboutSelection(session: ChatSession, view: ChatView): Promise<void> {
  const items = await gatherFromActiveEditor();
  if (items.length > 0) {
    session.attach(items);
    await view.reveal();
  }
}

/**
 * Asks about it at once, and leaves alone what is in the composer. While another answer is under way, the question waits
 * there instead.
 */
export async function explain(session: ChatSession, view: ChatView): Promise<void> {
  const items = await gatherFromActiveEditor();
  if (items.length === 0) {
    return;
  }
  const question = vscode.l10n.t("Explain this code.");
  if (!session.ask(question, items)) {
    session.attach(items);
    session.suggest(withQuestion(session.draft.text, question));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Claude is still answering: the question waits in the composer."),
      5_000,
    );
  }
  await view.reveal();
}

async function gatherFromActiveEditor(): Promise<readonly ContextItem[]> {
  if (!(await mayAttach())) {
    return [];
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no text editor to ask about. (Files above 50 MB are kept from extensions.)"),
    );
    return [];
  }
  const items = await gatherSelection(editor);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no text here to ask about."));
  }
  return admit({ items, refusals: [] });
}

function withQuestion(draft: string, question: string): string {
  return draft.trim() === "" ? question : `${draft.trimEnd()}\n${question}`;
}

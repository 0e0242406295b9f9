import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { gatherFrom } from "../chat/askAbout";
import { formToSend } from "../chat/hiddenConsent";
import type { ChatSession } from "../chat/session";
import type { ChatView } from "../chat/view";
import { expandAbout, labelsOf } from "./expansion";
import { findPrompt, tellMissing } from "./savedPrompts";

/** Asks a saved prompt about the active editor at once, and leaves alone what is in the composer. */
export async function askWithPrompt(name: string, session: ChatSession, view: ChatView): Promise<void> {
  const prompt = findPrompt(name);
  if (prompt === undefined) {
    await tellMissing(name);
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const items = await gatherFrom(editor);
  if (editor !== undefined && items.length > 0) {
    await askNow(expandAbout(prompt, labelsOf(items), editor.document), items, session, view);
  }
}

/** Asks at once; while another answer is under way, the question waits in the composer instead. */
export async function askNow(
  question: string,
  items: readonly ContextItem[],
  session: ChatSession,
  view: ChatView,
): Promise<void> {
  const form = await formToSend(question, items);
  if (form === undefined) {
    return;
  }
  if (!session.ask(form.text(question), form.context(items))) {
    session.attach(items);
    session.suggest(withQuestion(session.draft.text, question));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Claude is still answering: the question waits in the composer."),
      5_000,
    );
  }
  await view.reveal();
}

function withQuestion(draft: string, question: string): string {
  return draft.trim() === "" ? question : `${draft.trimEnd()}\n${question}`;
}

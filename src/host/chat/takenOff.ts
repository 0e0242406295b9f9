import * as vscode from "vscode";

import type { ChatSession } from "./session";

/**
 * Says that images were taken off a conversation, and offers to put them back.
 * @param isOpen whether the conversation is open here still: only then it can be changed
 */
export async function offerBack(
  session: ChatSession,
  back: ReturnType<ChatSession["takeOff"]>,
  isOpen: () => boolean,
): Promise<void> {
  if (back.length === 0) {
    return;
  }
  const undo = vscode.l10n.t("Undo");
  let sentence =
    back.length === 1
      ? vscode.l10n.t("The image was taken off the conversation.")
      : vscode.l10n.t("{0} images were taken off the conversation.", back.length);
  while ((await vscode.window.showInformationMessage(sentence, undo)) === undo) {
    if (!isOpen()) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("The conversation was closed meanwhile. Its images are gone."),
      );
      return;
    }
    if (session.putBack(back)) {
      return;
    }
    sentence = vscode.l10n.t("Claude is answering. What was sent can be changed when the answer is there.");
  }
}

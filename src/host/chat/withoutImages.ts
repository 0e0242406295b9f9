import * as vscode from "vscode";

import { imagesInTheWay } from "../../core/sentImages";
import type { ChatSession } from "./session";

/** Takes the images off that are in the way of the last answer, and no others, and asks again. */
export function sendWithoutImages(session: ChatSession, answerId: string): void {
  const { lastFailure } = session;
  if (lastFailure?.answerId !== answerId || session.isAnswering) {
    return;
  }
  for (const { turnId, id } of imagesInTheWay(lastFailure.failure, session.conversation)) {
    session.change({ type: "attachmentChanged", turnId, id });
  }
  const question = session.conversation.turns.at(-2);
  if (question !== undefined && session.canAsk(question.id)) {
    session.tryAgain(answerId);
  } else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Nothing is left of this question to be asked again."),
    );
  }
}

import * as vscode from "vscode";

import { findTurn, hasTurn, restoration } from "../../core/branches";
import type { ContextItem } from "../../core/context";
import { turnMarkdown } from "../../core/export";
import type { ToHost } from "../../core/protocol";
import type { Redact } from "../../core/redact";
import type { ChatActions, Handlers } from "./pageHandlers";
import { freshContext } from "../context/fresh";
import { replaceImage } from "./replaceImage";
import { mayAskAgain } from "./askingAgain";
import type { ChatSession } from "./session";
import { offerBack } from "./takenOff";
import type { ChatView } from "./view";

type TurnMessage =
  | "edit"
  | "cancelEdit"
  | "retry"
  | "showBranch"
  | "deleteTurn"
  | "undoDeletion"
  | "copyTurn"
  | "removeSent"
  | "replaceSent";

/**
 * What a person does with the turns of a conversation.
 * @param redact applied to every text on its way to the clipboard
 */
export function turnHandlers(
  view: ChatView,
  actions: Pick<ChatActions, "pickModel" | "itemsOf">,
  redact: Redact,
): Pick<Handlers, Extract<ToHost["type"], TurnMessage>> {
  return {
    edit: async ({ turnId }) => {
      view.session.edit(turnId);
      await view.reveal();
    },
    cancelEdit: () => view.session.cancelEdit(),
    retry: async ({ turnId, withOtherModel }) => {
      const { session } = view;
      const turn = findTurn(session.conversation, turnId);
      const questionId = turn?.role === "assistant" ? turn.parentId : turn?.id;
      if (questionId === undefined) {
        return;
      }
      if (!session.canAsk(questionId)) {
        tellNothingLeft();
        return;
      }
      if (!withOtherModel) {
        if (await mayAskAgain(session, questionId)) {
          session.retry(questionId);
        }
        return;
      }
      const model = await actions.pickModel(view);
      if (model !== undefined && (await mayAskAgain(session, questionId))) {
        session.retry(questionId, model);
      }
      await view.reveal();
    },
    showBranch: ({ turnId }) => {
      if (hasTurn(view.session.conversation, turnId)) {
        view.session.change({ type: "shown", turnId });
      }
    },
    deleteTurn: ({ turnId }) => {
      const { session } = view;
      if (!hasTurn(session.conversation, turnId)) {
        return;
      }
      const back = restoration(session.conversation, turnId);
      session.change({ type: "deleted", turnId });
      if (findTurn(session.conversation, turnId) !== undefined) {
        // An answer is under way: nothing was changed, and nothing is said.
        return;
      }
      view.deletion.keep(session, back);
    },
    undoDeletion: () => view.deletion.undo(),
    copyTurn: async ({ turnId }) => {
      const turn = findTurn(view.session.conversation, turnId);
      if (turn !== undefined) {
        await vscode.env.clipboard.writeText(redact(turnMarkdown(turn, { l10n: vscode.l10n })));
      }
    },
    removeSent: async ({ turnId, id }) => {
      const { session } = view;
      const item = itemOf(session, turnId, id);
      if (item?.kind === "image") {
        const back = session.takeOff([{ turnId, id }]);
        await offerBack(session, back, () => view.session === session);
        return;
      }
      if (item !== undefined) {
        session.change({ type: "attachmentChanged", turnId, id });
      }
    },
    replaceSent: async ({ turnId, id }) => {
      const { session } = view;
      const item = itemOf(session, turnId, id);
      if (item?.kind === "image") {
        await replaceImage({
          item,
          made: (gathered) => actions.itemsOf(view, session, gathered),
          open: () => view.handlers.openAttachment({ type: "openAttachment", id }),
          put: (now) => putInPlace(session, turnId, id, now),
        });
        return;
      }
      const now = item && (await freshContext(item));
      if (now !== undefined) {
        session.change({ type: "attachmentChanged", turnId, id, item: now });
      }
    },
  };
}

function itemOf(session: ChatSession, turnId: string, id: string): ContextItem | undefined {
  const turn = findTurn(session.conversation, turnId);
  return turn?.role === "user" ? turn.context.find((each) => each.id === id) : undefined;
}

function putInPlace(session: ChatSession, turnId: string, id: string, now: ContextItem | undefined): void {
  if (session.isAnswering) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Claude is answering. What was sent can be changed when the answer is there."),
    );
    return;
  }
  session.change({ type: "attachmentChanged", turnId, id, ...(now === undefined ? {} : { item: now }) });
}

/** Tells that a question cannot be asked again, because all of it was taken off. */
export function tellNothingLeft(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Nothing is left of this question to be asked again."),
  );
}

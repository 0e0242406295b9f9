import * as vscode from "vscode";

import { hashesOf } from "../../core/usedImages";
import { admit } from "../context/guard";
import type { Images } from "../images/images";
import { PreparedImages } from "../images/preparedImages";
import { admittedItems } from "./attaching";
import type { ImageActions } from "./imageHandlers";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/**
 * What a page may ask of images.
 * @param find the conversation with this id, if it is open here
 */
export function imageActions(
  images: Images,
  find: (conversationId: string) => ChatSession | undefined,
): ImageActions {
  const prepared = new PreparedImages<ChatView>(warnOfLoss);
  return {
    attachImage: async (view, { conversationId, name, made }) => {
      // Where the person put it; one that was left empty is gone, and what was in its composer has come along.
      const { id } = find(conversationId) ?? view.session;
      const items = await admit(await images.keep(id, { name, uri: "" }, made));
      const session = find(id);
      if (session === undefined) {
        await images.drop(id, hashesOf(items));
      }
      session?.attach(items);
    },
    itemsOf: (view, session, gathered) => admittedItems(view, session, gathered, images),
    preparing: (view, names) => prepared.are(view, names),
    joinImages: (view) => {
      const joined = images.jobs.join(view);
      return {
        dispose: () => {
          prepared.pageGone(view);
          return joined.dispose();
        },
      };
    },
    imageDone: (message) => {
      switch (message.type) {
        case "imageMade":
          images.jobs.done(message.job, { ok: true, value: message.made });
          break;
        case "imageFitted":
          images.jobs.done(message.job, { ok: true, value: message.bytes });
          break;
        case "imageNotMade":
          images.jobs.done(message.job, { ok: false, problem: message.problem });
          break;
      }
    },
    loadThumbnails: (view, message) => images.thumbnails(view, message),
  };
}

function warnOfLoss(names: readonly string[]): void {
  const list = new Intl.ListFormat(vscode.env.language).format(names);
  void vscode.window.showWarningMessage(
    vscode.l10n.t("Not attached, because the chat was closed too early: {0}", list),
  );
}

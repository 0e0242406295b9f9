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
 * @param meantFor the conversation that takes what was meant for another, or undefined when that was deleted
 * @param attached something was attached to a conversation that nobody may be looking at
 */
export function imageActions(
  images: Images,
  meantFor: (conversationId: string, shown: ChatSession) => Promise<ChatSession | undefined>,
  attached: () => Promise<void>,
): ImageActions {
  const prepared = new PreparedImages<ChatView>(warnOfLoss);
  return {
    attachImage: async (view, { conversationId, name, made }) => {
      const { id } = (await meantFor(conversationId, view.session)) ?? { id: conversationId };
      const { items, refusals } = await images.keep(id, { name, uri: "" }, made);
      // The person may have gone elsewhere meanwhile.
      const session = await meantFor(conversationId, view.session);
      const gone =
        session === undefined && items.length > 0
          ? [vscode.l10n.t("{0} was not attached: its conversation was deleted.", name)]
          : [];
      const admitted = await admit({ items, refusals: [...refusals, ...gone] });
      session?.attach(admitted);
      if (session?.id !== id) {
        await images.drop(id, hashesOf(items));
      }
      await attached();
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

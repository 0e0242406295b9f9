import { admit } from "../context/guard";
import type { Images } from "../images/images";
import { admittedItems } from "./attaching";
import type { ImageActions } from "./imageHandlers";
import type { ChatSession } from "./session";

/**
 * What a page may ask of images.
 * @param find a conversation that is open in this window
 */
export function imageActions(
  images: Images,
  find: (conversationId: string) => ChatSession | undefined,
): ImageActions {
  return {
    attachImage: async (view, { conversationId, name, made }) => {
      // Where the person put it; one that was left empty is gone, and what was in its composer has come along.
      const session = find(conversationId) ?? view.session;
      const kept = await images.keep(session.id, { name, uri: "" }, made);
      session.attach(await admit(kept));
    },
    itemsOf: (view, session, gathered) => admittedItems(view, session, gathered, images),
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

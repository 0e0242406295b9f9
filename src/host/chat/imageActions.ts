import { hashesOf } from "../../core/usedImages";
import { admit } from "../context/guard";
import type { Images } from "../images/images";
import type { ImageActions } from "./imageHandlers";
import type { ChatSession } from "./session";

/**
 * What a page may ask of images.
 * @param find the conversation with this id, if it is open here
 */
export function imageActions(
  images: Images,
  find: (conversationId: string) => ChatSession | undefined,
): ImageActions {
  return {
    attachImage: async (_view, { conversationId, name, made }) => {
      const items = await admit(await images.keep(conversationId, { name, uri: "" }, made));
      const session = find(conversationId);
      if (session === undefined) {
        await images.drop(conversationId, hashesOf(items));
      }
      session?.attach(items);
    },
    joinImages: (view) => images.jobs.join(view),
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

import type { Images } from "../images/images";
import type { ImageActions } from "./imageHandlers";

/** What a page may ask of images. */
export function imageActions(images: Images): ImageActions {
  return {
    attachImage: async (view, { conversationId, name, made }) => {
      const { items } = await images.keep(conversationId, { name, uri: "" }, made);
      if (view.session.id === conversationId) {
        view.session.attach(items);
      }
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

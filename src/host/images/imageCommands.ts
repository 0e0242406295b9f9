import type { CommandHandlers } from "../commands";
import { fromPictures } from "../context/clicked";
import { type Gathered, nothingGathered } from "../context/item";
import { mayAttach } from "../context/trust";
import type { ImageCommandId } from "../manifest";
import { imagesFromDisk } from "./imagesFromDisk";
import { imageFromLink } from "./imageFromLink";

/** Attaches what a command brings to the chat that was used last, and brings that to the front. */
export type AttachAndReveal = (gather: () => Promise<Gathered>) => Promise<void>;

/** The commands that bring images into the chat. */
export function imageCommands(
  attach: AttachAndReveal,
  screenshot: () => Promise<void>,
): Pick<CommandHandlers, ImageCommandId> {
  return {
    "askClaude.askAboutImage": (...clicked) =>
      attach(async () => ((await mayAttach()) ? fromPictures(clicked) : nothingGathered)),
    "askClaude.attachImages": () => attach(() => imagesFromDisk(true)),
    "askClaude.addImageLink": () => attach(imageFromLink),
    "askClaude.screenshot": screenshot,
  };
}

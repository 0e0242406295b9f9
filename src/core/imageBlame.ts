import type { Conversation } from "./conversation";
import type { ImagePlace } from "./failure";
import { type ImageBlocks, isImage } from "./imageBlocks";
import { isKept } from "./image";
import type { MessageRequest } from "./request";
import { placeOfImage, sentImages } from "./sentImages";

/**
 * The images that the API may have refused a request for: those that it names, or else those of the last question that
 * has any.
 * @param paths as the API names places of the request: `messages.3.content.0.image.source.data`
 */
export function suspects(
  request: MessageRequest,
  conversation: Conversation,
  images: ImageBlocks,
  paths: readonly string[],
): readonly ImagePlace[] {
  const sent = sentImages(conversation).filter(
    ({ item }) => !isKept(item.image) || images.has(item.image.hash),
  );
  const named = new Set(paths.flatMap((path) => ordinalOf(request, path)));
  const blamed = sent.filter((_, index) => named.has(index));
  const lastTurn = sent.at(-1)?.turnId;
  return (blamed.length > 0 ? blamed : sent.filter(({ turnId }) => turnId === lastTurn)).map(placeOfImage);
}

/** How many images stand before the one that the path leads to. */
function ordinalOf({ messages }: MessageRequest, path: string): readonly number[] {
  const [, messageIndex, blockIndex] = /\bmessages\.(\d{1,6})\.content\.(\d{1,6})\b/.exec(path) ?? [];
  const content = messages[Number(messageIndex)]?.content;
  const block = typeof content === "string" ? undefined : content?.[Number(blockIndex)];
  if (block === undefined || !isImage(block)) {
    return [];
  }
  const before = messages.slice(0, Number(messageIndex)).flatMap((message) => imagesIn(message.content));
  return [before.length + imagesIn(content?.slice(0, Number(blockIndex)) ?? "").length];
}

function imagesIn(content: MessageRequest["messages"][number]["content"]): readonly unknown[] {
  return typeof content === "string" ? [] : content.filter(isImage);
}

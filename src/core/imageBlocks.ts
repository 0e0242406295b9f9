import type { ContentBlockParam, ImageBlockParam } from "@anthropic-ai/sdk/resources/messages/messages";
import { quotedName } from "./contextText";
import type { UserTurn } from "./conversation";
import { type AttachedImage, type ImageType, isKept } from "./image";
import type { MessageRequest } from "./request";
import { imagesOf } from "./sentImages";

/** An image as a request has it. */
export interface ImageData {
  readonly type: ImageType;
  /** The file as base64. */
  readonly data: string;
}

/** The images of a request that are kept here, by their hashes. One that is missing is no longer on the disk. */
export type ImageBlocks = ReadonlyMap<string, ImageData>;

/** The image blocks of a question, in the order shown. Without `images`, a word stands for what has no other words. */
export function imageContent(turn: UserTurn, images: ImageBlocks | undefined): readonly ContentBlockParam[] {
  const all = imagesOf(turn);
  if (images === undefined) {
    return all.length > 0 && turn.text.trim() === "" && all.length === turn.context.length
      ? [{ type: "text", text: "image" }]
      : [];
  }
  return all.flatMap(({ item }) => {
    const source = sourceOf(item.image, images);
    return source === undefined ? [] : [{ type: "image" as const, source }];
  });
}

/** What a question says of its images: how they are called, where that tells something, and which are lost. */
export function imageNotes(turn: UserTurn, images: ImageBlocks | undefined): readonly string[] {
  const all = imagesOf(turn);
  const isLost = (image: AttachedImage): boolean =>
    images !== undefined && isKept(image) && !images.has(image.hash);
  const there = all.filter(({ item }) => !isLost(item.image));
  const lost = all.filter(({ item }) => isLost(item.image));
  const areNamed = there.length > 1 || there.some(({ item }) => item.uri !== "");
  const names = there.map(({ item }, index) => `Image ${index + 1}: ${quotedName(item.fileName)}`);
  const losses = lost.map(
    ({ item }) => `The image ${quotedName(item.fileName)} was here and is no longer there.`,
  );
  const lines = [...(areNamed ? names : []), ...losses];
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** The request with words in place of its images, which nobody has to see to count the words. */
export function withoutImages(request: MessageRequest): MessageRequest {
  const messages = request.messages.map((message) => {
    if (message.role !== "user" || typeof message.content === "string" || !message.content.some(isImage)) {
      return message;
    }
    const words = message.content.filter((block) => !isImage(block));
    return { ...message, content: words.length > 0 ? words : [{ type: "text" as const, text: "image" }] };
  });
  return { ...request, messages };
}

/** The request with something to read in place of each image's base64. */
export function withDataShown(request: MessageRequest, show: (data: string) => string): MessageRequest {
  const messages = request.messages.map((message) => {
    if (message.role !== "user" || typeof message.content === "string") {
      return message;
    }
    const content = message.content.map((block) =>
      isImage(block) && block.source.type === "base64"
        ? { ...block, source: { ...block.source, data: show(block.source.data) } }
        : block,
    );
    return { ...message, content };
  });
  return { ...request, messages };
}

/** Whether a request shows images. */
export function hasImages({ messages }: MessageRequest): boolean {
  return messages.some(({ content }) => typeof content !== "string" && content.some(isImage));
}

/** Whether a request shows thinking, which the API takes after exactly what it was written for. */
export function hasThinking({ messages }: MessageRequest): boolean {
  return messages.some(
    ({ content }) =>
      typeof content !== "string" &&
      content.some(({ type }) => type === "thinking" || type === "redacted_thinking"),
  );
}

/** Whether a block is an image. */
export function isImage(block: ContentBlockParam): block is ImageBlockParam {
  return block.type === "image";
}

/** A block as the text by which a request's beginning is told from others: not all of an image is looked at. */
export function prefixEntry(role: string, block: string | ContentBlockParam): string {
  return typeof block === "string" || !isImage(block) || block.source.type !== "base64"
    ? JSON.stringify([role, block])
    : JSON.stringify([
        role,
        block.source.media_type,
        block.source.data.length,
        dataSample(block.source.data),
      ]);
}

function sourceOf(image: AttachedImage, images: ImageBlocks): ImageBlockParam["source"] | undefined {
  if (!isKept(image)) {
    return { type: "url", url: image.url };
  }
  const found = images.get(image.hash);
  return found && { type: "base64", media_type: found.type, data: found.data };
}

const samples = 64;
const sampleLength = 64;

/** Pieces from all over a file: compressed as it is, hardly any of them is the same when the picture is another. */
function dataSample(data: string): string {
  if (data.length <= samples * sampleLength) {
    return data;
  }
  const stride = (data.length - sampleLength) / (samples - 1);
  return Array.from({ length: samples }, (_, index) => {
    const start = Math.floor(index * stride);
    return data.slice(start, start + sampleLength);
  }).join("");
}

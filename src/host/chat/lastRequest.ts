import type { Conversation } from "../../core/conversation";
import { dataSample, hasImages, withDataShown } from "../../core/imageBlocks";
import type { MessageRequest, RequestOptions } from "../../core/request";
import type { ImagesToSend } from "../answering";

/**
 * A request that is kept to be shown again, without what its images weigh: their bytes lie on the disk, and are put in
 * again when somebody asks.
 */
export interface KeptRequest {
  /** With a short mark in place of the data of each image. */
  readonly request: MessageRequest;
  /** What it was made of. */
  readonly asked: Conversation;
  readonly options: RequestOptions;
}

/** Lets go of the data of a request's images. */
export function kept(request: MessageRequest, asked: Conversation, options: RequestOptions): KeptRequest {
  return { request: hasImages(request) ? withDataShown(request, markOf) : request, asked, options };
}

/** The request as it was, byte for byte; undefined when one of its images is not what it was, or gone. */
export async function recalled(
  { request, asked, options }: KeptRequest,
  images: ImagesToSend,
): Promise<MessageRequest | undefined> {
  if (!hasImages(request)) {
    return request;
  }
  const found = await images(asked, options, new AbortController().signal);
  const blocks = found.ok ? [...found.blocks.values()] : [];
  const byMark = new Map(blocks.map(({ data }) => [markOf(data), data]));
  let isWhole = true;
  const whole = withDataShown(request, (mark) => {
    const data = byMark.get(mark);
    isWhole &&= data !== undefined;
    return data ?? "";
  });
  return isWhole ? whole : undefined;
}

/** How long it is, and pieces from all over it. */
function markOf(data: string): string {
  // As bytes and back: a piece of a string holds on to all of it.
  return Buffer.from(`${data.length} ${dataSample(data)}`, "latin1").toString("latin1");
}

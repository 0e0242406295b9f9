import { webcrypto } from "node:crypto";

import type { Conversation } from "../../core/conversation";
import { hasImages, withDataShown } from "../../core/imageBlocks";
import type { MessageRequest, RequestOptions } from "../../core/request";
import type { ImagesToSend } from "../answering";

/**
 * A request that is kept to be shown again, without what its images weigh: their bytes lie on the disk, and are put in
 * again when somebody asks.
 */
export interface KeptRequest {
  /** With a number in place of the data of each image, the same for the same data. */
  readonly request: MessageRequest;
  /** The digest of the data that each number stands for. */
  readonly digests: Promise<readonly string[]>;
  /** What it was made of. */
  readonly asked: Conversation;
  readonly options: RequestOptions;
}

/** Lets go of the data of a request's images, as soon as it is known what they are. */
export function kept(request: MessageRequest, asked: Conversation, options: RequestOptions): KeptRequest {
  const numbers = new Map<string, string>();
  const short = !hasImages(request)
    ? request
    : withDataShown(request, (data) => {
        const number = numbers.get(data) ?? `${numbers.size}`;
        numbers.set(data, number);
        return number;
      });
  return { request: short, digests: Promise.all([...numbers.keys()].map(digestOf)), asked, options };
}

/** The request as it was, byte for byte; undefined when one of its images is not what it was, or gone. */
export async function recalled(
  { request, digests, asked, options }: KeptRequest,
  images: ImagesToSend,
): Promise<MessageRequest | undefined> {
  if (!hasImages(request)) {
    return request;
  }
  const found = await images(asked, options, new AbortController().signal);
  const blocks = found.ok ? [...found.blocks.values()] : [];
  const byDigest = new Map<string, string>();
  for (const { data } of blocks) {
    byDigest.set(await digestOf(data), data);
  }
  const known = await digests;
  let isWhole = true;
  const whole = withDataShown(request, (number) => {
    const data = byDigest.get(known[Number(number)] ?? "");
    isWhole &&= data !== undefined;
    return data ?? "";
  });
  return isWhole ? whole : undefined;
}

/** SHA-256, made off this thread: images can be many megabytes. */
async function digestOf(data: string): Promise<string> {
  const digest = await webcrypto.subtle.digest("SHA-256", Buffer.from(data, "latin1"));
  return Buffer.from(digest).toString("hex");
}

import { createHash } from "node:crypto";

import type { KeptImage } from "../../core/image";
import { readImageHeader, imageTypeOf } from "../../core/imageHeader";
import { imageTokens } from "../../core/imageLimits";
import type { ImageLimits } from "../../core/imageLimits";
import { requestLimits } from "../../core/imagePlan";
import type { SentImage, ShownImage } from "../../core/imageProtocol";
import { askedNow } from "../../core/nextRequest";
import { priceOf } from "../../core/prices";
import { sentImages } from "../../core/sentImages";
import type { ChatSession } from "../chat/session";
import { setting } from "../settings";
import type { ImagePage } from "./imageJobs";
import type { Images } from "./images";
import { plannedLimits } from "./imagesToSend";

/** The limits of an image in the next request of a conversation, if what is in the composer were asked now. */
export async function limitsInNextRequest(
  images: Images,
  { conversation, draft, requestOptions }: ChatSession,
  { hash }: KeptImage,
): Promise<ImageLimits> {
  const asked = askedNow(conversation, draft, requestOptions.model);
  const count = sentImages(asked).length;
  const planned = await plannedLimits(images, asked, requestOptions, undefined, new AbortController().signal);
  // An image of another branch is in no request as things stand.
  return (planned.ok ? planned.limits.get(hash) : undefined) ?? requestLimits(requestOptions.model, count);
}

/** What a tab shows of an image: the very bytes that a request with these limits carries, and what they take. */
export async function imageToShow(
  images: Images,
  image: KeptImage,
  limits: ImageLimits,
  model: string,
  page: ImagePage,
): Promise<Pick<ShownImage, "image" | "limits" | "sent" | "tokens" | "price">> {
  const fitted = await images.fitted(image, limits, page);
  const sent = fitted.state === "there" ? sentImage(fitted.bytes) : undefined;
  const tokens = imageTokens(sent ?? image);
  const price = priceOf(model, setting("prices"), tokens);
  return {
    image,
    limits,
    tokens,
    ...(sent === undefined ? {} : { sent }),
    ...(price === undefined ? {} : { price: (tokens * price.input) / 1_000_000 }),
  };
}

function sentImage(bytes: Uint8Array): SentImage | undefined {
  const read = readImageHeader(bytes);
  const type = read.ok ? imageTypeOf(read.header.format) : undefined;
  if (!read.ok || type === undefined) {
    return undefined;
  }
  const { width, height } = read.header;
  return { bytes, type, width, height, hash: createHash("sha256").update(bytes).digest("hex") };
}

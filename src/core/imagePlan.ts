import { type AttachedImage, isKept, type KeptImage, type Size } from "./image";
import { fittedSize, type ImageLimits, imageLimits, imageTokens } from "./imageLimits";

/** What has to be known of a model to plan the images of a request. */
export interface ImageModel {
  readonly id: string;
  /** Undefined when not known. */
  readonly contextTokens?: number | undefined;
}

/** The limits of each image that is kept, by its hash, or that there are too many. */
export type ImagePlan =
  | { readonly ok: true; readonly limits: ReadonlyMap<string, ImageLimits> }
  | { readonly ok: false; readonly count: number; readonly limit: number };

/** From one more image on, the API takes none that is longer than `manyEdge`. */
const few = 20;
const manyEdge = 2000;

/** How many images one request may have, for models with a small and with a large context. */
const mostForSmall = 100;
const mostForLarge = 600;
const smallContext = 200_000;

/** Of a whole request, in bytes: every platform takes that much. */
const mostOfRequest = 30 * 1024 * 1024;
/** What stands around an image's base64 in the body, and is not text of the person. */
const frame = 400;
/** No image is made smaller than this for the sake of the others. */
const leastBytes = 16_384;
/** Limits change in steps, so that one more image does not change all that went before. */
const step = 0.75;

/**
 * What each image of a request may have, so that the API takes all of them.
 * @param images in their order, as often as they are in the request
 * @param textBytes of the request without its images
 * @param sizes in bytes, of each image as the limits of the model alone make it, by its hash; an image that is not in
 *   it is taken for as small as it can be
 */
export function imagePlan(
  images: readonly AttachedImage[],
  model: ImageModel,
  textBytes: number,
  sizes: ReadonlyMap<string, number> = new Map(),
): ImagePlan {
  const limit = (model.contextTokens ?? Infinity) <= smallContext ? mostForSmall : mostForLarge;
  if (images.length > limit) {
    return { ok: false, count: images.length, limit };
  }
  const base = requestLimits(model.id, images.length);
  const kept = images.filter(isKept);
  const known = kept.map((image) => (keepsTo(image, base) ? image.bytes : (sizes.get(image.hash) ?? 0)));
  const cap = fairShare(known, mostOfRequest - textBytes - images.length * frame, base.bytes);
  const limits = cap < base.bytes ? { ...base, bytes: cap } : base;
  return { ok: true, limits: new Map(kept.map(({ hash }) => [hash, limits])) };
}

/** What an image may have in a request with so many of them. */
export function requestLimits(model: string, count: number): ImageLimits {
  const limits = imageLimits(model);
  return count > few ? { ...limits, longEdge: Math.min(limits.longEdge, manyEdge) } : limits;
}

/** Whether an image is sent as it is. */
export function keepsTo(image: Size & Pick<KeptImage, "bytes">, limits: ImageLimits): boolean {
  return (
    image.bytes <= limits.bytes &&
    Math.max(image.width, image.height) <= limits.longEdge &&
    imageTokens(image) <= limits.tokens
  );
}

/** Tokens of an image in a request with so many of them; of one that the API fetches, the most it may take. */
export function tokensOfImage(image: AttachedImage, model: string, count = 1): number {
  const limits = requestLimits(model, count);
  return isKept(image) ? imageTokens(fittedSize(image, limits)) : limits.tokens;
}

/** Tokens of all images of a request. */
export function tokensOfImages(images: readonly AttachedImage[], model: string): number {
  return images.reduce((sum, image) => sum + tokensOfImage(image, model, images.length), 0);
}

/** The most bytes that one image may have: only the largest ones lose something. */
function fairShare(sizes: readonly number[], room: number, most: number): number {
  let cap = most;
  while (cap * step >= leastBytes && total(sizes, cap) > room) {
    cap = Math.floor(cap * step);
  }
  return cap;
}

/** Of these as base64, none larger than the cap. */
function total(sizes: readonly number[], cap: number): number {
  return sizes.reduce((sum, size) => sum + 4 * Math.ceil(Math.min(size, cap) / 3), 0);
}

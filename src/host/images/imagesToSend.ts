import type { Conversation } from "../../core/conversation";
import type { Failure } from "../../core/failure";
import { type AttachedImage, isKept, type KeptImage } from "../../core/image";
import type { ImageBlocks, ImageData } from "../../core/imageBlocks";
import { typeOfKnown } from "../../core/imageHeader";
import type { ImageLimits } from "../../core/imageLimits";
import { imagePlan, type ImagePlan, keepsTo, requestLimits, tokensOfImages } from "../../core/imagePlan";
import type { ModelInfo } from "../../core/model";
import { buildRequest, requestBody, type RequestOptions } from "../../core/request";
import { sentImages } from "../../core/sentImages";
import type { FittedBytes, Images } from "./images";

/** The images of a request, or why it cannot have them. */
export type RequestImages =
  | { readonly ok: true; readonly blocks: ImageBlocks; readonly tokens: number }
  | { readonly ok: false; readonly failure: Failure };

const none: RequestImages = { ok: true, blocks: new Map(), tokens: 0 };

/**
 * The images of a conversation as its next request has them: within what the model takes, and the request as a whole.
 * An image that is no longer on the disk is left out.
 * @param model what is known of it
 */
export async function imagesToSend(
  images: Pick<Images, "fitted">,
  conversation: Conversation,
  options: RequestOptions,
  model: ModelInfo | undefined,
  signal: AbortSignal,
): Promise<RequestImages> {
  const all = sentImages(conversation).map(({ item }) => item.image);
  if (all.length === 0) {
    return none;
  }
  if (model?.imageInput === false) {
    return { ok: false, failure: { kind: "noImageInput", model: model.name } };
  }
  const planned = await plannedLimits(images, conversation, options, model, signal);
  if (!planned.ok) {
    return planned;
  }
  const blocks = new Map<string, ImageData>();
  const kept = onceEach(all);
  for await (const { hash, fitted } of fittedOnes(images, kept, planned.limits, signal)) {
    const data = fitted.state === "there" ? dataOf(fitted.bytes) : undefined;
    if (fitted.state === "failed") {
      return notReady(fitted);
    }
    if (data !== undefined) {
      blocks.set(hash, data);
    }
  }
  return { ok: true, blocks, tokens: tokensOfImages(all, options.model) };
}

/**
 * The limits that each image of a conversation has in its next request, by its hash: with `fitted` they give the very
 * bytes that go out.
 */
export async function plannedLimits(
  images: Pick<Images, "fitted">,
  conversation: Conversation,
  options: RequestOptions,
  model: ModelInfo | undefined,
  signal: AbortSignal,
): Promise<PlannedLimits> {
  const all = sentImages(conversation).map(({ item }) => item.image);
  const facts = { id: options.model, contextTokens: model?.contextTokens };
  const textBytes = Buffer.byteLength(requestBody(buildRequest(conversation, options)));
  const first = imagePlan(all, facts, textBytes);
  if (!first.ok) {
    return tooMany(first);
  }
  // How much the images take together is known only when each has been made for the model.
  const sizes = new Map<string, number>();
  const scaled = onceEach(all).filter((image) => !keepsTo(image, requestLimits(options.model, all.length)));
  for await (const { hash, fitted } of fittedOnes(images, scaled, first.limits, signal)) {
    if (fitted.state === "failed") {
      return notReady(fitted);
    }
    sizes.set(hash, fitted.state === "there" ? fitted.bytes.length : 0);
  }
  const plan = imagePlan(all, facts, textBytes, sizes);
  return plan.ok ? plan : tooMany(plan);
}

/** See `plannedLimits`. */
export type PlannedLimits =
  | { readonly ok: true; readonly limits: ReadonlyMap<string, ImageLimits> }
  | { readonly ok: false; readonly failure: Failure };

function tooMany({ count, limit }: Extract<ImagePlan, { ok: false }>): {
  readonly ok: false;
  readonly failure: Failure;
} {
  return { ok: false, failure: { kind: "tooManyImages", count, limit } };
}

/** Those that are kept here, each once. */
function onceEach(all: readonly AttachedImage[]): readonly KeptImage[] {
  return [...new Map(all.filter(isKept).map((image) => [image.hash, image])).values()];
}

function notReady({ noPage }: Extract<FittedBytes, { state: "failed" }>): {
  readonly ok: false;
  readonly failure: Failure;
} {
  return { ok: false, failure: { kind: "imagesNotReady", ...(noPage === true ? { noPage } : {}) } };
}

/** One after the other, so that their bytes are not all in memory at once. */
async function* fittedOnes(
  images: Pick<Images, "fitted">,
  kept: readonly KeptImage[],
  limits: ReadonlyMap<string, ImageLimits>,
  signal: AbortSignal,
): AsyncGenerator<{ readonly hash: string; readonly fitted: FittedBytes }> {
  for (const image of kept) {
    const its = limits.get(image.hash);
    if (its !== undefined && !signal.aborted) {
      yield { hash: image.hash, fitted: await images.fitted(image, its) };
    }
  }
}

function dataOf(bytes: Uint8Array): ImageData | undefined {
  const type = typeOfKnown(bytes);
  return type && { type, data: Buffer.from(bytes).toString("base64") };
}

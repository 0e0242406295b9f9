import { fittedSize, type ImageLimits, imageTokens } from "../../core/imageLimits";
import { type ImageHeader, imageTypeOf, readImageHeader, readPicture } from "../../core/imageHeader";
import { type ImageType, type MadeImage, type Size, thumbnailEdge } from "../../core/image";

/** What an image is that may be kept. */
export interface ImageFacts extends Size {
  readonly type: ImageType;
}

/** A picture of at most 256 pixels has no more, even as PNG. */
const largestThumbnail = 4 * thumbnailEdge * thumbnailEdge;

/**
 * What a page's image is, if it is what was asked for: of a type that the API takes, upright, not moving, with nothing
 * in it but its pixels, and so its thumbnail and what was made of it for a request.
 */
export function checkMade({ bytes, thumbnail, fitted }: MadeImage): ImageFacts | undefined {
  const facts = plainImage(bytes);
  const isWhole =
    facts !== undefined &&
    isThumbnail(thumbnail) &&
    (fitted === undefined || checkFitted(fitted.bytes, facts, fitted.limits) !== undefined);
  return isWhole ? facts : undefined;
}

/** What an image is that was made of another one for a request, if it is no larger and keeps to the limits. */
export function checkFitted(bytes: Uint8Array, whole: Size, limits: ImageLimits): ImageFacts | undefined {
  const facts = bytes.length <= limits.bytes ? plainImage(bytes) : undefined;
  const most = fittedSize(whole, limits);
  return facts !== undefined &&
    facts.width <= most.width &&
    facts.height <= most.height &&
    imageTokens(facts) <= limits.tokens
    ? facts
    : undefined;
}

/** What an image is that is upright, does not move, and has nothing in it but its pixels. */
function plainImage(bytes: Uint8Array): ImageFacts | undefined {
  // Once through them for all of it: there may be 32 MB.
  const read = readPicture(bytes);
  const type = read.ok ? imageTypeOf(read.header.format) : undefined;
  if (!read.ok || type === undefined || read.header.isAnimated || read.header.orientation !== 1) {
    return undefined;
  }
  const { kept, header } = read;
  return kept !== undefined && Buffer.compare(Buffer.concat(kept), bytes) === 0
    ? { type, width: header.width, height: header.height }
    : undefined;
}

function isThumbnail(bytes: Uint8Array): boolean {
  const header = bytes.length <= largestThumbnail ? headerOf(bytes) : undefined;
  return (
    header !== undefined &&
    (header.format === "webp" || header.format === "png") &&
    Math.max(header.width, header.height) <= thumbnailEdge
  );
}

function headerOf(bytes: Uint8Array): ImageHeader | undefined {
  const read = readImageHeader(bytes);
  return read.ok ? read.header : undefined;
}

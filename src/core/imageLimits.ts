import type { Size } from "./image";
import { isBefore47 } from "./model";

/** What one image of a request may have at most. */
export interface ImageLimits {
  /** Of its longer edge, in pixels. */
  readonly longEdge: number;
  /** See `imageTokens`. */
  readonly tokens: number;
  /** Of the file, before it becomes base64. */
  readonly bytes: number;
}

/** 5 MB as base64, which every platform takes. */
const mostBytes = 3_932_160;

/** What models from Claude 4.7 on see. */
export const highResolution: ImageLimits = { longEdge: 2576, tokens: 4784, bytes: mostBytes };

/** What older models see. */
export const standardResolution: ImageLimits = { longEdge: 1568, tokens: 1568, bytes: mostBytes };

/** The edge of the squares in which models see, in pixels. */
const patch = 28;

/** The limits of an image for a model: what is larger would be shrunk by the server before the model sees it. */
export function imageLimits(model: string): ImageLimits {
  return isBefore47(model) ? standardResolution : highResolution;
}

/** Tokens of an image of this size, as the API documents them. */
export function imageTokens({ width, height }: Size): number {
  return Math.ceil(width / patch) * Math.ceil(height / patch);
}

/** The size in which an image keeps to the limits, its proportions kept; never larger than it is. */
export function fittedSize(size: Size, limits: Pick<ImageLimits, "longEdge" | "tokens">): Size {
  let fits = 1;
  let tooLong = Math.min(Math.max(size.width, size.height), limits.longEdge) + 1;
  while (tooLong - fits > 1) {
    const edge = Math.floor((fits + tooLong) / 2);
    if (imageTokens(withLongEdge(size, edge)) <= limits.tokens) {
      fits = edge;
    } else {
      tooLong = edge;
    }
  }
  return withLongEdge(size, fits);
}

function withLongEdge({ width, height }: Size, edge: number): Size {
  const longer = Math.max(width, height);
  return {
    width: Math.max(1, Math.round((width * edge) / longer)),
    height: Math.max(1, Math.round((height * edge) / longer)),
  };
}

import { readImageHeader } from "../../core/imageHeader";
import { withoutMetadata } from "../../core/imageMetadata";

/** WebP without loss takes its time: larger pictures go without it. */
const mostLosslessPixels = 6_000_000;

/** When PNG is this many times too large, WebP without loss is too large as well. */
const hopeless = 2.5;

/** In the order in which they are tried; text is still clean in the first. */
const lossyQualities = [0.92, 0.85, 0.75] as const;

/**
 * The picture as a file of at most so many bytes: PNG if that will do, else WebP, without loss if possible. Undefined
 * when it can only be made smaller in pixels.
 */
export async function encoded(canvas: OffscreenCanvas, mostBytes: number): Promise<Uint8Array | undefined> {
  const png = await encode(canvas, "image/png");
  if (png === undefined || png.length <= mostBytes) {
    return png;
  }
  const mayBeLossless =
    png.length <= mostBytes * hopeless && canvas.width * canvas.height <= mostLosslessPixels;
  // Chromium takes a quality of 1 as an order to lose nothing.
  for (const quality of mayBeLossless ? [1, ...lossyQualities] : lossyQualities) {
    const webp = await encode(canvas, "image/webp", quality);
    if (webp !== undefined && webp.length <= mostBytes) {
      return webp;
    }
  }
  return undefined;
}

/** Undefined when the browser cannot. */
export async function encode(
  canvas: OffscreenCanvas,
  type: "image/png" | "image/webp",
  quality?: number,
): Promise<Uint8Array | undefined> {
  const options = quality === undefined ? { type } : { type, quality };
  const blob = await canvas.convertToBlob(options).catch(() => undefined);
  if (blob === undefined || blob.type !== type) {
    return undefined;
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // The browser writes a colour profile of its own.
  const read = readImageHeader(bytes);
  return (read.ok ? withoutMetadata(bytes, read.header) : undefined) ?? bytes;
}

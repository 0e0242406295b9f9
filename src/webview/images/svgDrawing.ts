import type { Size } from "../../core/image";
import { ownBytes } from "./ownBytes";

/** Vectors are sharp in any size: small ones are drawn at least so large, on the longer edge, in pixels. */
const least = 1024;
const most = 2576;

/**
 * Draws an SVG that is known to be harmless; undefined when the browser cannot. As an image it runs no scripts and
 * loads nothing.
 */
export async function drawSvg(bytes: Uint8Array, size: Size): Promise<ImageBitmap | undefined> {
  const url = URL.createObjectURL(new Blob([ownBytes(bytes)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = drawnSize(size);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
    return canvas.transferToImageBitmap();
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function drawnSize({ width, height }: Size): Size {
  const longer = Math.max(width, height);
  const factor = Math.min(most, Math.max(least, longer)) / longer;
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

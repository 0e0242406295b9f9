import type { Size } from "../../core/image";
import { ownBytes } from "./ownBytes";

/** Vectors are sharp in any size: small ones are drawn at least so large, on the longer edge, in pixels. */
const least = 1024;
const most = 2576;

/** A browser that takes longer to read a drawing does not end at all. */
const patienceMilliseconds = 5000;

/**
 * Draws an SVG that is known to be harmless; undefined when the browser cannot, or not in time. As an image it runs no scripts and
 * loads nothing.
 */
export async function drawSvg(bytes: Uint8Array, size: Size): Promise<ImageBitmap | undefined> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([ownBytes(bytes)], { type: "image/svg+xml" }));
  try {
    image.src = url;
    if (!(await isDecodedInTime(image))) {
      return undefined;
    }
    const { width, height } = drawnSize(size);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
    return canvas.transferToImageBitmap();
  } catch {
    return undefined;
  } finally {
    image.src = "";
    URL.revokeObjectURL(url);
  }
}

function isDecodedInTime(image: HTMLImageElement): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), patienceMilliseconds);
    image
      .decode()
      .finally(() => clearTimeout(timer))
      .then(() => resolve(true), reject);
  });
}

function drawnSize({ width, height }: Size): Size {
  const longer = Math.max(width, height);
  const factor = Math.min(most, Math.max(least, longer)) / longer;
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

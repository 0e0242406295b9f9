import type { Size } from "../../core/image";

/** A canvas with its context. */
export interface Canvas {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/** Something that can be drawn and knows its size. */
export type Drawable = ImageBitmap | OffscreenCanvas;

/** An empty canvas, in the colours of the web; undefined when there is no memory for it. */
export function newCanvas({ width, height }: Size): Canvas | undefined {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { colorSpace: "srgb" });
  if (context === null) {
    return undefined;
  }
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  return { canvas, context };
}

/**
 * The picture in a smaller size. In one step of more than a half, pixels would be left out, and thin strokes of letters
 * with them.
 */
export function shrunk(source: Drawable, size: Size): OffscreenCanvas | undefined {
  let current = source;
  for (;;) {
    const next: Size = {
      width: Math.max(size.width, Math.ceil(current.width / 2)),
      height: Math.max(size.height, Math.ceil(current.height / 2)),
    };
    const step = newCanvas(next);
    if (step === undefined) {
      return undefined;
    }
    step.context.drawImage(current, 0, 0, next.width, next.height);
    if (next.width === size.width && next.height === size.height) {
      return step.canvas;
    }
    current = step.canvas;
  }
}

/** The picture turned and mirrored as its EXIF orientation, 1 to 8, wants it. */
export function upright(source: Drawable, orientation: number): OffscreenCanvas | undefined {
  const { width, height } = source;
  const isTurned = orientation >= 5;
  const made = newCanvas(isTurned ? { width: height, height: width } : { width, height });
  made?.context.setTransform(...transformOf(orientation, width, height));
  made?.context.drawImage(source, 0, 0);
  return made?.canvas;
}

type Transform = [a: number, b: number, c: number, d: number, e: number, f: number];

function transformOf(orientation: number, width: number, height: number): Transform {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}

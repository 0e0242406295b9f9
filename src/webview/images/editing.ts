import { type Drawable, newCanvas } from "./canvases";
import type { ImageEdits, Rectangle } from "./imageWork";

/**
 * What is left of a picture, with black where it was blacked out. A pixel that a rectangle only touches belongs to it:
 * nothing of what was to be hidden may show at an edge. Undefined when nothing is left.
 */
export function edited(picture: Drawable, { crop, blackouts }: ImageEdits): OffscreenCanvas | undefined {
  const whole: Rectangle = { x: 0, y: 0, width: picture.width, height: picture.height };
  const left = crop === undefined ? whole : within(wholePixels(crop), whole);
  if (left.width <= 0 || left.height <= 0) {
    return undefined;
  }
  const made = newCanvas(left);
  if (made === undefined) {
    return undefined;
  }
  const { canvas, context } = made;
  context.drawImage(picture, -left.x, -left.y);
  context.fillStyle = "#000";
  for (const { x, y, width, height } of blackouts.map(wholePixels)) {
    context.fillRect(x - left.x, y - left.y, width, height);
  }
  return canvas;
}

function wholePixels({ x, y, width, height }: Rectangle): Rectangle {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function within(inner: Rectangle, outer: Rectangle): Rectangle {
  const x = Math.max(inner.x, outer.x);
  const y = Math.max(inner.y, outer.y);
  return {
    x,
    y,
    width: Math.min(inner.x + inner.width, outer.x + outer.width) - x,
    height: Math.min(inner.y + inner.height, outer.y + outer.height) - y,
  };
}

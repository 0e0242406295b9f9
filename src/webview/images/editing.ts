import type { ImageEdits } from "../../core/imageEdits";
import { type Rectangle, wholeOf } from "../../core/rectangle";
import { type Drawable, newCanvas } from "./canvases";

/**
 * What is left of a picture, with black where it was blacked out. A pixel that a rectangle only touches belongs to it:
 * nothing of what was to be hidden may show at an edge. Undefined when nothing is left.
 */
export function edited(picture: Drawable, { crop, blackouts }: ImageEdits): OffscreenCanvas | undefined {
  const whole = wholeOf(picture);
  const rest = crop === undefined ? whole : within(wholePixels(crop), whole);
  if (rest.width <= 0 || rest.height <= 0) {
    return undefined;
  }
  const made = newCanvas(rest);
  if (made === undefined) {
    return undefined;
  }
  const { canvas, context } = made;
  context.drawImage(picture, -rest.left, -rest.top);
  context.fillStyle = "#000";
  for (const { left: x, top: y, width, height } of blackouts.map(wholePixels)) {
    context.fillRect(x - rest.left, y - rest.top, width, height);
  }
  return canvas;
}

function wholePixels(rectangle: Rectangle): Rectangle {
  const left = Math.floor(rectangle.left);
  const top = Math.floor(rectangle.top);
  const width = Math.ceil(rectangle.left + rectangle.width) - left;
  return { left, top, width, height: Math.ceil(rectangle.top + rectangle.height) - top };
}

function within(inner: Rectangle, outer: Rectangle): Rectangle {
  const left = Math.max(inner.left, outer.left);
  const top = Math.max(inner.top, outer.top);
  return {
    left,
    top,
    width: Math.min(inner.left + inner.width, outer.left + outer.width) - left,
    height: Math.min(inner.top + inner.height, outer.top + outer.height) - top,
  };
}

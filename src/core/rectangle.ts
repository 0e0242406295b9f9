import type { Size } from "./image";
import { isCount, isObject } from "./shape";

/** Whole pixels of an image, counted from its upper left corner; at least one wide and high. */
export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** A place in an image, in pixels that need not be whole. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The edges and corners by which a rectangle is made larger or smaller, clockwise. */
export const handles = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;

export type Handle = (typeof handles)[number];

/** What of a rectangle can be typed. */
export const rectangleFields = ["left", "top", "width", "height"] as const;

export type RectangleField = (typeof rectangleFields)[number];

/** All of an image. */
export function wholeOf({ width, height }: Size): Rectangle {
  return { left: 0, top: 0, width, height };
}

/** Whether two are the same pixels. */
export function sameRectangle(a: Rectangle, b: Rectangle): boolean {
  return rectangleFields.every((field) => a[field] === b[field]);
}

/** Whether a place lies in a rectangle. */
export function holds({ left, top, width, height }: Rectangle, { x, y }: Place): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}

/** Every pixel that two corners touch and that the image has. */
export function between(a: Place, b: Place, size: Size): Rectangle {
  const [left, width] = stretch(Math.min(a.x, b.x), Math.max(a.x, b.x), size.width);
  const [top, height] = stretch(Math.min(a.y, b.y), Math.max(a.y, b.y), size.height);
  return { left, top, width, height };
}

/** The rectangle in another place, as far as the image goes. */
export function moved(rectangle: Rectangle, by: Place, size: Size): Rectangle {
  return {
    ...rectangle,
    left: within(Math.round(rectangle.left + by.x), 0, size.width - rectangle.width),
    top: within(Math.round(rectangle.top + by.y), 0, size.height - rectangle.height),
  };
}

/** The rectangle with an edge or corner elsewhere; edges neither cross nor leave the image. */
export function resized(rectangle: Rectangle, handle: Handle, by: Place, size: Size): Rectangle {
  const { left, top, width, height } = rectangle;
  const west = handle.includes("w") ? within(Math.round(left + by.x), 0, left + width - 1) : left;
  const north = handle.includes("n") ? within(Math.round(top + by.y), 0, top + height - 1) : top;
  const right = left + width;
  const bottom = top + height;
  const east = handle.includes("e") ? within(Math.round(right + by.x), left + 1, size.width) : right;
  const south = handle.includes("s") ? within(Math.round(bottom + by.y), top + 1, size.height) : bottom;
  return { left: west, top: north, width: east - west, height: south - north };
}

/** The rectangle with one of its numbers typed, as near to it as the image allows; the others stay. */
export function withField(rectangle: Rectangle, field: RectangleField, value: number, size: Size): Rectangle {
  const number = Number.isFinite(value) ? Math.round(value) : rectangle[field];
  const { left, top, width, height } = rectangle;
  switch (field) {
    case "left":
      return { ...rectangle, left: within(number, 0, size.width - width) };
    case "top":
      return { ...rectangle, top: within(number, 0, size.height - height) };
    case "width":
      return { ...rectangle, width: within(number, 1, size.width - left) };
    case "height":
      return { ...rectangle, height: within(number, 1, size.height - top) };
  }
}

/** A rectangle to begin with where there is no mouse: the middle of what is looked at, half as wide and high. */
export function middleOf(seen: Rectangle, size: Size): Rectangle {
  return between(
    { x: seen.left + seen.width / 4, y: seen.top + seen.height / 4 },
    { x: seen.left + (seen.width * 3) / 4, y: seen.top + (seen.height * 3) / 4 },
    size,
  );
}

/** Whether something read from a message is a rectangle. */
export function isRectangle(value: unknown): value is Rectangle {
  return (
    isObject(value) &&
    isCount(value["left"]) &&
    isCount(value["top"]) &&
    isCount(value["width"]) &&
    isCount(value["height"]) &&
    value["width"] > 0 &&
    value["height"] > 0
  );
}

/** Whether a rectangle lies in an image. */
export function fitsInto({ left, top, width, height }: Rectangle, size: Size): boolean {
  return left + width <= size.width && top + height <= size.height;
}

/** Where a stretch begins, and how long it is: the whole pixels from `low` to `high`, at least one, inside the image. */
function stretch(low: number, high: number, end: number): readonly [number, number] {
  const from = within(Math.floor(low), 0, end - 1);
  return [from, within(Math.ceil(high), from + 1, end) - from];
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

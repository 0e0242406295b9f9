import type { Size } from "./image";
import { fitsInto, isRectangle, type Rectangle, sameRectangle, wholeOf } from "./rectangle";
import { isCount, isObject } from "./shape";

/** What is to become of an image, in pixels of the image as it is kept. */
export interface ImageEdits {
  /** What is left of the image; all of it without. */
  readonly crop?: Rectangle;
  /** What becomes opaque black, whatever was there. */
  readonly blackouts: readonly Rectangle[];
}

/** One thing that a person did. */
export type EditStep =
  /** Cropping to the whole image takes the crop back. */
  | { readonly type: "crop"; readonly rectangle: Rectangle }
  | { readonly type: "blackOut"; readonly rectangle: Rectangle }
  /** The black rectangle with this index is elsewhere now. */
  | { readonly type: "change"; readonly index: number; readonly rectangle: Rectangle }
  | { readonly type: "remove"; readonly index: number }
  | { readonly type: "reset" };

/** Everything that was done, and how much of it holds: the rest was undone and can be done again. */
export interface EditHistory {
  readonly steps: readonly EditStep[];
  readonly done: number;
}

export const noEdits: EditHistory = { steps: [], done: 0 };

/** The longest history that is read from a message. */
const mostSteps = 10_000;

/** What the steps that hold come to. */
export function editsOf({ steps, done }: EditHistory, size: Size): ImageEdits {
  return steps.slice(0, done).reduce((edits, step) => after(edits, step, size), nothingChanged);
}

/** The history with one more step; what was undone is gone. */
export function withStep({ steps, done }: EditHistory, step: EditStep): EditHistory {
  return { steps: [...steps.slice(0, done), step], done: done + 1 };
}

export function undone({ steps, done }: EditHistory): EditHistory {
  return { steps, done: Math.max(0, done - 1) };
}

export function redone({ steps, done }: EditHistory): EditHistory {
  return { steps, done: Math.min(steps.length, done + 1) };
}

/** Takes back everything, to be done again step by step. */
export function allUndone({ steps }: EditHistory): EditHistory {
  return { steps, done: 0 };
}

/** Whether they leave the image as it is. */
export function changesNothing({ crop, blackouts }: ImageEdits): boolean {
  return crop === undefined && blackouts.length === 0;
}

/** Whether something read from a message is a history, and all of it lies in an image of this size. */
export function isEditHistory(value: unknown, size: Size): value is EditHistory {
  return (
    isObject(value) &&
    Array.isArray(value["steps"]) &&
    value["steps"].length <= mostSteps &&
    value["steps"].every((step) => isEditStep(step, size)) &&
    isCount(value["done"]) &&
    value["done"] <= value["steps"].length
  );
}

const nothingChanged: ImageEdits = { blackouts: [] };

function after(edits: ImageEdits, step: EditStep, size: Size): ImageEdits {
  const { blackouts } = edits;
  switch (step.type) {
    case "crop":
      return sameRectangle(step.rectangle, wholeOf(size))
        ? { blackouts }
        : { crop: step.rectangle, blackouts };
    case "blackOut":
      return { ...edits, blackouts: [...blackouts, step.rectangle] };
    case "change":
      return {
        ...edits,
        blackouts: blackouts.map((each, index) => (index === step.index ? step.rectangle : each)),
      };
    case "remove":
      return { ...edits, blackouts: blackouts.filter((_, index) => index !== step.index) };
    case "reset":
      return nothingChanged;
  }
}

function isEditStep(value: unknown, size: Size): value is EditStep {
  if (!isObject(value)) {
    return false;
  }
  const { type, index, rectangle } = value;
  const isPlaced = isRectangle(rectangle) && fitsInto(rectangle, size);
  switch (type) {
    case "crop":
    case "blackOut":
      return isPlaced;
    case "change":
      return isPlaced && isCount(index);
    case "remove":
      return isCount(index);
    default:
      return type === "reset";
  }
}

import type { Size } from "./image";
import {
  allUndone,
  type EditHistory,
  type EditStep,
  editsOf,
  type ImageEdits,
  redone,
  undone,
  withStep,
} from "./imageEdits";
import { type Rectangle, sameRectangle, wholeOf } from "./rectangle";

/** What a rectangle is drawn for. */
export type ImageTool = "crop" | "blackOut";

/** The rectangle that is being drawn or moved, not settled yet. */
export interface ActiveRectangle {
  readonly rectangle: Rectangle;
  /** Which black rectangle was taken up again, if it is one of those. */
  readonly index?: number;
}

/** An image that is being edited. What is seen counts: an active rectangle is settled by whatever is done next. */
export interface Editing {
  readonly size: Size;
  readonly history: EditHistory;
  readonly tool?: ImageTool;
  readonly active?: ActiveRectangle;
}

/** What is to become of the image as it is seen now, the active rectangle with it. */
export function seenEdits(editing: Editing): ImageEdits {
  return editsOf(settled(editing).history, editing.size);
}

/** Takes up a tool; the crop begins with what is left of the image so far. */
export function withTool(editing: Editing, tool: ImageTool | undefined): Editing {
  const { size, history } = settled(editing);
  return tool === undefined ? { size, history } : aimed({ size, history, tool });
}

/** Puts the active rectangle somewhere else. */
export function withActive(editing: Editing, rectangle: Rectangle): Editing {
  return editing.active === undefined ? editing : { ...editing, active: { ...editing.active, rectangle } };
}

/** Begins a new rectangle; there is one crop only, which becomes this. */
export function withNew(editing: Editing, rectangle: Rectangle): Editing {
  const base = editing.tool === "blackOut" ? settled(editing) : editing;
  return editing.tool === undefined ? editing : { ...base, active: { rectangle } };
}

/** Takes up a black rectangle again. */
export function takenUp(editing: Editing, index: number): Editing {
  if (editing.active?.index === index) {
    return editing;
  }
  const next = settled(editing);
  const rectangle = editsOf(next.history, next.size).blackouts[index];
  return rectangle === undefined ? next : { ...next, tool: "blackOut", active: { rectangle, index } };
}

/** Makes a step of the active rectangle, if there is one and it changes anything. */
export function settled(editing: Editing): Editing {
  const { active, ...rest } = editing;
  if (active === undefined) {
    return editing;
  }
  const step = stepOf(editing, active);
  return step === undefined ? rest : { ...rest, history: withStep(editing.history, step) };
}

/** The person agrees to the active rectangle. Cropping is over with that; black rectangles may follow. */
export function confirmed(editing: Editing): Editing {
  return editing.tool === "crop" ? withTool(editing, undefined) : settled(editing);
}

/** The active rectangle is dropped, as if it had never been taken up; without one the tool is put away. */
export function dropped({ size, history, tool, active }: Editing): Editing {
  return tool === "blackOut" && active !== undefined ? { size, history, tool } : { size, history };
}

/** The active rectangle is taken away: a black one that was there is gone, a crop covers the whole image again. */
export function removed(editing: Editing): Editing {
  const { size, history, tool, active } = editing;
  if (tool === "crop") {
    return { size, history, tool, active: { rectangle: wholeOf(size) } };
  }
  return active?.index === undefined
    ? dropped(editing)
    : { ...dropped(editing), history: withStep(history, { type: "remove", index: active.index }) };
}

/** Takes back the last step; an active rectangle is that step. */
export function stepBack(editing: Editing): Editing {
  const { history, ...rest } = settled(editing);
  return aimed({ ...rest, history: undone(history) });
}

/** Does again what was taken back. */
export function stepAgain(editing: Editing): Editing {
  const { history, ...rest } = settled(editing);
  return aimed({ ...rest, history: redone(history) });
}

/** Takes back everything in one step, which can be taken back itself. */
export function resetAll(editing: Editing): Editing {
  const { history, ...rest } = settled(editing);
  return aimed({ ...rest, history: withStep(history, { type: "reset" }) });
}

/** Editing is over and nothing of it holds; what was done can still be done again. */
export function abandoned(editing: Editing): Editing {
  const { size, history } = settled(editing);
  return { size, history: allUndone(history) };
}

function aimed(editing: Editing): Editing {
  const { size, history, tool } = editing;
  return tool === "crop"
    ? { ...editing, active: { rectangle: editsOf(history, size).crop ?? wholeOf(size) } }
    : editing;
}

function stepOf({ size, history, tool }: Editing, active: ActiveRectangle): EditStep | undefined {
  const { rectangle, index } = active;
  const { crop, blackouts } = editsOf(history, size);
  if (tool === "crop") {
    return sameRectangle(rectangle, crop ?? wholeOf(size)) ? undefined : { type: "crop", rectangle };
  }
  if (index === undefined) {
    return { type: "blackOut", rectangle };
  }
  const before = blackouts[index];
  return before === undefined || sameRectangle(before, rectangle)
    ? undefined
    : { type: "change", index, rectangle };
}

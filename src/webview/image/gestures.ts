import { type Editing, seenEdits, settled, takenUp, withActive, withNew } from "../../core/imageEditing";
import {
  between,
  holds,
  moved,
  type Place,
  type Rectangle,
  resized,
  sameRectangle,
  wholeOf,
} from "../../core/rectangle";
import type { Aim } from "./overlay";
import type { Stage } from "./stage";

/** A pointer that moves less is a click; in CSS pixels. */
const clickReach = 3;

/** What dragging needs of the tab. */
export interface GestureParts {
  readonly stage: Stage;
  readonly editing: () => Editing | undefined;
  /** @param isOver the pointer was let go of */
  readonly changed: (editing: Editing, isOver: boolean) => void;
}

/** Draws, moves and pulls rectangles with the mouse, a pen or a finger. */
export function watchGestures({ stage, editing: current, changed }: GestureParts): void {
  const { element } = stage;
  element.addEventListener("pointerdown", (down) => {
    const before = current();
    if (before?.tool === undefined || down.button !== 0 || isOnScrollBar(element, down)) {
      return;
    }
    down.preventDefault();
    element.focus();
    const from = stage.placeAt(down.clientX, down.clientY);
    const begun = begin(before, stage.aimOf(down.target), from);
    const listening = new AbortController();
    let last = begun.editing;
    const dragged = (event: PointerEvent): void => {
      const distance = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
      if (event.pointerId === down.pointerId && (distance > clickReach || last !== begun.editing)) {
        last = begun.drag(stage.placeAt(event.clientX, event.clientY));
        changed(last, false);
      }
    };
    const over = (event: PointerEvent, result: () => Editing): void => {
      if (event.pointerId === down.pointerId) {
        listening.abort();
        changed(result(), true);
      }
    };
    const { signal } = listening;
    element.setPointerCapture(down.pointerId);
    element.addEventListener("pointermove", dragged, { signal });
    element.addEventListener("pointerup", (event) => over(event, () => last), { signal });
    element.addEventListener("pointercancel", (event) => over(event, () => before), { signal });
    if (begun.editing !== before) {
      changed(begun.editing, false);
    }
  });
}

interface Gesture {
  /** What a click alone comes to. */
  readonly editing: Editing;
  readonly drag: (to: Place) => Editing;
}

function begin(before: Editing, aim: Aim | undefined, from: Place): Gesture {
  const { size } = before;
  const active = before.active?.rectangle;
  if (aim?.type === "handle" && active !== undefined) {
    return follow(before, (by) => resized(active, aim.handle, by, size), from);
  }
  if (aim?.type === "active" && active !== undefined && canMove(before, active)) {
    return follow(before, (by) => moved(active, by, size), from);
  }
  if (before.tool === "blackOut") {
    const { blackouts } = seenEdits(before);
    const index = blackouts.findLastIndex((each) => holds(each, from));
    if (index >= 0) {
      const up = takenUp(settled(before), index);
      const start = up.active?.rectangle;
      return start === undefined
        ? { editing: up, drag: () => up }
        : follow(up, (by) => moved(start, by, size), from);
    }
  }
  const base = before.tool === "crop" ? before : settled(before);
  return {
    editing: base,
    drag: (to) => (touches(from, to, before) ? withNew(base, between(from, to, size)) : base),
  };
}

/** All of an image has nowhere to go: what is dragged there is a new rectangle. */
function canMove({ size }: Editing, active: Rectangle): boolean {
  return !sameRectangle(active, wholeOf(size));
}

function follow(editing: Editing, place: (by: Place) => Rectangle, from: Place): Gesture {
  return {
    editing,
    drag: (to) => withActive(editing, place({ x: to.x - from.x, y: to.y - from.y })),
  };
}

/** Whether something of the image lies between two places. */
function touches(a: Place, b: Place, { size }: Editing): boolean {
  return (
    Math.max(a.x, b.x) > 0 &&
    Math.max(a.y, b.y) > 0 &&
    Math.min(a.x, b.x) < size.width &&
    Math.min(a.y, b.y) < size.height
  );
}

function isOnScrollBar(element: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { left, top } = element.getBoundingClientRect();
  return clientX - left > element.clientWidth || clientY - top > element.clientHeight;
}

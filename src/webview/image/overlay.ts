import type { Size } from "../../core/image";
import type { ImageEdits } from "../../core/imageEdits";
import { type Handle, handles, type Rectangle } from "../../core/rectangle";

/** What of the overlay a pointer is on: a handle or the inside of the active rectangle, or a black one. */
export type Aim =
  | { readonly type: "handle"; readonly handle: Handle }
  | { readonly type: "active" }
  | { readonly type: "black"; readonly index: number };

/** How large handles look, and how near to them counts; in CSS pixels. */
const handleEdge = 9;
const handleReach = 11;
/** A shorter edge has handles at its ends only. */
const edgeWithMiddle = 48;

const namespace = "http://www.w3.org/2000/svg";

/** What is drawn over an image. Lines and handles look the same at every zoom. */
export class Overlay {
  readonly element = document.createElementNS(namespace, "svg");
  readonly #aims = new WeakMap<Element, Aim>();
  #size: Size = { width: 1, height: 1 };
  #scale = 1;
  #edits: ImageEdits = { blackouts: [] };
  #active: Rectangle | undefined;

  constructor() {
    this.element.classList.add("overlay");
    this.element.setAttribute("aria-hidden", "true");
  }

  /** @param scale CSS pixels for each pixel of the image */
  scaleTo(size: Size, scale: number): void {
    this.#size = size;
    this.#scale = scale;
    this.#draw();
  }

  draw(edits: ImageEdits, active: Rectangle | undefined): void {
    this.#edits = edits;
    this.#active = active;
    this.#draw();
  }

  aimOf(target: EventTarget | null): Aim | undefined {
    return target instanceof Element ? this.#aims.get(target) : undefined;
  }

  #draw(): void {
    const { crop, blackouts } = this.#edits;
    const black = blackouts.map((rectangle, index) =>
      this.#aimed(this.#rectangle("black", rectangle), { type: "black", index }),
    );
    const active = this.#active;
    this.element.replaceChildren(
      ...black,
      ...(crop === undefined ? [] : [this.#outside(crop), this.#rectangle("crop", crop)]),
      ...(active === undefined ? [] : this.#activeParts(active)),
    );
  }

  #activeParts(active: Rectangle): readonly Element[] {
    const width = active.width * this.#scale;
    const height = active.height * this.#scale;
    const there = handles.filter(
      (handle) =>
        handle.length === 2 || (handle === "n" || handle === "s" ? width : height) >= edgeWithMiddle,
    );
    return [
      this.#aimed(this.#rectangle("active-back", active), { type: "active" }),
      this.#rectangle("active-line", active),
      ...there.flatMap((handle) =>
        this.#handle(handle, active.left * this.#scale, active.top * this.#scale, width, height),
      ),
    ];
  }

  #handle(handle: Handle, left: number, top: number, width: number, height: number): readonly Element[] {
    const across = { isFirst: handle.includes("w"), isLast: handle.includes("e") };
    const down = { isFirst: handle.includes("n"), isLast: handle.includes("s") };
    const reach = box("handle-reach", reachOf(left, width, across), reachOf(top, height, down));
    reach.classList.add(`handle-${handle}`);
    const mark = box("handle", markOf(left, width, across), markOf(top, height, down));
    return [mark, this.#aimed(reach, { type: "handle", handle })];
  }

  #rectangle(name: string, { left, top, width, height }: Rectangle): Element {
    const scale = this.#scale;
    return shape("rect", name, {
      x: left * scale,
      y: top * scale,
      width: width * scale,
      height: height * scale,
    });
  }

  /** Everything but what is left of the image. */
  #outside({ left, top, width, height }: Rectangle): Element {
    const [x, y, right, bottom] = [left, top, left + width, top + height].map((each) => each * this.#scale);
    const [all, below] = [this.#size.width, this.#size.height].map((each) => each * this.#scale);
    const d = `M0 0H${all}V${below}H0ZM${x} ${y}V${bottom}H${right}V${y}Z`;
    return shape("path", "outside", { d });
  }

  #aimed(element: Element, aim: Aim): Element {
    this.#aims.set(element, aim);
    return element;
  }
}

/** Where along an edge a handle is: at its beginning, at its end, or else in the middle. */
interface Along {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** From where to where. */
type Span = readonly [number, number];

function placeOf(from: number, length: number, { isFirst, isLast }: Along): number {
  return isFirst ? from : isLast ? from + length : from + length / 2;
}

function markOf(from: number, length: number, along: Along): Span {
  const at = placeOf(from, length, along);
  return [at - handleEdge / 2, at + handleEdge / 2];
}

/** How near counts; the inside of a small rectangle is left to be moved by. */
function reachOf(from: number, length: number, along: Along): Span {
  const at = placeOf(from, length, along);
  const inside = Math.min(handleReach, length / 4);
  return [at - (along.isLast ? inside : handleReach), at + (along.isFirst ? inside : handleReach)];
}

function box(name: string, [left, right]: Span, [top, bottom]: Span): Element {
  return shape("rect", name, { x: left, y: top, width: right - left, height: bottom - top });
}

function shape(tag: string, name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(namespace, tag);
  element.classList.add(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, `${value}`);
  }
  return element;
}

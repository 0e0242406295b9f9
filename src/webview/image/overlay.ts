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
const handleReach = 22;

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
    return [
      this.#aimed(this.#rectangle("active-back", active), { type: "active" }),
      this.#rectangle("active-line", active),
      ...handles.flatMap((handle) => this.#handle(handle, active)),
    ];
  }

  #handle(handle: Handle, { left, top, width, height }: Rectangle): readonly Element[] {
    const along = handle.includes("w") ? 0 : handle.includes("e") ? 1 : 0.5;
    const down = handle.includes("n") ? 0 : handle.includes("s") ? 1 : 0.5;
    const x = (left + width * along) * this.#scale;
    const y = (top + height * down) * this.#scale;
    const reach = box("handle-reach", x, y, handleReach);
    reach.classList.add(`handle-${handle}`);
    return [box("handle", x, y, handleEdge), this.#aimed(reach, { type: "handle", handle })];
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

function box(name: string, x: number, y: number, edge: number): Element {
  return shape("rect", name, { x: x - edge / 2, y: y - edge / 2, width: edge, height: edge });
}

function shape(tag: string, name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(namespace, tag);
  element.classList.add(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, `${value}`);
  }
  return element;
}

import * as l10n from "../l10n";
import type { Size } from "../../core/image";
import type { ImageEdits } from "../../core/imageEdits";
import type { Place, Rectangle } from "../../core/rectangle";
import { fittingZoom, nextZoom, squaresAbove, wheelZoom } from "../../core/zoom";
import { Overlay, type Aim } from "./overlay";

/** Around the image, so that its edges can be seen and reached; in CSS pixels, as in the style sheet. */
const margin = 16;

/** By so much the proportions of an image differ when its size is rounded. */
const sameProportion = 0.01;

/** The image on its checkerboard, as near as one wants to look, with the rectangles that are drawn on it. */
export class Stage {
  readonly element = document.createElement("div");
  readonly #sheet = document.createElement("div");
  readonly #picture = document.createElement("img");
  readonly #overlay = new Overlay();
  readonly #zoomChanged: () => void;
  #size: Size = { width: 1, height: 1 };
  /** Undefined while all of the image is to be seen, however large the window is. */
  #zoom: number | undefined;

  constructor(zoomChanged: () => void) {
    this.#zoomChanged = zoomChanged;
    this.element.className = "stage";
    this.element.tabIndex = 0;
    this.#sheet.className = "sheet";
    this.#picture.draggable = false;
    this.#sheet.append(this.#picture, this.#overlay.element);
    this.element.append(this.#sheet);
    this.element.addEventListener("wheel", (event) => this.#turned(event), { passive: false });
    new ResizeObserver(() => {
      this.#lay();
      zoomChanged();
    }).observe(this.element);
  }

  /** Shows an image. The same one in another size stays as near as it was; another one is seen whole at first. */
  show(url: string, size: Size, name: string): void {
    if (size.width !== this.#size.width || size.height !== this.#size.height) {
      const isSameImage =
        Math.abs(size.width / this.#size.width - size.height / this.#size.height) < sameProportion;
      this.#zoom =
        isSameImage && this.#zoom !== undefined ? (this.#zoom * this.#size.width) / size.width : undefined;
    }
    this.#size = size;
    this.#picture.hidden = url === "";
    this.#picture.alt = name;
    if (url !== "" && this.#picture.src !== url) {
      this.#picture.src = url;
    }
    this.#lay();
  }

  /** Says whether rectangles can be drawn here, and how. */
  allowDrawing(isAllowed: boolean, help: string): void {
    this.element.classList.toggle("drawing", isAllowed);
    this.element.setAttribute("role", isAllowed ? "application" : "group");
    this.element.setAttribute("aria-label", isAllowed ? l10n.t("Editing area") : l10n.t("Image"));
    this.element.setAttribute("aria-description", help);
  }

  /** Draws rectangles over the image; none of them when there is nothing to be drawn. */
  draw(edits: ImageEdits, active: Rectangle | undefined): void {
    this.#overlay.draw(edits, active);
  }

  /** Pixels of the screen for each pixel of the image. */
  get zoom(): number {
    return this.#zoom ?? fittingZoom(this.#size, this.#room());
  }

  get isFitting(): boolean {
    return this.#zoom === undefined;
  }

  /** @param zoom undefined to see all of the image */
  zoomTo(zoom: number | undefined, at?: { readonly clientX: number; readonly clientY: number }): void {
    const frame = this.element.getBoundingClientRect();
    const { clientX, clientY } = at ?? {
      clientX: frame.left + frame.width / 2,
      clientY: frame.top + frame.height / 2,
    };
    const { x, y } = this.placeAt(clientX, clientY);
    this.#zoom = zoom;
    this.#lay();
    const sheet = this.#sheet.getBoundingClientRect();
    this.element.scrollBy(
      sheet.left + (x / this.#size.width) * sheet.width - clientX,
      sheet.top + (y / this.#size.height) * sheet.height - clientY,
    );
    this.#zoomChanged();
  }

  zoomStep(direction: 1 | -1): void {
    this.zoomTo(nextZoom(this.zoom, direction));
  }

  /** Nearer, farther, all of it, or each of its pixels as one of the screen. */
  zoomTowards(to: "in" | "out" | "fit" | "full"): void {
    switch (to) {
      case "in":
        this.zoomStep(1);
        break;
      case "out":
        this.zoomStep(-1);
        break;
      case "fit":
        this.zoomTo(undefined);
        break;
      case "full":
        this.zoomTo(1);
        break;
    }
  }

  /** Where in the image a point of the page is. */
  placeAt(clientX: number, clientY: number): Place {
    const { left, top, width, height } = this.#sheet.getBoundingClientRect();
    return {
      x: ((clientX - left) / width) * this.#size.width,
      y: ((clientY - top) / height) * this.#size.height,
    };
  }

  /** What a pointer is on. */
  aimOf(target: EventTarget | null): Aim | undefined {
    return this.#overlay.aimOf(target);
  }

  /** What of the image is in sight. */
  get seen(): Rectangle {
    const { left, top, right, bottom } = this.element.getBoundingClientRect();
    const from = this.placeAt(left, top);
    const to = this.placeAt(right, bottom);
    const x = Math.max(0, Math.floor(from.x));
    const y = Math.max(0, Math.floor(from.y));
    return {
      left: x,
      top: y,
      width: Math.max(1, Math.min(this.#size.width, Math.ceil(to.x)) - x),
      height: Math.max(1, Math.min(this.#size.height, Math.ceil(to.y)) - y),
    };
  }

  #room(): Size {
    const { width, height } = this.element.getBoundingClientRect();
    return {
      width: (width - 2 * margin) * devicePixelRatio,
      height: (height - 2 * margin) * devicePixelRatio,
    };
  }

  #lay(): void {
    const scale = this.zoom / devicePixelRatio;
    this.#sheet.style.width = `${this.#size.width * scale}px`;
    this.#sheet.style.height = `${this.#size.height * scale}px`;
    this.#picture.classList.toggle("squares", this.zoom > squaresAbove);
    this.#overlay.scaleTo(this.#size, scale);
  }

  #turned(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomTo(wheelZoom(this.zoom, event.deltaY), event);
    }
  }
}

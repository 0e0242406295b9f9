import { html, nothing, type TemplateResult } from "lit-html";
import type { Rectangle } from "../../core/rectangle";
import { numberFields } from "./numberFields";
import { toolbar, type ToolbarParts } from "./toolbar";

/** What stands above the image, and what it does. */
export interface HeadParts extends Omit<ToolbarParts, "do"> {
  readonly name: string;
  /** Why something did not work; empty for nothing. */
  readonly trouble: string;
  readonly do: (what: "undo" | "redo" | "reset" | "confirm" | "drop") => void;
  readonly place: (rectangle: Rectangle) => void;
}

/** The toolbar, the numbers of the active rectangle, and what went wrong. */
export function tabHead(parts: HeadParts): TemplateResult {
  const { editing, trouble } = parts;
  return html`<h1 class="visually-hidden">${parts.name}</h1>
    ${toolbar(parts)}
    ${
      // There from the first click on, so that nothing moves below a pointer that draws.
      editing === undefined
        ? nothing
        : numberFields({
            rectangle: editing.active?.rectangle,
            size: editing.size,
            changed: parts.place,
            confirm: () => parts.do("confirm"),
            drop: () => parts.do("drop"),
          })
    }
    ${
      trouble === ""
        ? nothing
        : html`<p class="trouble" role="alert">
            <span class="codicon codicon-error" aria-hidden="true"></span>${trouble}
          </p>`
    }`;
}

import * as l10n from "../l10n";
import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Size } from "../../core/image";
import { type Rectangle, type RectangleField, rectangleFields, withField } from "../../core/rectangle";

/** What the fields show and do. */
export interface FieldParts {
  /** Undefined when there is none to type the numbers of. */
  readonly rectangle: Rectangle | undefined;
  readonly size: Size;
  readonly changed: (rectangle: Rectangle) => void;
  readonly confirm: () => void;
  readonly drop: () => void;
}

/** The active rectangle as four numbers, in pixels of the image. */
export function numberFields(parts: FieldParts): TemplateResult {
  return html`<div class="fields" role="group" aria-label=${l10n.t("Rectangle, in pixels")}>
    ${rectangleFields.map((field) => numberField(field, parts))}
  </div>`;
}

function numberField(field: RectangleField, parts: FieldParts): TemplateResult {
  const { rectangle, size } = parts;
  const isAcross = field === "left" || field === "width";
  const take = (event: Event): void => {
    if (rectangle !== undefined && event.target instanceof HTMLInputElement && event.target.value !== "") {
      parts.changed(withField(rectangle, field, event.target.valueAsNumber, size));
    }
  };
  return html`<label
    >${fieldName(field)}
    <input
      type="number"
      min=${field === "left" || field === "top" ? 0 : 1}
      max=${isAcross ? size.width : size.height}
      step="1"
      ?disabled=${rectangle === undefined}
      .value=${live(rectangle === undefined ? "" : `${rectangle[field]}`)}
      @change=${take}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
          // What was typed is taken over first: a field tells of it only afterwards.
          take(event);
          parts.confirm();
        } else if (event.key === "Enter") {
          take(event);
          return;
        } else if (event.key === "Escape") {
          parts.drop();
        } else {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  </label>`;
}

function fieldName(field: RectangleField): string {
  switch (field) {
    case "left":
      return l10n.t("Left");
    case "top":
      return l10n.t("Top");
    case "width":
      return l10n.t("Width");
    case "height":
      return l10n.t("Height");
  }
}

import * as l10n from "../l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Editing, ImageTool } from "../../core/imageEditing";
import { seenEdits } from "../../core/imageEditing";
import { changesNothing } from "../../core/imageEdits";
import { commandKeyName } from "./keyNames";

/** What the toolbar shows and does. */
export interface ToolbarParts {
  /** Undefined until the image has been taken up to be edited. */
  readonly editing: Editing | undefined;
  readonly canEdit: boolean;
  readonly isBusy: boolean;
  readonly zoom: number;
  readonly isFitting: boolean;
  readonly locale: string;
  /** @param byKey the keyboard was used */
  readonly choose: (tool: ImageTool, byKey: boolean) => void;
  readonly zoomStep: (direction: 1 | -1) => void;
  readonly zoomTo: (zoom: number | undefined) => void;
  readonly do: (what: "undo" | "redo" | "reset") => void;
  readonly apply: () => void;
  readonly cancel: () => void;
}

/** What can be done with the image. */
export function toolbar(parts: ToolbarParts): TemplateResult {
  const { editing, canEdit, isBusy } = parts;
  const isOff = !canEdit || isBusy;
  return html`<div class="toolbar" role="toolbar" aria-label=${l10n.t("Image")}>
    <div class="group">
      ${tool(parts, "crop", "screen-cut", l10n.t("Crop"), l10n.t("Crop (C)"), isOff)}
      ${tool(parts, "blackOut", "debug-stop", l10n.t("Black Out"), l10n.t("Black Out (B)"), isOff)}
    </div>
    ${editing === undefined ? nothing : editButtons(parts, editing)}
    <div class="group end">
      ${icon("zoom-out", l10n.t("Zoom Out"), l10n.t("Zoom Out (-)"), false, () => parts.zoomStep(-1))}
      <button
        type="button"
        class="zoom"
        title=${l10n.t("Show every pixel as one pixel of the screen (1)")}
        @click=${() => parts.zoomTo(1)}
      >
        ${new Intl.NumberFormat(parts.locale, { style: "percent" }).format(parts.zoom)}
      </button>
      ${icon("zoom-in", l10n.t("Zoom In"), l10n.t("Zoom In (+)"), false, () => parts.zoomStep(1))}
      ${icon("screen-full", l10n.t("Fit to Window"), l10n.t("Fit to Window (0)"), parts.isFitting, () =>
        parts.zoomTo(undefined),
      )}
    </div>
  </div>`;
}

function editButtons(parts: ToolbarParts, editing: Editing): TemplateResult {
  const { canEdit, isBusy } = parts;
  const { history, active } = editing;
  const isUnchanged = changesNothing(seenEdits(editing));
  const hasPast = history.done > 0 || active !== undefined;
  return html`<div class="group">
      ${icon("discard", l10n.t("Undo"), l10n.t("Undo ({0})", commandKeyName("Z", "⌘Z")), isBusy || !hasPast, () => parts.do("undo"))}
      ${icon(
        "redo",
        l10n.t("Redo"),
        l10n.t("Redo ({0})", commandKeyName("Y", "⇧⌘Z")),
        isBusy || history.done === history.steps.length,
        () => parts.do("redo"),
      )}
      ${icon("clear-all", l10n.t("Reset"), l10n.t("Reset"), isBusy || isUnchanged, () => parts.do("reset"))}
    </div>
    <div class="group">
      <button
        type="button"
        class="button"
        title=${l10n.t("Replace the image by what is seen here ({0})", commandKeyName("Enter", "⌘Enter"))}
        aria-disabled=${isBusy || !canEdit || isUnchanged}
        @click=${() => (isBusy || !canEdit || isUnchanged ? undefined : parts.apply())}
      >
        ${isBusy ? l10n.t("Applying…") : l10n.t("Apply")}
      </button>
      <button
        type="button"
        class="button secondary"
        aria-disabled=${isBusy}
        @click=${() => (isBusy ? undefined : parts.cancel())}
      >
        ${l10n.t("Cancel")}
      </button>
    </div>`;
}

function tool(
  parts: ToolbarParts,
  name: ImageTool,
  glyph: string,
  label: string,
  title: string,
  isOff: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="tool"
    title=${title}
    aria-pressed=${parts.editing?.tool === name}
    aria-disabled=${isOff}
    @click=${(event: MouseEvent) => (isOff ? undefined : parts.choose(name, event.detail === 0))}
  >
    <span class="codicon codicon-${glyph}" aria-hidden="true"></span><span class="label">${label}</span>
  </button>`;
}

function icon(glyph: string, name: string, title: string, isOff: boolean, click: () => void): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${name}
    title=${title}
    aria-disabled=${isOff}
    @click=${() => (isOff ? undefined : click())}
  >
    <span class="codicon codicon-${glyph}" aria-hidden="true"></span>
  </button>`;
}

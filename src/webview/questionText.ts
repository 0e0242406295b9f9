import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { foldButton } from "./folding";
import { withMarks } from "./hiddenMarks";

/** Longer questions are folded, so that their answers are near. */
const mostLines = 12;
/** Text without line breaks that is longer than that many lines at any width. */
const mostCharacters = 1600;

/** What the person wrote, as they wrote it; a long one is folded. */
export function questionText(text: string): TemplateResult | typeof nothing {
  if (text.trim() === "") {
    return nothing;
  }
  const isLong = text.length > mostCharacters || text.trimEnd().split("\n").length > mostLines;
  return isLong
    ? html`<div class="foldable folded">
        <div class="question-text" dir="auto">${withMarks(text)}</div>
        ${foldButton(l10n.t("Show more"), l10n.t("Show less"))}
      </div>`
    : html`<div class="question-text" dir="auto">${withMarks(text)}</div>`;
}

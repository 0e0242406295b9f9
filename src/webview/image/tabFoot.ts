import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ShownImage } from "../../core/imageProtocol";
import { imageFacts, imageRemarks } from "./words";

/** What is known of the image that is sent. */
export function tabFoot(shown: ShownImage, locale: string): TemplateResult {
  const remarks = [
    ...(shown.sent === undefined ? [l10n.t("This image cannot be read any more, and is not sent.")] : []),
    ...imageRemarks(shown),
    ...(shown.lock === "answering" ? [l10n.t("It can be changed when the answer is complete.")] : []),
  ];
  return html`<p class="facts">
      <span class="name" dir="auto">${shown.name}</span>
      ${imageFacts(shown, locale).map((fact) => html`<span>${fact}</span>`)}
    </p>
    ${remarks.length === 0 ? nothing : html`<p class="remarks">${remarks.join(" ")}</p>`}`;
}

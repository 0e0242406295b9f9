import { html, nothing, type TemplateResult } from "lit-html";
import type { ShownImage } from "../../core/imageProtocol";
import { imageFacts, imageRemarks } from "./words";

/** What is known of the image that is sent. */
export function tabFoot(shown: ShownImage, locale: string): TemplateResult {
  const remarks = imageRemarks(shown);
  return html`<p class="facts">
      <span class="name" dir="auto">${shown.name}</span>
      ${imageFacts(shown, locale).map((fact) => html`<span>${fact}</span>`)}
    </p>
    ${remarks.length === 0 ? nothing : html`<p class="remarks">${remarks.join(" ")}</p>`}`;
}

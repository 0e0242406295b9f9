import { html, nothing, type TemplateResult } from "lit-html";
import type { ImageTool } from "../../core/imageEditing";
import type { ShownImage } from "../../core/imageProtocol";
import { editingHelp, imageFacts, imageRemarks } from "./words";

/** What is known of the image that is sent. */
export function tabFoot(shown: ShownImage, tool: ImageTool | undefined, locale: string): TemplateResult {
  // Read to who hears the page when the keyboard comes to the image.
  const remarks = [...imageRemarks(shown), ...(tool === undefined ? [] : [editingHelp(tool)])];
  return html`<p class="facts">
      <span class="name" dir="auto">${shown.name}</span>
      ${imageFacts(shown, locale).map((fact) => html`<span>${fact}</span>`)}
    </p>
    ${remarks.length === 0 ? nothing : html`<p class="remarks">${remarks.join(" ")}</p>`}`;
}

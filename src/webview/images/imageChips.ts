import * as l10n from "../l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AttachedImage, isKept } from "../../core/image";
import type { PendingImage } from "./incomingImages";
import { thumbnail } from "./thumbnails";

/** What the chip of an image shows: the picture itself, its name, and its size below. */
export function imageFace(
  image: AttachedImage,
  name: string,
  details: string,
  isIgnored = false,
): TemplateResult {
  return html`<span class="visually-hidden">${l10n.t("Image")}</span>
    <span class="chip-picture"
      >${
        isKept(image)
          ? thumbnail(image.hash)
          : html`<span class="codicon codicon-globe" aria-hidden="true"></span>`
      }</span
    >
    <span class="chip-lines"
      ><span class="chip-name">${name}</span> <span class="chip-details">${unbroken(details)}</span></span
    >${isIgnored ? html`<span class="codicon codicon-diff-ignored" aria-hidden="true"></span>` : nothing}`;
}

/** Where the line is broken, signs stay with their numbers. */
function unbroken(details: string): string {
  return details.replaceAll(/ (?=×)|(?<=[×≈]) /g, "\u00a0");
}

/** The chip of a picture of which an image is being made. */
export function pendingChip({ name }: PendingImage): TemplateResult {
  return html`<li class="chip image-chip pending" aria-busy="true">
    <span class="chip-picture"
      ><span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span></span
    ><span class="chip-lines"
      ><span class="chip-name">${name}</span
      ><span class="chip-details">${l10n.t("Preparing the image…")}</span></span
    >
  </li>`;
}

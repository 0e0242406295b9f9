import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ToHost } from "../core/protocol";

/** Says above the composer that a message was deleted, while it can be had back; the composer's neighbour for Tab. */
export function deletionNote(
  canUndo: boolean | undefined,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  return canUndo === true
    ? html`<p class="deletion">
        <span>${deletedWords()}</span>
        <button type="button" class="link-button" @click=${() => post({ type: "undoDeletion" })}>
          ${l10n.t("Undo")}
        </button>
      </p>`
    : nothing;
}

/** What a screen reader says of a deletion. */
export function deletedWords(): string {
  return l10n.t("The message was deleted.");
}

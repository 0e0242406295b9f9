import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ToHost, ViewState } from "../core/protocol";

/** Tells that the workspace speaks in each question, or would like to; a click leads to what it says. */
export function instructionsNote(
  state: ViewState["instructions"],
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (state === undefined) {
    return nothing;
  }
  const isUsed = state === "used";
  return html`<div class="instructions">
    <button
      type="button"
      class="link-button"
      title=${
        isUsed
          ? l10n.t("The instructions of this workspace go with each question.")
          : l10n.t("This workspace has instructions. They are not used until you agree.")
      }
      @click=${() => post({ type: "openInstructions" })}
    >
      <span class="codicon codicon-${isUsed ? "note" : "question"}" aria-hidden="true"></span
      >${isUsed ? l10n.t("Workspace instructions") : l10n.t("Workspace instructions: not used")}
    </button>
  </div>`;
}

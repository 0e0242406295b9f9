import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { ToHost } from "../core/protocol";
import { roomNote } from "./meter";
import { problemWords } from "./modelControls";
import type { PageState } from "./pageState";
import type { Quantities } from "./quantities";

/** What is to be known before sending, above the composer: the gravest thing only, with what helps. */
export function composerNotes(
  { model, estimate }: PageState,
  quantities: Quantities,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const selectModel = button(l10n.t("Select Model"), () => post({ type: "selectModel" }));
  if (model.problem === "retired") {
    return note(problemWords(model.name, model.problem), true, selectModel);
  }
  const room = estimate === undefined ? undefined : roomNote(estimate, quantities);
  if (room === undefined) {
    return nothing;
  }
  const newChat = button(l10n.t("New Chat"), () => post({ type: "newChat" }));
  return note(room.words, room.isError, room.isError ? html`${selectModel} ${newChat}` : nothing);
}

/** What a drop came to, when nothing came of it; with a button that takes the words away. */
export function dropNote(words: string, dismiss: () => void): TemplateResult {
  return note(words, false, button(l10n.t("OK"), dismiss));
}

function note(words: string, isError: boolean, actions: TemplateResult | typeof nothing): TemplateResult {
  return html`<div class="notice composer-note ${isError ? "error" : "warning"}">
    <span class="codicon codicon-${isError ? "error" : "warning"}" aria-hidden="true"></span>
    <div class="notice-body">
      <p>${words}</p>
      ${actions === nothing ? nothing : html`<div class="actions">${actions}</div>`}
    </div>
  </div>`;
}

function button(label: string, click: () => void): TemplateResult {
  return html`<button type="button" class="button secondary" @click=${click}>${label}</button>`;
}

/** Says that an earlier question is being changed, with the way out. */
export function editingBanner(cancel: () => void): TemplateResult {
  return html`<div class="editing">
    <span class="codicon codicon-edit" aria-hidden="true"></span>
    <span class="editing-words">${l10n.t("Editing an earlier question")}</span>
    <button type="button" class="link-button" title=${l10n.t("Cancel (Escape)")} @click=${cancel}>
      ${l10n.t("Cancel")}
    </button>
  </div>`;
}

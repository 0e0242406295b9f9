import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Draft, ToHost } from "../core/protocol";
import { pageLocale } from "./locale";
import { roomNote } from "./meter";
import { problemWords } from "./modelControls";
import type { PageState } from "./pageState";
import type { Quantities } from "./quantities";

/** What is to be known before sending, above the composer: the gravest thing only, with what helps. */
export function composerNotes(
  { model, estimate, draft, conversation }: PageState,
  quantities: Quantities,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  const selectModel = button(l10n.t("Select Model"), () => post({ type: "selectModel" }));
  if (model.problem === "retired") {
    return note(problemWords(model.name, model.problem), true, selectModel);
  }
  const images = [draft, ...conversation.turns.filter((turn) => turn.role === "user")];
  if (model.imageInput === false && images.some(hasImages)) {
    const words = l10n.t("{0} takes no images. Select another model, or remove the images.", model.name);
    return note(words, false, selectModel);
  }
  const room = estimate === undefined ? undefined : roomNote(estimate, quantities);
  if (room === undefined) {
    return nothing;
  }
  const newChat = button(l10n.t("New Chat"), () => post({ type: "newChat" }));
  return note(room.words, room.isError, room.isError ? html`${selectModel} ${newChat}` : nothing);
}

/** Whether there is a picture among what goes with a question. */
export function hasImages({ context }: Pick<Draft, "context">): boolean {
  return context.some(({ kind }) => kind === "image");
}

/** Why nothing came of a drop or of a paste; with a button that takes the words away. */
export function refusalNote(sentences: readonly string[], dismiss: () => void): TemplateResult {
  const words = sentences.map((sentence) => html`<span class="sentence">${sentence}</span>`);
  return note(words, false, button(l10n.t("OK"), dismiss));
}

/** What to do with files that are no pictures, by their names. */
export function notPicturesWords(names: readonly string[]): string {
  const list = new Intl.ListFormat(pageLocale()).format(names);
  return l10n.t(
    "Files come in through VS Code, not from outside: open {0} there, then drop or add them.",
    list,
  );
}

/** Says that the question is held back until its images are made, with the way out. */
export function waitingBanner(cancel: () => void): TemplateResult {
  return html`<div class="editing" role="status">
    <span class="codicon codicon-watch" aria-hidden="true"></span>
    <span class="editing-words">${l10n.t("Sending when the images are ready")}</span>
    <button type="button" class="link-button" title=${l10n.t("Cancel (Escape)")} @click=${cancel}>
      ${l10n.t("Cancel")}
    </button>
  </div>`;
}

function note(
  words: string | readonly TemplateResult[],
  isError: boolean,
  actions: TemplateResult | typeof nothing,
): TemplateResult {
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

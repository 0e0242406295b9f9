import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { answerText, type AssistantTurn, type Turn } from "../core/conversation";
import type { ToHost } from "../core/protocol";

/** Where a turn stands among those that were asked or answered in its place. */
export interface Place {
  readonly siblings: readonly Turn[];
  /** Of this turn, from 0. */
  readonly index: number;
}

/** What can be done with a question; only copying while an answer is under way. */
export function questionActions(
  turn: Turn,
  place: Place,
  isBusy: boolean,
  post: (message: ToHost) => void,
): TemplateResult {
  const turnId = turn.id;
  return bar(
    l10n.t("Actions for your message"),
    switcher(place, isBusy, post),
    isBusy ? buttonRoom() : button("edit", l10n.t("Edit"), () => post({ type: "edit", turnId })),
    button("copy", l10n.t("Copy Message"), () => post({ type: "copyTurn", turnId })),
    isBusy ? buttonRoom() : button("trash", l10n.t("Delete"), () => post({ type: "deleteTurn", turnId })),
  );
}

/** What can be done with an answer that has ended; another one can be had while something is left of its question. */
export function answerActions(
  turn: AssistantTurn,
  place: Place,
  isBusy: boolean,
  canAsk: boolean,
  post: (message: ToHost) => void,
): TemplateResult {
  const turnId = turn.id;
  const hasText = answerText(turn).trim() !== "";
  const retry = (withOtherModel: boolean): void => post({ type: "retry", turnId, withOtherModel });
  return bar(
    l10n.t("Actions for this answer"),
    switcher(place, isBusy, post),
    hasText
      ? html`${button("copy", l10n.t("Copy Answer"), () => post({ type: "copyTurn", turnId }))}
        ${quoteButton()}`
      : nothing,
    isBusy || !canAsk
      ? nothing
      : html`${button("refresh", l10n.t("Retry"), () => retry(false))}
        ${button("arrow-swap", l10n.t("Retry with Another Model"), () => retry(true))}`,
    isBusy ? nothing : button("trash", l10n.t("Delete"), () => post({ type: "deleteTurn", turnId })),
  );
}

function bar(name: string, ...content: readonly (TemplateResult | typeof nothing)[]): TemplateResult {
  return html`<div class="turn-actions" role="toolbar" aria-label=${name}>${content}</div>`;
}

/** Stands where a button will be again, so that its neighbours stay where they are. */
function buttonRoom(): TemplateResult {
  return html`<span class="button-room"></span>`;
}

/** Goes through what was asked or answered in the same place. */
function switcher(
  { siblings, index }: Place,
  isBusy: boolean,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  if (siblings.length < 2) {
    return nothing;
  }
  const step = (name: string, icon: string, to: Turn | undefined): TemplateResult =>
    html`<button
      type="button"
      class="icon-button"
      aria-label=${name}
      title=${name}
      aria-disabled=${isBusy || to === undefined}
      @click=${() => (isBusy || to === undefined ? undefined : post({ type: "showBranch", turnId: to.id }))}
    >
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    </button>`;
  return html`<span class="branches" role="group" aria-label=${l10n.t("Versions")}>
    ${step(l10n.t("Previous Version"), "chevron-left", siblings[index - 1])}
    <span class="branch-count"
      ><span aria-hidden="true">${index + 1}/${siblings.length}</span
      ><span class="visually-hidden">${l10n.t("Version {0} of {1}", index + 1, siblings.length)}</span></span
    >
    ${step(l10n.t("Next Version"), "chevron-right", siblings[index + 1])}
  </span>`;
}

/** Found by its class, as code is copied: what it quotes is known to the page, not to the turn. */
function quoteButton(): TemplateResult {
  return html`<button
    type="button"
    class="icon-button quote-answer"
    aria-label=${l10n.t("Quote")}
    title=${l10n.t("Quote the selected text, or all of it")}
    @mousedown=${(event: Event) => event.preventDefault()}
  >
    <span class="codicon codicon-quote" aria-hidden="true"></span>
  </button>`;
}

function button(icon: string, name: string, run: () => void): TemplateResult {
  return html`<button type="button" class="icon-button" aria-label=${name} title=${name} @click=${run}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
}

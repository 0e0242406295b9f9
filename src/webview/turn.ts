import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AssistantTurn, isPending, type UserTurn } from "../core/conversation";
import type { KeyState, ToHost, Totals } from "../core/protocol";
import { removeByKey } from "./chipKeys";
import { type ChipChanges, chips } from "./chips";
import { hiddenInAnswer, hiddenInQuestion } from "./hiddenLines";
import { notice } from "./notice";
import { questionText } from "./questionText";
import { silenceLine, tellsSilence } from "./silence";
import { answerActions, type Place, questionActions } from "./turnActions";
import { usageLine } from "./usage";

/** What a turn looks like besides what it says. */
export interface TurnState {
  readonly place: Place;
  readonly isLast: boolean;
  /** An answer is under way somewhere in the conversation. */
  readonly isBusy: boolean;
  /** Something is left of the question that can be asked again. */
  readonly canAsk: boolean;
  readonly key: KeyState;
  readonly totals: Totals;
  /** The question that is being changed in the composer. */
  readonly editing: string | undefined;
}

/** What the person asked, as they wrote it, with what they attached. */
export function userTurn(
  turn: UserTurn,
  { place, isBusy, editing }: TurnState,
  post: (message: ToHost) => void,
): TemplateResult {
  const isEdited = editing === turn.id;
  const turnId = turn.id;
  const changes: ChipChanges = {
    remove: (id) => ({ type: "removeSent", turnId, id }),
    update: (id) => ({ type: "replaceSent", turnId, id }),
  };
  return html`<article
    class="turn user-turn ${isEdited ? "edited" : ""}"
    aria-label=${l10n.t("You: {0}", firstWords(turn.text))}
    data-turn=${turn.id}
    data-vscode-context=${context("question", turn.id)}
  >
    <h2 class="visually-hidden">${l10n.t("You")}</h2>
    <div class="question" @keydown=${removeByKey}>
      ${questionText(turn.text)}
      ${chips(turn.context, l10n.t("Sent with this message"), isBusy ? undefined : changes, post)}
    </div>
    ${hiddenInQuestion(turn)} ${questionActions(turn, place, isBusy, post)}
  </article>`;
}

/** Claude's answer around its body: a sign of life before the first word, and how it ended. */
export function assistantTurn(
  turn: AssistantTurn,
  body: HTMLElement,
  { place, isLast, isBusy, canAsk, key, totals }: TurnState,
  post: (message: ToHost) => void,
): TemplateResult {
  const isUnderWay = isPending(turn.status);
  return html`<article
    class="turn claude-turn"
    aria-label=${l10n.t("Claude")}
    aria-busy=${isUnderWay}
    data-turn=${turn.id}
    data-vscode-context=${context("answer", turn.id)}
  >
    <h2 class="visually-hidden">${l10n.t("Claude")}</h2>
    ${body}
    <div class="turn-end">
      ${progress(turn)} ${silenceLine(turn, post)} ${notice(turn, isLast && canAsk, key, post)}
      ${isUnderWay ? nothing : hiddenInAnswer(turn, post)} ${usageLine(turn, place.siblings, totals)}
      ${isUnderWay ? nothing : answerActions(turn, place, isBusy, canAsk, post)}
    </div>
  </article>`;
}

/** What VS Code hands to the commands of its context menu. */
function context(section: "question" | "answer", turnId: string): string {
  return JSON.stringify({ webviewSection: section, turnId });
}

function progress(turn: AssistantTurn): TemplateResult | typeof nothing {
  const { type } = turn.status;
  if ((type !== "waiting" && type !== "streaming") || tellsSilence(turn)) {
    return nothing;
  }
  const last = turn.parts.at(-1);
  const saysSo =
    (last?.type === "text" && last.text !== "") || (last?.type === "thinking" && last.thinking !== "");
  if (saysSo && !turn.isStale) {
    return nothing;
  }
  return html`<p class="progress ${turn.isStale ? "stale" : ""}">
    <span class="progress-text"
      >${type === "waiting" ? l10n.t("Waiting for Claude…") : l10n.t("Thinking…")}</span
    >
  </p>`;
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AssistantTurn, isPending, type UserTurn } from "../core/conversation";
import type { KeyState, ToHost } from "../core/protocol";
import { chips } from "./chips";
import { notice } from "./notice";
import { questionText } from "./questionText";

/** What the person asked, as they wrote it, with what they attached. */
export function userTurn(turn: UserTurn, post: (message: ToHost) => void): TemplateResult {
  return html`<article class="turn user-turn" aria-label=${l10n.t("You: {0}", firstWords(turn.text))}>
    <h2 class="visually-hidden">${l10n.t("You")}</h2>
    <div class="question">
      ${questionText(turn.text)} ${chips(turn.context, l10n.t("Sent with this message"), false, post)}
    </div>
  </article>`;
}

/** Claude's answer around its body: a sign of life before the first word, and how it ended. */
export function assistantTurn(
  turn: AssistantTurn,
  body: HTMLElement,
  isLast: boolean,
  key: KeyState,
  post: (message: ToHost) => void,
): TemplateResult {
  const isBusy = isPending(turn.status);
  return html`<article class="turn claude-turn" aria-label=${l10n.t("Claude")} aria-busy=${isBusy}>
    <h2 class="visually-hidden">${l10n.t("Claude")}</h2>
    ${body} ${progress(turn)} ${notice(turn, isLast, key, post)}
  </article>`;
}

function progress(turn: AssistantTurn): TemplateResult | typeof nothing {
  const { type } = turn.status;
  if (type !== "waiting" && type !== "streaming") {
    return nothing;
  }
  const last = turn.parts.at(-1);
  if (last?.type === "text" && last.text !== "" && !turn.isStale) {
    return nothing;
  }
  return html`<p class="progress">
    <span class="progress-text"
      >${type === "waiting" ? l10n.t("Waiting for Claude…") : l10n.t("Thinking…")}</span
    >
  </p>`;
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

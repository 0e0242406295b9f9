import * as l10n from "./l10n";
import { html, nothing, type TemplateResult } from "lit-html";
import { type AssistantTurn, type Conversation, isPending, type Turn } from "../core/conversation";
import { addCost, costOf, formatCost, formatMoney, formatUsd, inputTokens, noMoney } from "../core/cost";
import { usageSoFar } from "../core/estimate";
import type { ToHost, Totals } from "../core/protocol";
import { pageLocale } from "./locale";

/**
 * What an answer took, in a quiet line: tokens in, those of them from the cache, tokens out, money.
 * @param others what stands in the same place: where those are of another model, the line says which this is
 */
export function usageLine(
  turn: AssistantTurn,
  others: readonly Turn[],
  totals: Totals,
): TemplateResult | typeof nothing {
  const known = isPending(turn.status) ? undefined : usageSoFar(turn);
  if (known === undefined) {
    return nothing;
  }
  const { usage, isExact } = known;
  const locale = pageLocale();
  const written = usage.cacheWrite.toLocaleString(locale);
  const isMixed = others.some((other) => other.role === "assistant" && other.model !== turn.model);
  const words = [
    ...(isMixed ? [turn.model] : []),
    l10n.t("{0} in", inputTokens(usage).toLocaleString(locale)),
    ...(usage.cacheRead > 0 ? [l10n.t("{0} cached", usage.cacheRead.toLocaleString(locale))] : []),
    l10n.t("{0} out", `${isExact ? "" : "≈"}${usage.output.toLocaleString(locale)}`),
    `${isExact ? "" : "≈"}${formatCost(costOf(usage, turn.model, totals.prices), locale)}`,
  ];
  return html`<p
    class="usage"
    title=${l10n.t("Model: {0}. Tokens written to the cache: {1}", turn.model, written)}
  >
    ${words.join(" · ")}
  </p>`;
}

/** What the conversation and the day have cost, after the last answer; nothing while nothing is known. */
export function totalsLine(
  conversation: Conversation,
  totals: Totals,
  post: (message: ToHost) => void,
): TemplateResult | typeof nothing {
  // Answers of branches out of sight were paid for too.
  const answers = conversation.all.flatMap((turn) =>
    turn.role === "assistant" && turn.usage !== undefined ? [turn] : [],
  );
  const last = conversation.turns.at(-1);
  if (answers.length === 0 || (last?.role === "assistant" && isPending(last.status))) {
    return nothing;
  }
  const locale = pageLocale();
  const cost = answers.reduce((sum, turn) => {
    const usage = usageSoFar(turn)?.usage;
    return usage === undefined ? sum : addCost(sum, costOf(usage, turn.model, totals.prices));
  }, noMoney);
  const today = formatMoney(totals.today, locale);
  const words = [
    l10n.t("This chat: {0}", formatMoney(cost, locale)),
    totals.budget === 0
      ? l10n.t("Today: {0}", today)
      : l10n.t("Today: {0} of {1}", today, formatUsd(totals.budget, locale)),
  ];
  return html`<p class="usage totals">
    <button
      type="button"
      class="link-button"
      title=${l10n.t("Show Usage")}
      @click=${() => post({ type: "showUsage" })}
    >
      ${words.join(" · ")}
    </button>
  </p>`;
}

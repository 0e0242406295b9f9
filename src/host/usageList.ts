import * as vscode from "vscode";

import { addMoney, formatMoney, formatUsd, inputTokens, noMoney } from "../core/cost";
import { priceTableDate } from "../core/prices";
import { type Day, dayOf, type Ledger, type ModelUsage } from "./ledger";

/** As many days as somebody looks back; more would only take longer to read. */
const mostDays = 31;

/** Shows what was spent on each of the last days with each model. */
export async function showUsage(ledger: Ledger, dailyBudget: number): Promise<void> {
  const budget = formatUsd(dailyBudget, vscode.env.language);
  await vscode.window.showQuickPick(usageItems(ledger), {
    title: dailyBudget === 0 ? vscode.l10n.t("Usage") : vscode.l10n.t("Usage (daily budget {0})", budget),
    placeHolder: vscode.l10n.t('Tokens and prices of {0}; "?" where no price is known', priceTableDate),
    matchOnDescription: true,
  });
}

async function usageItems(ledger: Ledger): Promise<readonly vscode.QuickPickItem[]> {
  const days = (await ledger.days()).slice(0, mostDays);
  const usages = await Promise.all(days.map((day) => ledger.day(day)));
  const items = days.flatMap((day, index) => dayItems(day, usages[index] ?? []));
  return items.length > 0 ? items : [{ label: vscode.l10n.t("Nothing was asked yet.") }];
}

function dayItems(day: Day, models: readonly ModelUsage[]): readonly vscode.QuickPickItem[] {
  const locale = vscode.env.language;
  const total = models.reduce((sum, { cost }) => addMoney(sum, cost), noMoney);
  const name = day === dayOf(new Date()) ? vscode.l10n.t("Today") : day;
  return [
    { label: `${name}: ${formatMoney(total, locale)}`, kind: vscode.QuickPickItemKind.Separator },
    ...models.map(({ model, usage, requests, cost }) => ({
      label: model,
      description: `${formatMoney(cost, locale)} · ${day}`,
      detail: [
        requests === 1 ? vscode.l10n.t("1 request") : vscode.l10n.t("{0} requests", requests),
        vscode.l10n.t("{0} in", inputTokens(usage).toLocaleString(locale)),
        vscode.l10n.t("{0} cached", usage.cacheRead.toLocaleString(locale)),
        vscode.l10n.t("{0} out", usage.output.toLocaleString(locale)),
      ].join(" · "),
    })),
  ];
}

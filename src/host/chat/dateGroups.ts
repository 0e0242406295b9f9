import * as vscode from "vscode";

const dayMs = 24 * 60 * 60 * 1000;

/** The heading under which a list shows a moment, by the days of the calendar here. */
export function dateGroup(time: number, now: number): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  // By days and not by hours: a day is 23 or 25 hours long twice a year.
  const days = Math.round((today - new Date(time).setHours(0, 0, 0, 0)) / dayMs);
  if (days <= 0) {
    return vscode.l10n.t("Today");
  }
  if (days === 1) {
    return vscode.l10n.t("Yesterday");
  }
  return days <= 7 ? vscode.l10n.t("Last 7 Days") : vscode.l10n.t("Older");
}

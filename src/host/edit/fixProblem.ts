import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { touchedLines } from "../../core/wholeLines";
import { rangeAround } from "../editor/selection";
import type { ProblemsAt } from "../quickFix";
import type { Lines } from "./target";
import { lineWords } from "./targetWords";

/** What fixing problems means: the code they are in, and what to say about it. */
export interface Fix extends Lines {
  /** The lines of the problems alone. */
  readonly problems: LineRange;
  readonly instruction: string;
}

/** Makes out what fixing problems means. There has to be one. */
export async function fixOf({ document, diagnostics }: ProblemsAt): Promise<Fix> {
  const places = diagnostics.map(({ range }) => document.validateRange(range));
  const all = places.reduce((union, place) => union.union(place));
  const lines = touchedLines((await rangeAround(document, all)).range);
  return {
    ranges: [lines],
    words: lineWords(lines),
    problems: touchedLines(all),
    instruction: instructionFor(places),
  };
}

/**
 * Only where the problems are: their messages quote files, which may say anything, so they are given with the lines, as
 * material.
 */
function instructionFor(places: readonly vscode.Range[]): string {
  const lines = [...new Set(places.map(({ start }) => start.line + 1))].toSorted((a, b) => a - b);
  const numbers = lines.join(", ");
  if (lines.length > 1) {
    return vscode.l10n.t("Fix the problems in lines {0}.", numbers);
  }
  return places.length > 1
    ? vscode.l10n.t("Fix the problems in line {0}.", numbers)
    : vscode.l10n.t("Fix the problem in line {0}.", numbers);
}

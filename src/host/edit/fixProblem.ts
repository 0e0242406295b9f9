import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { linesOf } from "../../core/wholeLines";
import { rangeAround } from "../editor/selection";
import type { ProblemsAt } from "../quickFix";
import type { Lines } from "./target";
import { lineWords } from "./targetWords";

/** Checkers may quote half a file. */
const longestMessage = 1_000;

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
  const lines = linesOf((await rangeAround(document, all)).range);
  return {
    ranges: [lines],
    words: lineWords(lines),
    problems: linesOf(all),
    instruction: instructionFor(diagnostics),
  };
}

function instructionFor(diagnostics: readonly vscode.Diagnostic[]): string {
  const [first, ...others] = diagnostics.map(({ range, message }) =>
    vscode.l10n.t("line {0}: {1}", range.start.line + 1, message.slice(0, longestMessage)),
  );
  return others.length === 0
    ? vscode.l10n.t("Fix this problem: {0}", first ?? "")
    : vscode.l10n.t("Fix these problems:\n{0}", [first, ...others].join("\n"));
}

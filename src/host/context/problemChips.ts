import * as vscode from "vscode";

import { gatherAround } from "../editor/selection";
import type { ProblemsAt } from "../quickFix";
import { type Gathered, nothingGathered, refused, together } from "./item";
import { problemContext } from "./problems";

/** The chips for problems alone, each with its lines. */
export function problemChips(at: ProblemsAt | undefined): Gathered {
  return at === undefined
    ? refused(vscode.l10n.t("That problem is no longer there."))
    : together(at.diagnostics.map((diagnostic) => problemContext(at.document, diagnostic)));
}

/** The chips for problems: one for each, and the code they are in. */
export async function gatherProblems({ document, diagnostics }: ProblemsAt): Promise<Gathered> {
  const places = diagnostics.map(({ range }) => document.validateRange(range));
  const [first, ...others] = places;
  if (first === undefined) {
    return nothingGathered;
  }
  const code = await gatherAround(
    document,
    others.reduce((all, place) => all.union(place), first),
  );
  const problems = problemChips({ document, diagnostics });
  return { ...problems, items: [...problems.items, code] };
}

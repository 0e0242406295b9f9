import * as vscode from "vscode";

import { contextLabel } from "../../core/context";
import { admit } from "../context/guard";
import { gatherProblems } from "../context/problemChips";
import { mayAttach } from "../context/trust";
import type { ChatSession } from "../chat/session";
import type { ChatView } from "../chat/view";
import type { ProblemsAt } from "../quickFix";
import { askNow } from "./askWithPrompt";
import { expandAbout } from "./expansion";
import { findPrompt, tellMissing } from "./savedPrompts";

/** Asks a saved prompt about problems and the code around them, at once. */
export async function askAboutProblem(
  name: string,
  problems: ProblemsAt | undefined,
  session: ChatSession,
  view: ChatView,
): Promise<void> {
  const prompt = findPrompt(name);
  if (prompt === undefined) {
    await tellMissing(name);
    return;
  }
  if (!(await mayAttach())) {
    return;
  }
  if (problems === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("That problem is no longer there."));
    return;
  }
  const items = await admit(await gatherProblems(problems));
  const code = items.at(-1);
  if (code === undefined) {
    return;
  }
  const lines = items.filter(({ kind }) => kind === "problems").map(({ startLine }) => `${startLine}`);
  const [line = "", ...more] = lines;
  const about =
    more.length === 0
      ? vscode.l10n.t("{0} (problem in line {1})", contextLabel(code), line)
      : vscode.l10n.t("{0} (problems in lines {1})", contextLabel(code), lines.join(", "));
  const question = expandAbout(prompt, about, problems.document);
  // A prompt that only attaches does not say which problem it is about.
  await askNow(question.includes(about) ? question : `${question}\n\n${about}`, items, session, view);
}

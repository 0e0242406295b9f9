import * as vscode from "vscode";

import { isUsualSilence } from "../../core/silence";
import type { EditPhase } from "./inlineEdit";

type Writing = Extract<EditPhase, { readonly type: "writing" }>;

/** What is going on, without anything that changes from moment to moment. */
export function writingState({ waiting, isThinking }: Writing): string {
  if (waiting !== undefined) {
    return vscode.l10n.t("Waiting to ask again");
  }
  return isThinking === true ? vscode.l10n.t("Claude is thinking…") : vscode.l10n.t("Claude is writing…");
}

/** What is going on, with how far it is, or when it is tried again. */
export function writingWords(phase: Writing): string {
  const { lineCount, silence, waiting } = phase;
  if (waiting !== undefined) {
    return vscode.l10n.t("Asking again in {0} s", `${waiting.secondsLeft}`);
  }
  if (silence !== undefined) {
    if (phase.isThinking === true) {
      return isUsualSilence({ ...silence, isThinking: true })
        ? vscode.l10n.t("Claude is thinking, and has said nothing for {0} s", `${silence.seconds}`)
        : vscode.l10n.t(
            "Claude is thinking, and has said nothing for {0} s; it will be stopped in {1} s",
            `${silence.seconds}`,
            `${silence.secondsLeft}`,
          );
    }
    return vscode.l10n.t(
      "Nothing has come for {0} s; it will be stopped in {1} s",
      `${silence.seconds}`,
      `${silence.secondsLeft}`,
    );
  }
  if (lineCount === 0 || phase.isThinking === true) {
    return writingState(phase);
  }
  return lineCount === 1
    ? vscode.l10n.t("Claude is writing… 1 line")
    : vscode.l10n.t("Claude is writing… {0} lines", `${lineCount}`);
}

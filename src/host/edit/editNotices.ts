import * as vscode from "vscode";

import type { EditRisk } from "../../core/editRisk";
import { type Failure, type FailureAction, failureAction, otherFailureActions } from "../../core/failure";
import { failureActionLabel, failureText } from "../../core/failureText";
import { quotedInMessage } from "../../core/plainText";
import { baseName } from "../context/item";
import { riskSentence } from "./riskWords";

/** What a person chose to do about an edit that did not get to its end. */
export type Choice = FailureAction | "usePartial";

/** The chat's words speak of what stays in the conversation; an edit has none to be seen. */
function failureWords(failure: Failure): string {
  switch (failure.kind) {
    case "noKey":
      return vscode.l10n.t("There is no API key for {0}.", failure.host);
    case "cut":
      return vscode.l10n.t("The connection was cut before the answer was complete.");
    case "garbled":
      return vscode.l10n.t("Part of the answer could not be read.");
    case "stalled":
      return vscode.l10n.t("Nothing more came for {0} s.", failure.seconds);
    case "tooLarge":
    case "contextTooLong":
      return vscode.l10n.t("This is more than the model takes. Select fewer lines, or attach less.");
    default:
      return failureText(failure, vscode.l10n, vscode.env.language);
  }
}

interface Button extends vscode.MessageItem {
  readonly choice: Choice;
}

/** Says why there is no proposal, and asks what to do. `cameLines` is how much of one came, 0 for nothing. */
export async function askAboutFailure(
  uri: vscode.Uri,
  failure: Failure | "cut",
  cameLines: number,
): Promise<Choice | undefined> {
  const words =
    failure === "cut"
      ? vscode.l10n.t("The answer reached the limit of output tokens.")
      : failureWords(failure);
  const first = failure === "cut" ? "tryAgain" : failureAction(failure);
  const helpful = failure === "cut" ? [] : otherFailureActions(failure);
  const buttons: Button[] = [...(first === undefined ? [] : [first]), ...helpful]
    // An edit has no conversation that could be left for a new one.
    .filter((action) => action !== "newChat")
    .map((action) => ({ title: failureActionLabel(action, vscode.l10n), choice: action }));
  if (cameLines > 0) {
    buttons.unshift({ title: vscode.l10n.t("Use the Part That Came"), choice: "usePartial" });
  }
  const chosen = await vscode.window.showWarningMessage(
    `${words} ${vscode.l10n.t("{0} was not changed.", nameOf(uri))}`,
    ...buttons,
  );
  return chosen?.choice;
}

/** Says that Claude declined. */
export function tellRefusal(uri: vscode.Uri): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t("Claude declined to make this edit. {0} was not changed.", nameOf(uri)),
  );
}

/** Says that the answer has no replacement, with what Claude said instead. True: the person wants another try. */
export async function askAboutNothing(uri: vscode.Uri, said: string): Promise<boolean> {
  const again = vscode.l10n.t("Edit Instruction…");
  const words = said.replaceAll(/\s+/g, " ").trim();
  const chosen = await vscode.window.showInformationMessage(
    words === ""
      ? vscode.l10n.t("Claude proposed no change. {0} was not changed.", nameOf(uri))
      : vscode.l10n.t("Claude proposed no change and said: “{0}”", shortened(quotedInMessage(words))),
    again,
  );
  return chosen === again;
}

/** The person changed the very lines that were about to be replaced. True: begin again with what is there now. */
export async function askAboutOverlap(uri: vscode.Uri): Promise<boolean> {
  const again = vscode.l10n.t("Try Again");
  const sentence = vscode.l10n.t(
    "The lines in {0} that Claude was about to replace were changed, so the edit was stopped. What you wrote stays as it is.",
    nameOf(uri),
  );
  return (await vscode.window.showWarningMessage(sentence, again)) === again;
}

/** What ends an edit besides the person. */
type EndReason =
  | "changed"
  | "taken"
  | "closed"
  | "deleted"
  | "cell"
  | "lost"
  | "large"
  | "refused"
  | "disturbed";

/** Why an edit is over though nobody decided so. */
export function tellEnd(uri: vscode.Uri, why: EndReason): void {
  const name = nameOf(uri);
  const sentences = {
    changed: vscode.l10n.t("These lines of {0} were changed meanwhile. Nothing was applied.", name),
    taken: vscode.l10n.t("Another edit of these lines in {0} is pending. Keep or undo it first.", name),
    closed: vscode.l10n.t("{0} was closed, so the edit was stopped. Nothing was changed.", name),
    cell: vscode.l10n.t("A cell of {0} is no longer there. Its pending edit was dropped.", name),
    large: vscode.l10n.t(
      "A pending edit of {0} was too large to be remembered. The document stays as it is.",
      name,
    ),
    deleted: vscode.l10n.t("{0} was deleted. Its pending edit was dropped.", name),
    lost: vscode.l10n.t(
      "The pending edit of {0} could not be found again: its text has changed since. Nothing was changed.",
      name,
    ),
    refused: vscode.l10n.t("{0} cannot be changed. Nothing was applied.", name),
    disturbed: vscode.l10n.t(
      "Something else changed {0} at the same time. The edit was undone; try it again.",
      name,
    ),
  };
  void vscode.window.showWarningMessage(sentences[why]);
}

/** Says that an edit waits for its document to be there again. */
export function tellUnreachable(uri: vscode.Uri): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t("{0} cannot be opened now. Its pending edit waits.", nameOf(uri)),
  );
}

/** An edit was under way when the window closed. True: do it now. */
export async function askAboutInterrupted(uri: vscode.Uri): Promise<boolean> {
  const again = vscode.l10n.t("Try Again");
  const sentence = vscode.l10n.t(
    "The window closed while Claude was writing an edit of {0}. The file was not changed.",
    nameOf(uri),
  );
  return (await vscode.window.showInformationMessage(sentence, again)) === again;
}

/**
 * Asks before anything risky enters a document; Enter presses no button that lets it in.
 * @param above how many lines of the document stand above the edit
 */
export async function consents(
  uri: vscode.Uri,
  risks: readonly EditRisk[],
  above: number,
): Promise<"apply" | "diff" | undefined> {
  const diff = vscode.l10n.t("Show Diff");
  const apply = vscode.l10n.t("Apply Anyway");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Check this edit of {0} before it is made.", nameOf(uri)),
    { modal: true, detail: risks.map((risk) => riskSentence(risk, above)).join("\n") },
    diff,
    apply,
  );
  return chosen === apply ? "apply" : chosen === diff ? "diff" : undefined;
}

function nameOf(uri: vscode.Uri): string {
  return quotedInMessage(baseName(uri));
}

const longestQuote = 300;

function shortened(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
}

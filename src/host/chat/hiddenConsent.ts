import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import {
  addCounts,
  countHidden,
  type HiddenCounts,
  needConsent,
  textOfTags,
  withoutHidden,
} from "../../core/hiddenText";
import { hiddenCountWords, hiddenKindWords } from "../../core/hiddenWords";

/** What becomes of a question and its attachments before they are sent. */
export interface FormToSend {
  readonly text: (text: string) => string;
  readonly context: (items: readonly ContextItem[]) => readonly ContextItem[];
}

const asItIs: FormToSend = { text: (text) => text, context: (items) => items };

const withoutThem: FormToSend = {
  text: withoutHidden,
  context: (items) =>
    items.map((item) => {
      const text = withoutHidden(item.text);
      const fileName = withoutHidden(item.fileName);
      return text === item.text && fileName === item.fileName ? item : { ...item, text, fileName };
    }),
};

const longestSpelled = 500;

/**
 * The form in which a question may be sent. The person is asked where it holds characters that hide a text or its order;
 * undefined when they want neither form sent.
 * @param name what the person is told that the text is
 */
export async function formToSend(
  text: string,
  context: readonly ContextItem[],
  name = vscode.l10n.t("Your message"),
): Promise<FormToSend | undefined> {
  const places = [
    { name, text },
    ...context.map(({ fileName, text: held }) => ({
      name: withoutHidden(fileName),
      // Claude is told the name as well.
      text: `${fileName}\n${held}`,
    })),
  ]
    .map((place) => ({ ...place, counts: countHidden(place.text) }))
    .filter(({ counts }) => needConsent(counts));
  if (places.length === 0) {
    return asItIs;
  }
  const remove = vscode.l10n.t("Remove Them and Send");
  const send = vscode.l10n.t("Send as It Is");
  const all = addCounts(places.map(({ counts }) => counts));
  const spelled = places.map((place) => textOfTags(place.text, longestSpelled)).join("");
  const details = [
    ...places.map((place) => `${place.name}: ${kinds(place.counts)}`),
    ...(spelled === "" ? [] : [vscode.l10n.t("They spell: {0}", spelled.slice(0, longestSpelled))]),
    vscode.l10n.t("Claude reads them, and you cannot see them."),
  ];
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Send {0}?", hiddenCountWords(all, vscode.l10n, vscode.env.language)),
    { modal: true, detail: details.join("\n") },
    remove,
    send,
  );
  return chosen === remove ? withoutThem : chosen === send ? asItIs : undefined;
}

function kinds(counts: HiddenCounts): string {
  return hiddenKindWords(counts, vscode.l10n, vscode.env.language);
}

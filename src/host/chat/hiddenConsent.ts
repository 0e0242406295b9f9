import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { UserTurn } from "../../core/conversation";
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
  /** Whether a dialog was shown, which took the focus. */
  readonly wasAsked: boolean;
  readonly text: (text: string) => string;
  readonly context: (items: readonly ContextItem[]) => readonly ContextItem[];
}

const asItIs: FormToSend = { wasAsked: false, text: (text) => text, context: (items) => items };

const withoutThem: FormToSend = {
  wasAsked: true,
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
  const places = placesIn(text, context, name);
  if (places.length === 0) {
    return asItIs;
  }
  const remove = vscode.l10n.t("Remove Them and Send");
  const send = vscode.l10n.t("Send as They Are");
  const chosen = await ask(places, remove, send);
  return chosen === remove ? withoutThem : chosen === send ? { ...asItIs, wasAsked: true } : undefined;
}

/**
 * Whether a question may go out once more as it is. The person is asked as for a new one: what was attached to it may have
 * been read again since, and it may be from a time when nobody was asked.
 */
export async function maySendAgain({ text, context }: Question): Promise<boolean> {
  const places = placesIn(text, context, vscode.l10n.t("Your message"));
  const send = vscode.l10n.t("Send as They Are");
  return places.length === 0 || (await ask(places, send)) === send;
}

type Question = Pick<UserTurn, "text" | "context">;

interface Place {
  readonly name: string;
  readonly text: string;
  readonly counts: HiddenCounts;
}

/** Where there is something that is sent only with the person's consent. */
function placesIn(text: string, context: readonly ContextItem[], name: string): readonly Place[] {
  return [
    { name, text },
    ...context.map(({ fileName, text: held }) => ({
      name: withoutHidden(fileName),
      // Claude is told the name as well.
      text: `${fileName}\n${held}`,
    })),
  ]
    .map((place) => ({ ...place, counts: countHidden(place.text) }))
    .filter(({ counts }) => needConsent(counts));
}

function ask(places: readonly Place[], ...buttons: readonly string[]): Thenable<string | undefined> {
  const all = addCounts(places.map(({ counts }) => counts));
  const details = [
    ...places.map((place) => placeWords(place.name, place.counts, textOfTags(place.text, longestSpelled))),
    vscode.l10n.t("Claude reads them, and you cannot see them."),
  ];
  return vscode.window.showWarningMessage(
    vscode.l10n.t("Send {0}?", hiddenCountWords(all, vscode.l10n, vscode.env.language)),
    { modal: true, detail: details.join("\n") },
    ...buttons,
  );
}

function placeWords(name: string, counts: HiddenCounts, spelled: string): string {
  const kinds = hiddenKindWords(counts, vscode.l10n, vscode.env.language);
  return spelled === ""
    ? vscode.l10n.t("{0}: {1}", name, kinds)
    : vscode.l10n.t("{0}: {1}. They spell “{2}”.", name, kinds, spelled.slice(0, longestSpelled));
}

import * as vscode from "vscode";

import type { EditRisk } from "../../core/editRisk";
import { quotedInMessage } from "../../core/plainText";

/** More would be a list rather than a sentence. */
const mostNamed = 5;
const longestText = 80;

/**
 * What a person is told of a risk, as one or two sentences. Lines count from 1, in the document.
 * @param above how many lines of the document stand above the proposal
 */
export function riskSentence(risk: EditRisk, above = 0): string {
  switch (risk.kind) {
    case "hidden":
      return hiddenSentence(risk.characters.map(({ line, code }) => ({ line: line + above, code })));
    case "runsCode":
      return vscode.l10n.t(
        "VS Code or other tools may run what {0} says, without asking.",
        shown(risk.fileName),
      );
    case "deletes":
      return vscode.l10n.t("{0} of {1} lines are deleted.", risk.removed, risk.of);
    case "elides":
      return vscode.l10n.t("Line {0} seems to leave code out: {1}", risk.line + above + 1, shown(risk.text));
    case "encoding":
      return vscode.l10n.t(
        "Line {0} has {1}, which the encoding of this file ({2}) cannot hold. Saving would lose it.",
        risk.line + above + 1,
        characterName(risk.character.codePointAt(0) ?? 0, risk.character),
        risk.encoding,
      );
  }
}

function hiddenSentence(characters: readonly { readonly line: number; readonly code: number }[]): string {
  const [first] = characters;
  if (characters.length === 1 && first !== undefined) {
    return vscode.l10n.t("Line {0} has an invisible character: {1}.", first.line + 1, codeName(first.code));
  }
  const names = new Set(characters.map(({ code }) => codeName(code)));
  const lines = new Set(characters.map(({ line }) => line + 1));
  return vscode.l10n.t(
    "{0} invisible characters: {1} (line or lines {2}).",
    characters.length,
    listOf([...names]),
    listOf([...lines].map(String)),
  );
}

function listOf(names: readonly string[]): string {
  const list = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? `${list}, …` : list;
}

function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function characterName(code: number, character: string): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${character} (${codeName(code)})` : codeName(code);
}

function shown(text: string): string {
  const plain = quotedInMessage(text.replace(/\s+/g, " "));
  return plain.length > longestText ? `${plain.slice(0, longestText)}…` : plain;
}

import * as l10n from "./l10n";
import { hiddenParts, isSuspect, textOfTags } from "../core/hiddenText";

/** The rest of a longer text is drawn without marks: they are elements, and too many would hold up the page. */
const mostMarks = 500;
const mostNamed = 3;

/**
 * A text to be drawn, in which every hidden character has a mark that can be seen. The marks hold the very characters,
 * so that what is copied, found or quoted is the text as it is.
 */
export function withMarks(text: string): Text | HTMLElement {
  if (!isSuspect(text)) {
    return document.createTextNode(text);
  }
  const parts = hiddenParts(text, mostMarks);
  if (!parts.some(({ isHidden }) => isHidden)) {
    return document.createTextNode(text);
  }
  const holder = document.createElement("span");
  holder.append(...parts.map((part) => (part.isHidden ? markOf(part.text) : part.text)));
  return holder;
}

/** Characters in a row have one mark. What it says is drawn by the style sheet, and so is no part of the text. */
function markOf(run: string): HTMLElement {
  const codes = Array.from(run).map(codeName);
  const names = codes.slice(0, mostNamed).join(" ");
  const name = codes.length > mostNamed ? `${names} … ×${codes.length}` : names;
  const spelled = textOfTags(run);
  const mark = document.createElement("span");
  mark.className = "hidden-character";
  mark.dataset["code"] = name;
  mark.title =
    spelled === "" ? l10n.t("Hidden: {0}", name) : l10n.t("Hidden: {0}. It spells “{1}”.", name, spelled);
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", mark.title);
  mark.append(run);
  return mark;
}

function codeName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

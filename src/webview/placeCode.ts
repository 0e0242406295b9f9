import * as l10n from "./l10n";
import { longestMessageText, type ToHost } from "../core/protocol";
import type { CodeClick } from "./codeHeader";

const copiedMilliseconds = 2000;

/** Asks the host to do with a code block what was clicked; a copy is confirmed where it was asked for. */
export function placeCode(
  { action, button, text, language, fileName, answerId }: CodeClick,
  post: (message: ToHost) => void,
  announce: (words: string) => void,
): void {
  if (action !== "copy") {
    post({ type: "code", action, text, language, fileName, answerId });
    return;
  }
  post({ type: "copy", text: text.slice(0, longestMessageText) });
  announce(l10n.t("Copied"));
  button.classList.add("copied");
  button.title = l10n.t("Copied");
  setTimeout(() => {
    button.classList.remove("copied");
    button.title = l10n.t("Copy");
  }, copiedMilliseconds);
}

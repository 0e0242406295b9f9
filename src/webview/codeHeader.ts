import * as l10n from "./l10n";
import type { CodeAction } from "../core/protocol";
import { withMarks } from "./hiddenMarks";
import type { CodeLabel } from "./namedFile";

const longestLanguage = 100;

/** What is clicked in a code block's header: to copy is the page's own business, the rest the host does. */
export interface CodeClick extends CodeLabel {
  readonly action: CodeAction | "copy";
  readonly button: HTMLElement;
  /** As it was written, without the last line's end. */
  readonly text: string;
  /** The answer that the code stands in. */
  readonly answerId: string;
}

/** The row above a code block: what it is, and what can be done with it. A formula can only be copied. */
export class CodeHeader {
  readonly element = document.createElement("div");
  readonly #name = document.createElement("span");
  readonly #language: string;

  constructor(label: CodeLabel) {
    this.#language = label.language;
    this.#name.className = "code-name";
    this.element.className = "code-header";
    const isFormula = label.language === "latex" || label.language === "mermaid";
    const actions = document.createElement("span");
    actions.className = "code-actions";
    actions.append(
      ...(isFormula
        ? []
        : [
            actionButton("apply-code", "git-pull-request-go-to-changes", l10n.t("Apply"), l10n.t("Apply")),
            actionButton("insert-code", "insert", l10n.t("Insert at Cursor"), l10n.t("Insert at Cursor")),
            actionButton("new-file-code", "new-file", l10n.t("New File"), l10n.t("New File")),
          ]),
      actionButton("copy-code", "copy", l10n.t("Copy"), l10n.t("Copy code")),
    );
    this.element.append(this.#name, actions);
    this.show(label.fileName);
  }

  /** Shows the language, and the file once that is known. */
  show(fileName: string): void {
    const language = span("code-language", this.#language);
    if (fileName === "") {
      this.#name.replaceChildren(language);
      return;
    }
    const nameStart = Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1;
    const file = span("code-file", "");
    file.dir = "ltr";
    file.title = fileName;
    // A long path is cut in its folders; the name stays.
    file.append(
      span("code-folder", fileName.slice(0, nameStart)),
      span("code-base", fileName.slice(nameStart)),
    );
    this.#name.replaceChildren(file, language);
  }
}

/** What was clicked, when that is a button of a code block. */
export function codeClick(target: EventTarget | null): CodeClick | undefined {
  const button = target instanceof Element ? target.closest(".code-actions > button") : null;
  const block = button?.closest(".code-block");
  if (!(button instanceof HTMLElement) || !block) {
    return undefined;
  }
  const turn = button.closest("[data-turn]");
  return {
    action: actionOf(button),
    button,
    ...codeOf(block),
    answerId: turn?.getAttribute("data-turn") ?? "",
  };
}

/** What a drawn code block holds, as it was written, without the last line's end. */
export function codeOf(block: Element): CodeLabel & { readonly text: string } {
  return {
    text: (block.querySelector("pre")?.textContent ?? "").replace(/\n$/, ""),
    language: (block.querySelector(".code-language")?.textContent ?? "").slice(0, longestLanguage),
    fileName: block.querySelector(".code-file")?.textContent ?? "",
  };
}

function actionOf(button: Element): CodeClick["action"] {
  switch (button.classList.item(1)) {
    case "apply-code":
      return "apply";
    case "insert-code":
      return "insert";
    case "new-file-code":
      return "newFile";
    default:
      return "copy";
  }
}

function actionButton(className: string, iconName: string, title: string, name: string): HTMLElement {
  const icon = span(`codicon codicon-${iconName}`, "");
  icon.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = `icon-button ${className}`;
  button.title = title;
  button.setAttribute("aria-label", name);
  button.append(icon);
  return button;
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.append(withMarks(text));
  return element;
}

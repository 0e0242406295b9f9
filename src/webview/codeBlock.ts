import * as l10n from "@vscode/l10n";
import type { CodeLine } from "./blocks";

const linesPerGroup = 40;
const longestTextNode = 4096;

/**
 * A code block that grows by lines: what is there is never touched again, whatever its length. Lines are kept in groups
 * so that the browser can leave out those that are not in sight.
 */
export class CodeBlock {
  readonly element: HTMLElement;
  readonly #code: HTMLElement;
  #group: HTMLElement | undefined;
  #linesInGroup = 0;
  #drawn = 0;
  /** The line still being written. */
  #partial: Text | undefined;
  #partialText = "";

  constructor(language: string) {
    this.#code = document.createElement("code");
    const scroller = document.createElement("pre");
    scroller.tabIndex = 0;
    scroller.dir = "ltr";
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", language === "" ? l10n.t("Code") : l10n.t("Code, {0}", language));
    scroller.append(this.#code);
    this.element = document.createElement("div");
    this.element.className = "code-block";
    this.element.append(codeHeader(language), scroller);
  }

  /** Shows these lines, of which those drawn before must be the beginning, and then the line being written. */
  update(lines: readonly CodeLine[], partial: string): void {
    if (this.#drawn < lines.length) {
      this.#partial?.remove();
      this.#partial = undefined;
      this.#partialText = "";
    }
    for (; this.#drawn < lines.length; this.#drawn += 1) {
      const line = lines[this.#drawn];
      const endsHere = lines[this.#drawn + 1]?.continues !== true;
      if (line) {
        this.#append(line.text + (endsHere ? "\n" : ""), !line.continues);
      }
    }
    if (partial === this.#partialText) {
      return;
    }
    const grows = partial.startsWith(this.#partialText);
    if (this.#partial && grows && this.#partial.length < longestTextNode) {
      this.#partial.appendData(partial.slice(this.#partialText.length));
    } else {
      this.#partial?.remove();
      this.#partial = this.#append(partial, false);
    }
    this.#partialText = partial;
  }

  #append(text: string, isNewLine: boolean): Text {
    if (!this.#group || (isNewLine && this.#linesInGroup >= linesPerGroup)) {
      this.#group = document.createElement("span");
      this.#group.className = "code-lines";
      this.#code.append(this.#group);
      this.#linesInGroup = 0;
    }
    this.#linesInGroup += isNewLine ? 1 : 0;
    const node = document.createTextNode(text);
    this.#group.append(node);
    return node;
  }
}

/** A code block of text that is there as a whole. */
export function codeBlockElement(language: string, text: string): HTMLElement {
  const block = new CodeBlock(language);
  block.update(
    text.split("\n").map((line) => ({ text: line, continues: false })),
    "",
  );
  return block.element;
}

/** The code to copy when that is what was clicked: as written, without the last line's end. */
export function codeToCopy(
  target: EventTarget | null,
): { readonly button: HTMLElement; readonly text: string } | undefined {
  const button = target instanceof Element ? target.closest(".copy-code") : null;
  const text = button?.closest(".code-block")?.querySelector("pre")?.textContent;
  return button instanceof HTMLElement && typeof text === "string"
    ? { button, text: text.replace(/\n$/, "") }
    : undefined;
}

function codeHeader(language: string): HTMLElement {
  const label = document.createElement("span");
  label.className = "code-language";
  label.textContent = language;
  const icon = document.createElement("span");
  icon.className = "codicon codicon-copy";
  icon.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button copy-code";
  button.title = l10n.t("Copy");
  button.setAttribute("aria-label", l10n.t("Copy code"));
  button.append(icon);
  const header = document.createElement("div");
  header.className = "code-header";
  header.append(label, button);
  return header;
}

import * as l10n from "./l10n";
import { type CodeLine, longestLine } from "./blocks";
import { CodeHeader } from "./codeHeader";
import { isSuspect } from "../core/hiddenText";
import { foldButton } from "./folding";
import { withMarks } from "./hiddenMarks";
import { type CodeLabel, fileNameInComment } from "./namedFile";

const linesPerGroup = 40;
/** Longer blocks can be folded; a folded one shows `foldedLines` (the style sheet knows them too). */
const longestUnfolded = 25;
const foldedLines = 20;
const longestTextNode = 4096;
/** A joiner is hidden or not by what comes behind it, which may not be there yet. */
const longestExcuse = 8;

/**
 * A code block that grows by lines: what is there is never touched again, whatever its length. Lines are kept in groups
 * so that the browser can leave out those that are not in sight.
 */
export class CodeBlock {
  readonly element: HTMLElement;
  readonly #code: HTMLElement;
  readonly #scroller = document.createElement("pre");
  readonly #header: CodeHeader;
  #label: CodeLabel;
  #lineCount = 0;
  #group: HTMLElement | undefined;
  #linesInGroup = 0;
  #hasMarks = false;
  #drawn = 0;
  /** The line still being written. */
  #partial: Text | HTMLElement | undefined;
  #partialText = "";

  constructor(label: CodeLabel) {
    this.#label = label;
    this.#header = new CodeHeader(label);
    this.#code = document.createElement("code");
    this.#scroller.tabIndex = 0;
    this.#scroller.dir = "ltr";
    this.#scroller.setAttribute("role", "group");
    this.#scroller.append(this.#code);
    this.#nameScroller();
    this.element = document.createElement("div");
    this.element.className = "code-block";
    this.element.append(this.#header.element, this.#scroller);
  }

  /** Shows these lines, of which those drawn before must be the beginning, and then the line being written. */
  update(lines: readonly CodeLine[], partial: string): void {
    this.#draw(lines, partial);
    // Its lines wrap from now on: what hides must not be where one has to scroll to. Of the line being written only as
    // long as it does: a part of a joined emoji seems hidden until the rest is there.
    const isMarked = this.#hasMarks || this.#partial instanceof HTMLElement;
    this.element.classList.toggle("with-marks", isMarked);
  }

  #draw(lines: readonly CodeLine[], partial: string): void {
    if (this.#drawn < lines.length) {
      this.#partial?.remove();
      this.#partial = undefined;
      this.#partialText = "";
    }
    for (; this.#drawn < lines.length; this.#drawn += 1) {
      const line = lines[this.#drawn];
      const endsHere = lines[this.#drawn + 1]?.continues !== true;
      if (line) {
        const node = this.#append(line.text + (endsHere ? "\n" : ""), !line.continues);
        this.#hasMarks ||= node instanceof HTMLElement;
        this.#lineCount += line.continues ? 0 : 1;
        if (this.#drawn === 0 && line.text.length < longestLine) {
          this.#readFirstLine(line.text);
        }
      }
    }
    if (partial === this.#partialText) {
      return;
    }
    const grows = partial.startsWith(this.#partialText);
    const more = partial.slice(this.#partialText.length);
    const partialNode = this.#partial;
    if (
      partialNode instanceof Text &&
      grows &&
      partialNode.length < longestTextNode &&
      !isSuspect(more) &&
      !isSuspect(this.#partialText.slice(-longestExcuse))
    ) {
      partialNode.appendData(more);
    } else {
      this.#partial?.remove();
      this.#partial = this.#append(partial, false);
    }
    this.#partialText = partial;
  }

  /** No more lines will come: a long block can be folded from now on, and with `folds` it is. */
  finish(folds: boolean): void {
    if (this.#lineCount === 0) {
      // It held only what turned out to be no line of the code.
      this.#group?.remove();
    }
    if (this.#lineCount > longestUnfolded) {
      this.element.classList.add("foldable");
      this.element.classList.toggle("folded", folds);
      const hidden = this.#lineCount - foldedLines;
      this.element.append(foldButton(l10n.t("Show {0} more lines", hidden), l10n.t("Show fewer lines")));
    }
  }

  /** The first line may be a comment that names the file. */
  #readFirstLine(line: string): void {
    const fileName = fileNameInComment(line);
    if (this.#label.fileName === "" && fileName !== "") {
      this.#label = { ...this.#label, fileName };
      this.#header.show(fileName);
      this.#nameScroller();
    }
  }

  #nameScroller(): void {
    const { language, fileName } = this.#label;
    const name = fileName === "" ? language : fileName;
    this.#scroller.setAttribute("aria-label", name === "" ? l10n.t("Code") : l10n.t("Code, {0}", name));
  }

  #append(text: string, isNewLine: boolean): Text | HTMLElement {
    if (!this.#group || (isNewLine && this.#linesInGroup >= linesPerGroup)) {
      this.#group = document.createElement("span");
      this.#group.className = "code-lines";
      this.#code.append(this.#group);
      this.#linesInGroup = 0;
    }
    this.#linesInGroup += isNewLine ? 1 : 0;
    const node = withMarks(text);
    this.#group.append(node);
    return node;
  }
}

/** A code block of text that is there as a whole. */
export function codeBlockElement(label: CodeLabel, text: string, folds: boolean): HTMLElement {
  const block = new CodeBlock(label);
  block.update(
    text.split("\n").map((line) => ({ text: line, continues: false })),
    "",
  );
  block.finish(folds);
  return block.element;
}

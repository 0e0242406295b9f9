import { type Block, longestLine } from "./blocks";
import { BlockScanner } from "./blockScanner";
import { CodeBlock } from "./codeBlock";
import { type Drawn, drawBlock, erase, labelBelow, mayDefine, sameBlock, Sections } from "./drawing";
import { beginsHtml, beginsTable, type Definitions, interruptsAsHtml, noDefinitions } from "./lexing";

/** The beginning of a line that may yet turn out to be a marker; it is not shown before that is known. */
const undecided = /^(?:`{1,2}|`{3,}[^`]*|~{3,}.*|[-*+_=#>|:~\- \t]+|\d{1,9}[.)]?|\|.*|\${1,2}|\\\[?)$/;

/**
 * Markdown that is drawn while it is being written. Ended blocks are never touched again; only the last one is lexed
 * and drawn anew. Work is done in slices, so that no length of text holds up the page.
 */
export class MarkdownView {
  readonly element: HTMLElement = document.createElement("div");
  #sections = new Sections(this.element);
  #text = "";
  #isWhole = false;
  /** What was read while it was being written is not folded under the reader. */
  #folds = true;
  #scanner = new BlockScanner({ beginsTable, beginsHtml, interruptsAsHtml });
  /** Where the first line that was not scanned yet begins. */
  #position = 0;
  #continues = false;
  #isFinished = false;
  #definitions = noDefinitions();
  /** How many ended blocks there were when the last definition was found. */
  #definedBefore = 0;
  #redrawn: { readonly sections: Sections; readonly drawn: Drawn[] } | undefined;
  #done: Drawn[] = [];
  #tail: Drawn[] = [];
  #fence: { readonly block: Block; readonly view: CodeBlock } | undefined;
  #tailText = "";
  #tailCost = 0;
  #tailDrawnAt = 0;

  /** @param finished called with elements that will not change any more, but for what is drawn once more at the end */
  constructor(private readonly finished: (elements: readonly Element[]) => void = () => undefined) {
    this.element.className = "markdown";
  }

  /** Sets the text so far and whether it is all of it. Text that does not go on with the old starts over. */
  update(text: string, isWhole: boolean): void {
    if (!text.startsWith(this.#text) || (this.#isFinished && text !== this.#text)) {
      this.#reset();
    }
    this.#text = text;
    this.#isWhole = isWhole;
    this.#folds &&= isWhole;
  }

  /** Draws until the deadline (`performance.now()` time); returns whether something is left to do. */
  work(deadline: number): boolean {
    if (this.#isFinished) {
      return false;
    }
    while (this.#scanLine()) {
      if (performance.now() > deadline) {
        this.#drawFence("");
        return true;
      }
    }
    if (!this.#isWhole) {
      return this.#drawTail();
    }
    this.#scanner.end();
    this.#drawDone();
    this.#eraseTail();
    this.#sections.prune();
    this.#isFinished = this.#resolveForwardReferences(deadline);
    return !this.#isFinished;
  }

  /** Scans one whole line, if there is one, and draws the blocks it ended. */
  #scanLine(): boolean {
    const text = this.#text;
    let end = lineEnd(text, this.#position);
    const isLong = end - this.#position > longestLine;
    if (isLong) {
      end = this.#position + longestLine;
      end -= isLowSurrogate(text, end) ? 1 : 0;
    } else if (end === text.length ? !this.#isWhole || this.#position === end : false) {
      return false;
    } else if (text[end] === "\r" && end + 1 === text.length && !this.#isWhole) {
      // Whether a line feed belongs to it is not known yet.
      return false;
    }
    this.#scanner.line(text.slice(this.#position, end), this.#continues);
    this.#continues = isLong;
    this.#position = isLong ? end : end + (text.startsWith("\r\n", end) ? 2 : 1);
    this.#position = Math.min(this.#position, text.length);
    this.#drawDone();
    return true;
  }

  #drawDone(): void {
    for (const block of this.#scanner.takeDone()) {
      this.#drawEnded(block);
      this.finished(this.#done.at(-1)?.elements ?? []);
    }
  }

  #drawEnded(block: Block): void {
    if (this.#fence && block.kind === "fence") {
      this.#fence.view.update(block.lines, "");
      this.#fence.view.finish(this.#folds);
      this.#done.push({ block, elements: [this.#fence.view.element], open: undefined });
      this.#fence = undefined;
      return;
    }
    const [drawn] = this.#tail;
    if (drawn && sameBlock(drawn.block, block) && !mayDefine(block)) {
      this.#tail.shift();
      this.#eraseTail();
      this.#done.push(drawn);
      return;
    }
    this.#eraseTail();
    const before = Object.keys(this.#definitions).length;
    this.#done.push(
      drawBlock(
        block,
        this.#done.at(-1),
        this.#sections.at(this.#done.length),
        this.#definitions,
        this.#folds,
      ),
    );
    if (Object.keys(this.#definitions).length > before) {
      this.#definedBefore = this.#done.length;
    }
  }

  /** Draws the block being written. Expensive ones are drawn less often, so that they never take most of the time. */
  #drawTail(): boolean {
    const partial = this.#text.slice(this.#position).replace(/\r$/, "");
    if (this.#scanner.open?.kind === "fence") {
      const shown = this.#scanner.shownInFence(partial, this.#continues);
      this.#drawFence(shown);
      return false;
    }
    const open = this.#scanner.open;
    const tailText = `${this.#done.length}:${this.#position}:${partial}`;
    if (tailText === this.#tailText) {
      return false;
    }
    const now = performance.now();
    if (this.#tailCost > 4 && now - this.#tailDrawnAt < this.#tailCost * 3) {
      return true;
    }
    const isUndecided = partial === "" || undecided.test(partial.trim());
    let blocks = isUndecided ? (open ? [open] : []) : this.#scanner.preview(partial);
    if (isUndecided && open?.kind === "flow" && /^ {0,3}\|[^\n]*$/.test(open.text)) {
      blocks = [];
    }
    this.#showTail(blocks);
    this.#tailText = tailText;
    this.#tailDrawnAt = performance.now();
    this.#tailCost = this.#tailDrawnAt - now;
    return false;
  }

  #showTail(blocks: readonly Block[]): void {
    let same = 0;
    while (same < this.#tail.length && sameBlock(this.#tail[same]?.block, blocks[same])) {
      same += 1;
    }
    for (const drawn of this.#tail.splice(same)) {
      erase(drawn);
    }
    for (const block of blocks.slice(same)) {
      const definitions: Definitions = Object.assign(noDefinitions(), this.#definitions);
      const append = this.#sections.at(this.#done.length + this.#tail.length);
      this.#tail.push(
        drawBlock({ ...block }, this.#tail.at(-1) ?? this.#done.at(-1), append, definitions, this.#folds),
      );
    }
  }

  #drawFence(partial: string): void {
    const block = this.#scanner.open;
    if (block?.kind !== "fence") {
      return;
    }
    if (this.#fence?.block !== block) {
      this.#eraseTail();
      this.#fence = { block, view: new CodeBlock(labelBelow(block.label, this.#done.at(-1)?.block)) };
      this.#sections.at(this.#done.length)([this.#fence.view.element]);
    }
    this.#fence.view.update(block.lines, partial);
  }

  #eraseTail(): void {
    for (const drawn of this.#tail.splice(0)) {
      erase(drawn);
    }
    this.#tailText = "";
  }

  /** A reference may stand before its definition: with all of them known, everything is drawn once more. */
  #resolveForwardReferences(deadline: number): boolean {
    const earlier = this.#done.slice(0, this.#definedBefore);
    if (!earlier.some(({ block }) => block.kind !== "fence" && /\[[\s\S]*\]/.test(block.text))) {
      return true;
    }
    this.#redrawn ??= { sections: new Sections(document.createElement("div")), drawn: [] };
    const { sections, drawn } = this.#redrawn;
    while (drawn.length < this.#done.length) {
      const next = this.#done[drawn.length];
      if (performance.now() > deadline) {
        return false;
      }
      if (next) {
        drawn.push(
          drawBlock(next.block, drawn.at(-1), sections.at(drawn.length), this.#definitions, this.#folds),
        );
      }
    }
    this.#done = drawn;
    this.element.replaceChildren(...sections.root.childNodes);
    this.finished([this.element]);
    return true;
  }

  #reset(): void {
    this.element.replaceChildren();
    this.#sections = new Sections(this.element);
    this.#scanner = new BlockScanner({ beginsTable, beginsHtml, interruptsAsHtml });
    this.#position = 0;
    this.#continues = false;
    this.#isFinished = false;
    this.#folds = true;
    this.#definitions = noDefinitions();
    this.#definedBefore = 0;
    this.#redrawn = undefined;
    this.#done = [];
    this.#tail = [];
    this.#fence = undefined;
    this.#tailText = "";
    this.#tailCost = 0;
  }
}

/** Where the line that begins at `from` ends, or the end of what is there; looks no further than a line may be long. */
function lineEnd(text: string, from: number): number {
  const ahead = text.slice(from, from + longestLine + 1);
  const end = ahead.search(/[\r\n]/);
  return from + (end === -1 ? ahead.length : end);
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc_00 && code <= 0xdf_ff;
}

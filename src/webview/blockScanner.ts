import {
  type Block,
  type BlockQuestions,
  copied,
  fencePartial,
  itemBegun,
  longestFlow,
  longestItem,
  longestRows,
  mathEnded,
  type ScannerState,
  takeFenceLine,
} from "./blocks";
import { begun } from "./blockStart";
import {
  bullet,
  columns,
  delimiterRow,
  fenceStart,
  heading,
  indented,
  interrupts,
  quote,
  rule,
  underline,
} from "./lineForms";

/**
 * Cuts Markdown into blocks line by line, as it comes. Where a block ends depends on the lines alone, never on how they
 * were cut into pieces on the way, so that a streamed answer and one drawn at once have the same blocks.
 */
export class BlockScanner {
  readonly #ask: BlockQuestions;
  readonly #done: Block[] = [];
  #state: ScannerState = { type: "between" };

  constructor(ask: BlockQuestions) {
    this.#ask = ask;
  }

  /** Takes one line without its end. */
  line(line: string, continues: boolean): void {
    const state = this.#state;
    switch (state.type) {
      case "between":
        return this.#begin(line);
      case "flow":
        return this.#inFlow(state, line);
      case "item":
        return this.#inItem(state, line, continues);
      case "rows":
        return this.#inRows(state, line);
      case "fence":
        return this.#inFence(state, line, continues);
    }
  }

  /** The blocks that have ended since the last call, in order. */
  takeDone(): readonly Block[] {
    return this.#done.splice(0);
  }

  /** The block that can still grow. */
  get open(): Block | undefined {
    return this.#state.type === "between" ? undefined : this.#state.block;
  }

  /** What of a line still being written is certain to belong to the open fence. */
  shownInFence(partial: string, continues: boolean): string {
    return this.#state.type === "fence" ? fencePartial(this.#state, partial, continues) : partial;
  }

  end(): void {
    this.#close();
  }

  /** What the open block, and those after it, would be if this were the next line and the last. */
  preview(line: string): readonly Block[] {
    const copy = new BlockScanner(this.#ask);
    copy.#state = copied(this.#state);
    copy.line(line, false);
    if (copy.#state.type === "flow" && copy.#state.form === "math") {
      // Shown as the formula that it most likely becomes.
      copy.#done.push(mathEnded(copy.#state.block.text, ""));
      copy.#state = { type: "between" };
    }
    copy.end();
    return copy.takeDone();
  }

  #close(): void {
    if (this.#state.type !== "between") {
      this.#done.push(this.#state.block);
      this.#state = { type: "between" };
    }
  }

  #begin(line: string): void {
    const { state, done } = begun(line, this.#ask);
    this.#state = state;
    this.#done.push(...done);
  }

  #inFlow(state: ScannerState & { type: "flow" }, line: string): void {
    const append = (): void => {
      state.block.text += "\n".repeat(state.blanks + 1) + line;
      state.lastLine = line;
      state.blanks = 0;
    };
    if (state.block.text.length > longestFlow) {
      this.#close();
      return this.#begin(line);
    }
    if (state.form === "math") {
      const end = state.until?.exec(line);
      if (end) {
        this.#done.push(mathEnded(state.block.text, end[1] ?? ""));
        this.#state = { type: "between" };
      } else if (line.trim() === "" || fenceStart.test(line) || heading.test(line)) {
        this.#close();
        this.#begin(line);
      } else {
        append();
      }
      return;
    }
    if (state.until) {
      append();
      if (state.until.test(line)) {
        this.#close();
      }
      return;
    }
    if (line.trim() === "") {
      if (state.form === "code") {
        state.blanks += 1;
      } else {
        this.#close();
      }
      return;
    }
    if (state.form === "html" || (state.form === "code" && indented.test(line))) {
      return append();
    }
    if (state.form === "code") {
      this.#close();
      return this.#begin(line);
    }
    if (state.form === "text" && underline.test(line)) {
      append();
      return this.#close();
    }
    if (this.#interrupts(line) || (state.form === "text" && quote.test(line))) {
      this.#close();
      return this.#begin(line);
    }
    if (state.form === "text" && delimiterRow.test(line)) {
      const header = `${state.lastLine}\n${line}`;
      if (this.#ask.beginsTable(header)) {
        state.block.text = state.block.text.slice(0, -state.lastLine.length).trimEnd();
        if (state.block.text !== "") {
          this.#done.push(state.block);
        }
        this.#state = { type: "rows", block: { kind: "rows", text: "", header, joins: false } };
        return;
      }
    }
    append();
  }

  #inItem(state: ScannerState & { type: "item" }, line: string, continues: boolean): void {
    if (line.trim() === "") {
      state.blanks += 1;
      return;
    }
    const append = (): void => {
      state.block.text += "\n".repeat(state.blanks + 1) + line;
      state.blanks = 0;
      state.isEmpty = false;
    };
    if (continues) {
      return append();
    }
    const indent = columns(/^[ \t]*/.exec(line)?.[0] ?? "", 0);
    const endedEmpty = state.isEmpty && state.blanks > 0;
    if (indent >= state.contentColumn && !endedEmpty && state.block.text.length <= longestItem) {
      return append();
    }
    const item = rule.test(line) ? null : bullet.exec(line);
    if (item) {
      this.#close();
      this.#state = itemBegun(item, line, item[2]?.slice(-1) === state.marker);
      return;
    }
    if (
      state.blanks > 0 ||
      this.#interrupts(line) ||
      quote.test(line) ||
      state.block.text.length > longestItem
    ) {
      this.#close();
      return this.#begin(line);
    }
    append();
  }

  #inRows(state: ScannerState & { type: "rows" }, line: string): void {
    if (line.trim() === "" || this.#interrupts(line) || quote.test(line) || indented.test(line)) {
      this.#close();
      return this.#begin(line);
    }
    if (state.block.text.length > longestRows) {
      this.#done.push(state.block);
      state.block = { kind: "rows", text: "", header: state.block.header, joins: true };
    }
    state.block.text += (state.block.text === "" ? "" : "\n") + line;
  }

  #interrupts(line: string): boolean {
    return interrupts(line) || (/^ {0,3}</.test(line) && this.#ask.interruptsAsHtml(line));
  }

  #inFence(state: ScannerState & { type: "fence" }, line: string, continues: boolean): void {
    const place = takeFenceLine(state, line, continues);
    if (place !== "inside") {
      this.#close();
    }
    if (place === "after") {
      this.#begin(line);
    }
  }
}

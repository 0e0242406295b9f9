import { columns, fenceStart, heading, indented, longHtml, quote, withoutIndent } from "./lineForms";
import { type MathStart, mathStart } from "./math";
import { type CodeLabel, readFenceInfo } from "./namedFile";

/** A piece of Markdown that is lexed and drawn by itself; only the last one of a text can still change. */
export type Block =
  | { readonly kind: "flow"; text: string }
  /** One item of a top-level list; `joins` when it goes on with the list of the block before it. */
  | { readonly kind: "item"; text: string; readonly joins: boolean }
  /** Rows of a table, below `header` (two lines); `joins` when they go on with the table of the block before them. */
  | { readonly kind: "rows"; text: string; readonly header: string; readonly joins: boolean }
  | { readonly kind: "fence"; readonly label: CodeLabel; readonly lines: CodeLine[] };

/** `continues`: this text belongs to the line before it, which was too long to be kept in one piece. */
export interface CodeLine {
  readonly text: string;
  readonly continues: boolean;
}

/** No line is longer than this (UTF-16 units): it is cut, so that drawing one is always quick. */
export const longestLine = 8192;

/** Longer paragraphs and quotes are cut, for the same reason. */
export const longestFlow = 8192;

/** Longer list items are cut. */
export const longestItem = 32_768;

/** More rows than fit in this are drawn as several blocks. */
export const longestRows = 4096;

/** What only a Markdown lexer can say of a line. */
export interface BlockQuestions {
  /** Whether the two lines begin a table. */
  beginsTable(twoLines: string): boolean;
  /** Whether the line begins a block of raw HTML. */
  beginsHtml(line: string): boolean;
  /** Whether it does so even right below a paragraph. */
  interruptsAsHtml(line: string): boolean;
}

/** What the scanner is in the middle of. */
export type ScannerState =
  | { readonly type: "between" }
  | {
      readonly type: "flow";
      readonly block: Block & { kind: "flow" };
      readonly form: "text" | "quote" | "html" | "code" | "math";
      /** The HTML block goes on over blank lines until this is seen; a formula has to end with it. */
      readonly until: RegExp | undefined;
      lastLine: string;
      blanks: number;
    }
  | {
      readonly type: "item";
      readonly block: Block & { kind: "item" };
      readonly marker: string;
      readonly contentColumn: number;
      isEmpty: boolean;
      blanks: number;
    }
  | { readonly type: "rows"; block: Block & { kind: "rows" } }
  | {
      readonly type: "fence";
      readonly block: Block & { kind: "fence" };
      readonly indent: number;
      /** What the line holds before the end, as a group, belongs to the block. */
      readonly close: RegExp;
      readonly isMath: boolean;
    };

/** The state after the line that opens a fenced block. */
export function fenceBegun(found: RegExpExecArray): ScannerState {
  const [, indent = "", marks = "", information = ""] = found;
  const mark = marks.startsWith("~") ? "~" : "`";
  return {
    type: "fence",
    block: { kind: "fence", label: readFenceInfo(information), lines: [] },
    indent: indent.length,
    close: new RegExp(`^ {0,3}${mark}{${marks.length},}[ \\t]*$`),
    isMath: false,
  };
}

/** Takes a line after the first of a fenced block or a formula; tells whether it stood inside, ended it, or is no part of it. */
export function takeFenceLine(
  state: ScannerState & { type: "fence" },
  line: string,
  continues: boolean,
): "inside" | "end" | "after" {
  const end = continues ? null : state.close.exec(line);
  const last = end?.[1] ?? "";
  if (end === null && state.isMath && (fenceStart.test(line) || heading.test(line))) {
    return "after";
  }
  if (end === null || last.trim() !== "") {
    const text = end === null ? line : last;
    state.block.lines.push({ text: continues ? text : withoutIndent(text, state.indent), continues });
  }
  return end === null ? "inside" : "end";
}

/** What of a line still being written is certain to belong to the block. */
export function fencePartial(
  state: ScannerState & { type: "fence" },
  partial: string,
  continues: boolean,
): string {
  if (continues) {
    return partial;
  }
  if (state.isMath) {
    return partial.replace(/(?:\$|\$\$|\\|\\\])[ \t]*[.,;:]?[ \t]*$/, "");
  }
  return /^ {0,3}[`~]+[ \t]*$/.test(partial) ? "" : withoutIndent(partial, state.indent);
}

/** The state after a line that opens a formula and does not close it. */
export function mathBegun(start: Exclude<MathStart, { type: "whole" }>, line: string): ScannerState {
  if (start.type === "open") {
    return { type: "fence", block: mathBlock([]), indent: 0, close: start.end, isMath: true };
  }
  const block: Block & { kind: "flow" } = { kind: "flow", text: line };
  return { type: "flow", block, form: "math", until: start.end, lastLine: line, blanks: 0 };
}

/** The formula that began as a flow of these lines and ends with `last`, which comes without its end mark. */
export function mathEnded(text: string, last: string): Block {
  const [first = "", ...others] = text.split("\n");
  const start = mathStart(first);
  const lines = [start?.type === "perhaps" ? start.text : first, ...others, last];
  return mathBlock(lines.filter((line) => line.trim() !== ""));
}

/** A formula is shown as its source, as any other code. */
export function mathBlock(lines: readonly string[]): Block & { kind: "fence" } {
  return {
    kind: "fence",
    label: { language: "latex", fileName: "" },
    lines: lines.map((text) => ({ text, continues: false })),
  };
}

/** The state after the first line of anything that has no state of its own. */
export function flowBegun(line: string, isHtml: boolean): ScannerState & { type: "flow" } {
  return {
    type: "flow",
    block: { kind: "flow", text: line },
    form: quote.test(line) ? "quote" : isHtml ? "html" : indented.test(line) ? "code" : "text",
    until: isHtml ? longHtml.find(([start]) => start.test(line))?.[1] : undefined,
    lastLine: line,
    blanks: 0,
  };
}

/** The state after the first line of a list item. */
export function itemBegun(found: RegExpExecArray, line: string, joins: boolean): ScannerState {
  const [, indent = "", marker = "", gap = "", content = ""] = found;
  const markerEnd = indent.length + marker.length;
  const isEmpty = content.trim() === "";
  const gapWidth = columns(gap, markerEnd);
  return {
    type: "item",
    block: { kind: "item", text: line, joins },
    marker: marker.slice(-1),
    contentColumn: isEmpty || gapWidth > 4 ? markerEnd + 1 : markerEnd + gapWidth,
    isEmpty,
    blanks: 0,
  };
}

/** A state of its own for looking ahead, so that the real one stays as it is. */
export function copied(state: ScannerState): ScannerState {
  switch (state.type) {
    case "between":
      return state;
    case "flow":
      return { ...state, block: { ...state.block } };
    case "item":
      return { ...state, block: { ...state.block } };
    case "rows":
      return { ...state, block: { ...state.block } };
    case "fence":
      return { ...state, block: { ...state.block, lines: [...state.block.lines] } };
  }
}

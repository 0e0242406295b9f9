import { columns } from "./lineForms";

/** A piece of Markdown that is lexed and drawn by itself; only the last one of a text can still change. */
export type Block =
  | { readonly kind: "flow"; text: string }
  /** One item of a top-level list; `joins` when it goes on with the list of the block before it. */
  | { readonly kind: "item"; text: string; readonly joins: boolean }
  /** Rows of a table, below `header` (two lines); `joins` when they go on with the table of the block before them. */
  | { readonly kind: "rows"; text: string; readonly header: string; readonly joins: boolean }
  | { readonly kind: "fence"; readonly language: string; readonly lines: CodeLine[] };

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
      readonly form: "text" | "quote" | "html" | "code";
      /** The HTML block goes on over blank lines until this is seen. */
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
      readonly close: RegExp;
    };

/** The state after the line that opens a fenced block. */
export function fenceBegun(found: RegExpExecArray): ScannerState {
  const [, indent = "", marks = "", information = ""] = found;
  const mark = marks.startsWith("~") ? "~" : "`";
  return {
    type: "fence",
    block: { kind: "fence", language: information.trim().split(/\s/, 1)[0] ?? "", lines: [] },
    indent: indent.length,
    close: new RegExp(`^ {0,3}${mark}{${marks.length},}[ \\t]*$`),
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

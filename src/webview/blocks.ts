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

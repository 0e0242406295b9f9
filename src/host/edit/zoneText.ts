import { fenced } from "../../core/contextText";
import { withHiddenShown } from "../../core/plainText";

/** How the editor shows the document's text. */
export interface TextLook {
  readonly languageId: string;
  /** In columns. */
  readonly tabSize: number;
  /** How many characters surely fit beside each other. */
  readonly columns: number;
}

/** A line longer than this, in characters, says nothing more to a person, and costs the page dearly. */
const longestLine = 1_000;

/**
 * Markdown that shows lines that went, each with a minus, as a diff does, so far left of them that they stand about
 * below the code of the editor; nothing in them has a meaning of its own.
 */
export function removedMarkdown(
  lines: readonly string[],
  { tabSize, columns }: Omit<TextLook, "languageId">,
): string {
  const rows = lines.map((line) => `-${gutter}${shown(line, tabSize)}`.trimEnd());
  const isWide = rows.some((row) => row.length > columns);
  return fenced([...rows, ...(isWide ? [blank] : [])].join("\n"), "diff");
}

/**
 * Markdown that shows the last lines of what is being written, padded to one of a few heights so that what stands below
 * does not move with every line.
 * @param lineCount how many lines came in all
 */
export function writtenMarkdown(
  tail: readonly string[],
  lineCount: number,
  { languageId, tabSize }: Omit<TextLook, "columns">,
): string {
  const height = heights.find((lines) => lineCount <= lines) ?? tail.length;
  const lines = tail.slice(-height).map((line) => ` ${gutter}${shown(line, tabSize)}`.trimEnd());
  const padding = Array.from({ length: height - lines.length + 1 }, () => blank);
  return fenced([...lines, ...padding].join("\n"), languageId);
}

/** With the sign before it as wide as what is left of the code in the editor, less what is left of a comment. */
const gutter = "    ";

/** Markdown that shows a sentence as it is; VS Code breaks it into lines. */
export function proseMarkdown(sentence: string): string {
  return withHiddenShown(sentence).replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** A line that has a height, for the scroll bar of long lines, which would cover the last one otherwise. */
const blank = "\u00a0";

/** In lines. */
const heights = [3, 6, 12];

/** The page has tabs of its own width, and would count the minus before a line too. */
function shown(line: string, tabSize: number): string {
  const cut = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
  let column = 0;
  return withHiddenShown(cut).replaceAll(/\t|[^\t]+/g, (piece) => {
    const text = piece === "\t" ? " ".repeat(tabSize - (column % tabSize)) : piece;
    column += text.length;
    return text;
  });
}

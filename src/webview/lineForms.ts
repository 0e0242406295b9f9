import { interruptsAsMath } from "./math";

// The forms a line of Markdown can have, as far as they decide where a block begins and ends.

/** Indentation, marks, and what follows them, of a line that opens a fenced block. */
export const fenceStart = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
/** A thematic break. */
export const rule = /^ {0,3}(?:(?:-[\t ]*){3,}|(?:_[\t ]*){3,}|(?:\*[\t ]*){3,})$/;
/** An ATX heading. */
export const heading = /^ {0,3}#{1,6}(?:\s|$)/;
/** A line of a block quote. */
export const quote = /^ {0,3}>/;
/** Makes a heading of the paragraph above it. */
export const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
/** Indentation, marker, gap, and content of a line that begins a list item. */
export const bullet = /^( {0,3})([*+-]|\d{1,9}[.)])([ \t]+|$)(.*)$/;
/** Indented far enough to be code. */
export const indented = /^(?: {4}| {0,3}\t)/;
/** What may be the second line of a table; the lexer has the last word. */
export const delimiterRow = /^ {0,3}(?=[^\n]*-)[|:\- \t]*$/;
/** HTML blocks that go on over blank lines, by how they start and end. */
export const longHtml: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
];

/** The line without as much of its own indentation as the fence around it has. */
export function withoutIndent(line: string, indent: number): string {
  let end = 0;
  while (end < indent && line[end] === " ") {
    end += 1;
  }
  return line.slice(end);
}

/** Whether a line ends a paragraph above it without a blank line between (quotes are the callers' business). */
export function interrupts(line: string): boolean {
  if (heading.test(line) || rule.test(line) || fenceStart.test(line) || interruptsAsMath(line)) {
    return true;
  }
  const item = bullet.exec(line);
  const [, , marker = "", , content = ""] = item ?? [];
  return item !== null && content.trim() !== "" && (marker.length === 1 || /^1[.)]$/.test(marker));
}

/** The width of white space that begins at a column, with tab stops every four. */
export function columns(space: string, from: number): number {
  let column = from;
  for (const character of space) {
    column += character === "\t" ? 4 - (column % 4) : 1;
  }
  return column - from;
}

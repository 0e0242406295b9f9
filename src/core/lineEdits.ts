import { differences } from "./lineDiff";

/** The lines from `start` up to, not including, `end` become `lines`; where the two are the same, lines come before it. */
export interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * The edits that make one stretch of lines another, in a document where it begins at line `at`: ascending, and with at
 * least one line between any two that stays.
 */
export function lineEditsBetween(
  before: readonly string[],
  after: readonly string[],
  at = 0,
): readonly LineEdit[] {
  return differences(before, after).map((difference) => ({
    start: at + difference.before.start,
    end: at + difference.before.end,
    lines: after.slice(difference.after.start, difference.after.end),
  }));
}

/** The lines after edits that ascend and do not overlap, all in coordinates of the lines as they are. */
export function applyLineEdits(lines: readonly string[], edits: readonly LineEdit[]): readonly string[] {
  const result: string[] = [];
  const add = (some: readonly string[], from: number, to: number): void => {
    for (let index = from; index < to; index += 1) {
      result.push(some[index] ?? "");
    }
  };
  let from = 0;
  for (const edit of edits) {
    add(lines, from, edit.start);
    add(edit.lines, 0, edit.lines.length);
    from = edit.end;
  }
  add(lines, from, lines.length);
  return result;
}

/** A place in a document as VS Code counts: from 0, characters in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a document between two places. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/**
 * A line edit as an edit of the text, whose lines are all of the document as it is. Edits between which a line stays
 * can be given to VS Code together, in their order: at most, one ends where the next begins.
 *
 * A line takes the line end behind it along; at the end of a document, where there is none, the one before it. A
 * document without any line is one with an empty line.
 */
export function textEdit(
  lines: readonly string[],
  edit: LineEdit,
  eol: string,
): { readonly range: TextRange; readonly text: string } {
  const start = { line: edit.start, character: 0 };
  if (edit.end < lines.length) {
    return {
      range: { start, end: { line: edit.end, character: 0 } },
      text: edit.lines.map((line) => line + eol).join(""),
    };
  }
  const end = endOfLine(lines, lines.length - 1);
  return edit.start === 0
    ? { range: { start, end }, text: edit.lines.join(eol) }
    : {
        range: { start: endOfLine(lines, edit.start - 1), end },
        text: edit.lines.map((line) => eol + line).join(""),
      };
}

function endOfLine(lines: readonly string[], line: number): TextPosition {
  return { line, character: lines[line]?.length ?? 0 };
}

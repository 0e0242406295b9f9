import { type LineEdit, lineEditsBetween, type TextRange } from "./lineEdits";
import { applyTextChange, lineEditOf, type TextChange } from "./shift";

/** A change of whole lines, with the lines of the document before it. */
export interface LineChange {
  readonly lines: readonly string[];
  readonly edit: LineEdit;
}

/**
 * The changes of one event as changes of whole lines, one after the other, and the lines after all of them. What a
 * person wrote over many lines is one change, even where it looks like what was there; for others, such as a file that
 * is read again, only the lines that differ count.
 */
export function lineChanges(
  before: readonly string[],
  changes: readonly TextChange[],
  isTyped: boolean,
): { readonly lines: readonly string[]; readonly changes: readonly LineChange[] } {
  let lines = before;
  const found: LineChange[] = [];
  for (const change of changes) {
    found.push(...parts(lines, lineEditOf(lines, change), isTyped));
    lines = applyTextChange(lines, change);
  }
  return { lines, changes: found };
}

function parts(lines: readonly string[], edit: LineEdit, isTyped: boolean): readonly LineChange[] {
  const { start, end, lines: now } = edit;
  if (isTyped || end - start < 2 || now.length < 2) {
    return start === end && now.length === 0 ? [] : [{ lines, edit }];
  }
  // From the last to the first, so that each is in the lines before it.
  let between = lines;
  return lineEditsBetween(lines.slice(start, end), now)
    .toReversed()
    .map((part) => {
      const moved = { ...part, start: part.start + start, end: part.end + start };
      const change = { lines: between, edit: moved };
      between = between.slice(0, moved.start).concat(moved.lines, between.slice(moved.end));
      return change;
    });
}

/** Whether a change is where somebody was writing: at a cursor, or over just what was selected. */
export function isAtCursor({ range, text }: TextChange, selections: readonly TextRange[]): boolean {
  const isOverLines = range.start.line < range.end.line && text.includes("\n");
  return selections.some(({ start, end }) => {
    const isSelection = comparePlaces(range.start, start) === 0 && comparePlaces(range.end, end) === 0;
    return (
      isSelection ||
      (!isOverLines && comparePlaces(range.start, end) <= 0 && comparePlaces(range.end, start) >= 0)
    );
  });
}

function comparePlaces(a: TextRange["start"], b: TextRange["start"]): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether changes bring words that they did not take from elsewhere, as people do, and formatters hardly ever. */
export function bringsWords(changes: readonly LineChange[]): boolean {
  const gone = changes.flatMap(({ lines, edit }) => wordsOf(lines.slice(edit.start, edit.end)));
  const left = new Map<string, number>();
  for (const word of gone) {
    left.set(word, (left.get(word) ?? 0) + 1);
  }
  return changes
    .flatMap(({ edit }) => wordsOf(edit.lines))
    .some((word) => {
      const count = left.get(word) ?? 0;
      left.set(word, count - 1);
      return count === 0;
    });
}

function wordsOf(lines: readonly string[]): readonly string[] {
  return lines.join("\n").match(/[\p{L}\p{N}_]+/gu) ?? [];
}

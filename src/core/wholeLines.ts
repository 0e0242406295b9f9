import type { LineRange } from "./lineRange";
import type { Replacement } from "./placement";

/** A stretch of a document, as VS Code counts: lines and characters from 0, `end` not included. */
export interface Span {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** The lines that a stretch has a part of. One that ends before the first character of a line has nothing of that line. */
export function touchedLines({ start, end }: Span): LineRange {
  const endsBeforeLine = end.character === 0 && end.line > start.line;
  return { start: start.line, end: endsBeforeLine ? end.line : end.line + 1 };
}

/** The same lines in the order of the document, each once: ranges that overlap or touch become one. */
export function merged(ranges: readonly LineRange[]): readonly LineRange[] {
  const result: LineRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      result.push(range);
    }
  }
  return result;
}

/** Whether all lines of the one are lines of the other. */
export function isWithin(inner: LineRange, outer: LineRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether they share a line; a place between two lines shares what it lies in. */
export function overlaps(a: LineRange, b: LineRange): boolean {
  const isPlace = a.start === a.end || b.start === b.end;
  return isPlace ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}

/**
 * The same change as whole lines: those of the document that it touches, and what is to stand there.
 * @param document its text with lines joined by "\n"
 */
export function inWholeLines(
  document: string,
  { start, end, text }: Replacement,
): { readonly range: LineRange; readonly lines: readonly string[] } {
  const lineStart = start === 0 ? 0 : document.lastIndexOf("\n", start - 1) + 1;
  const first = lineCountBefore(document, lineStart);
  const whole = document.slice(lineStart, start) + text.replaceAll(/\r\n?/g, "\n");
  // What ends where a line begins leaves that line alone.
  if (whole.endsWith("\n") && (end === 0 || document[end - 1] === "\n")) {
    return {
      range: { start: first, end: lineCountBefore(document, end) },
      lines: whole.slice(0, -1).split("\n"),
    };
  }
  const found = document.indexOf("\n", end);
  const lineEnd = found === -1 ? document.length : found;
  return {
    range: { start: first, end: lineCountBefore(document, lineEnd) + 1 },
    lines: (whole + document.slice(end, lineEnd)).split("\n"),
  };
}

function lineCountBefore(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

import type { LineRange } from "./lineRange";

/** Some lines of a document with what stood around them, to know them by in another version of it. */
export interface LineTrace {
  readonly lines: readonly string[];
  /** The last ones before them, at most three, in the order of the document. */
  readonly above: readonly string[];
  /** The first ones after them, at most three. */
  readonly below: readonly string[];
}

/** On either side. */
const mostAround = 3;

/** What to know a range of lines by. */
export function traceOf(lines: readonly string[], { start, end }: LineRange): LineTrace {
  return {
    lines: lines.slice(start, end),
    above: lines.slice(Math.max(0, start - mostAround), start),
    below: lines.slice(end, end + mostAround),
  };
}

/**
 * Where in a document the traced lines begin. They have to be there, character by character, in the surroundings they
 * had, which count by their text without white space at its ends: half of it has to be there, and more than half where
 * the lines themselves say nothing, since they are empty or none. Undefined when there is no such place, or when
 * several are as likely.
 */
export function linesAgain(document: readonly string[], trace: LineTrace): number | undefined {
  const isTelling = trace.lines.some((line) => line.trim() !== "");
  const around = neighbours(trace);
  const least = around.length === 0 ? (isTelling ? 0 : Number.POSITIVE_INFINITY) : around.length / 2;
  let best: number | undefined;
  let most = -1;
  for (let at = 0; at + trace.lines.length <= document.length; at += 1) {
    if (trace.lines.every((line, index) => document[at + index] === line)) {
      const found = around.filter(({ offset, text }) => document[at + offset]?.trim() === text).length;
      if (found >= most && (isTelling ? found >= least : found > least)) {
        best = found === most ? undefined : at;
        most = found;
      }
    }
  }
  return best;
}

/** The neighbours that have a text, by their distance from the first of the lines. */
function neighbours({
  lines,
  above,
  below,
}: LineTrace): readonly { readonly offset: number; readonly text: string }[] {
  return [
    ...above.map((line, index) => ({ offset: index - above.length, text: line.trim() })),
    ...below.map((line, index) => ({ offset: lines.length + index, text: line.trim() })),
  ].filter(({ text }) => text !== "");
}

import { importsOutside } from "./importLines";
import type { LineRange } from "./lineRange";

/** What stands around the lines of an edit, as much of it as is sent. */
export interface Surroundings {
  /** Lines that say what the file uses, where they lie outside of the window. */
  readonly imports: readonly string[];
  readonly before: readonly string[];
  /** How many lines stand above those that are sent. */
  readonly above: number;
  readonly after: readonly string[];
  /** How many lines stand below those that are sent. */
  readonly below: number;
}

/** In UTF-16 units, on either side; a line more than that is never sent. */
const longestWindow = 12_000;

/** A window of whole lines around a range, at most some 12,000 characters on either side; a longer line is cut. */
export function surroundings(lines: readonly string[], range: LineRange, languageId: string): Surroundings {
  // The last line of most documents is but the end of the one before.
  const end = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  const first = range.start - fitting(lines, range.start - 1, -1, -1);
  const last = Math.max(range.end, range.end + fitting(lines, range.end, 1, end));
  return {
    imports: importsOutside(lines, { start: first, end: last }, languageId),
    before: lines.slice(first, range.start).map(cut),
    above: first,
    after: lines.slice(range.end, last).map(cut),
    below: Math.max(0, end - last),
  };
}

/** How many lines fit, going from one by steps until before another; a first one always does, for it is cut. */
function fitting(lines: readonly string[], from: number, step: 1 | -1, until: number): number {
  let room = longestWindow;
  let count = 0;
  for (let line = from; step * (until - line) > 0; line += step) {
    room -= (lines[line] ?? "").length + 1;
    if (room < 0 && count > 0) {
      break;
    }
    count++;
  }
  return count;
}

function cut(line: string): string {
  if (line.length <= longestWindow) {
    return line;
  }
  // Not between the halves of a character beyond U+FFFF.
  const start = line.slice(0, longestWindow).replace(/[\uD800-\uDBFF]$/, "");
  return `${start}… (${line.length - start.length} characters of this line are not shown)`;
}

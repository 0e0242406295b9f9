import type { LineRange } from "./lineRange";

/** A text of which it is known which lines are blank. */
export interface BlankLines {
  readonly lineCount: number;
  readonly isBlank: (line: number) => boolean;
}

/**
 * The lines around one of them, up to the blank lines before and after; a blank line stands for itself.
 * @param reach how many lines it goes in each direction at most
 */
export function paragraphAround({ lineCount, isBlank }: BlankLines, at: number, reach: number): LineRange {
  let start = at;
  let end = at + 1;
  if (!isBlank(at)) {
    while (start > 0 && at - start < reach && !isBlank(start - 1)) {
      start -= 1;
    }
    while (end < lineCount && end - at <= reach && !isBlank(end)) {
      end += 1;
    }
  }
  return { start, end };
}

import type { LineRange } from "../../core/lineRange";

/** What an editor shows of a document. */
export interface Sight {
  /** The first and the last line in sight, and all between them. */
  readonly lines: LineRange;
  /** Whether the document ends in sight: there may be room below its last line. */
  readonly hasEnd: boolean;
  /** The line of the cursor. */
  readonly cursor: number;
}

/**
 * The line below which what is being written can be seen as it comes: the last of its lines; where that is out of sight,
 * or too far down, the one with the cursor; else the last one that leaves room, or the one before all of them.
 * @returns 0-based, -1 for the top of the document; undefined when nothing of the range is in sight
 */
export function writingPlace({ start, end }: LineRange, sight: Sight): number | undefined {
  const { lines, hasEnd, cursor } = sight;
  if (Math.max(end, start + 1) <= lines.start || start >= lines.end) {
    return undefined;
  }
  const bottom = hasEnd ? Math.max(lines.end, lines.start + usualHeight) : lines.end;
  const room = Math.min(roomFor(end - start), Math.floor((bottom - lines.start) / 2));
  const lowest = bottom - 1 - room;
  const last = end - 1;
  if (last <= lowest) {
    return last;
  }
  return cursor >= Math.max(start, lines.start) && cursor <= lowest ? cursor : Math.max(lowest, start - 1);
}

/** In lines: what an editor has at least, on most screens. */
const usualHeight = 30;

/** How high, in lines, the text will be with its frame if about as many lines come as there are now. */
function roomFor(lineCount: number): number {
  return lineCount <= 3 ? 8 : lineCount <= 6 ? 11 : 17;
}

import type { Hunk } from "./hunk";
import { differences } from "./lineDiff";
import { applyLineEdits, type LineEdit } from "./lineEdits";

/**
 * What changed between two versions of a stretch of lines, as hunks of the document that holds the new one from line
 * `at` on. Between two hunks there is always a line that did not change. Ids count up from `firstId`.
 */
export function diffHunks(
  before: readonly string[],
  after: readonly string[],
  at: number,
  firstId = 1,
): readonly Hunk[] {
  return differences(before, after).map((difference, index) => ({
    id: firstId + index,
    line: at + difference.after.start,
    added: difference.after.end - difference.after.start,
    removed: before.slice(difference.before.start, difference.before.end),
  }));
}

/** A document's lines with some of its hunks undone, and the other hunks where they are then. It has always a line. */
export function undoneLines(
  lines: readonly string[],
  hunks: readonly Hunk[],
  ids: ReadonlySet<number> | "all",
): { readonly lines: readonly string[]; readonly hunks: readonly Hunk[] } {
  const edits: LineEdit[] = [];
  const left: Hunk[] = [];
  let way = 0;
  for (const hunk of hunks) {
    if (ids === "all" || ids.has(hunk.id)) {
      edits.push({ start: hunk.line, end: hunk.line + hunk.added, lines: hunk.removed });
      way += hunk.removed.length - hunk.added;
    } else {
      left.push(way === 0 ? hunk : { ...hunk, line: hunk.line + way });
    }
  }
  const undone = applyLineEdits(lines, edits);
  return { lines: undone.length === 0 ? [""] : undone, hunks: left };
}

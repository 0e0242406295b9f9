import type { Hunk } from "./hunk";
import { diffHunks, undoneLines } from "./hunks";
import { applyLineEdits, type LineEdit, lineEditsBetween } from "./lineEdits";
import type { LineRange } from "./lineRange";
import { type Author, growRange, shiftHunks, shiftRange } from "./shift";
import type { LineChange } from "./textChanges";

/** Where an edit stands in a document as it is now. */
export interface EditState {
  readonly range: LineRange;
  /** Ascending; all within the range. */
  readonly hunks: readonly Hunk[];
}

/** What is to stand in place of the lines of an edit. */
export interface Proposal extends EditState {
  readonly lines: readonly string[];
  /** Its hunks count from here; 1 unless told. */
  readonly firstId?: number;
}

/** A change of a document, and where edits stand after it, in the order they were given. */
export interface Step {
  /** The whole document after it. */
  readonly lines: readonly string[];
  /** Ascending, in the lines before it. */
  readonly edits: readonly LineEdit[];
  readonly states: readonly EditState[];
}

/** Where an edit stands after a change that somebody else made. */
export function followed(
  { range, hunks }: EditState,
  lines: readonly string[],
  edit: LineEdit,
  by: Author,
): EditState {
  const left = shiftHunks(hunks, lines, edit, by);
  const { start, end } = growRange(range, edit);
  const last = left.at(-1);
  // A formatter's change right next to a hunk becomes a part of it.
  return {
    range: {
      start: Math.min(start, left[0]?.line ?? start),
      end: last === undefined ? end : Math.max(end, last.line + last.added),
    },
    hunks: left,
  };
}

/** The same after several changes, one after the other. */
export function followedAll(state: EditState, changes: readonly LineChange[], by: Author): EditState {
  return changes.reduce((now, { lines, edit }) => followed(now, lines, edit, by), state);
}

/** Whether several changes, one after the other, leave all lines of a range alone. */
export function isApart(range: LineRange, changes: readonly LineChange[]): boolean {
  let now: LineRange | undefined = range;
  for (const { edit } of changes) {
    now = now === undefined ? undefined : shiftRange(now, edit);
  }
  return now !== undefined;
}

/** The lines that stood there before the edit, with what the person wrote among them since. */
export function baseOf(lines: readonly string[], state: EditState): readonly string[] {
  const { lines: before, range } = undone(lines, state, "all");
  return before.slice(range.start, range.end);
}

/**
 * Puts proposals into a document. Only lines that differ are replaced; the hunks tell from what stood there before any
 * proposal.
 * @param proposals ascending, apart from each other
 */
export function proposing(lines: readonly string[], proposals: readonly Proposal[]): Step {
  const edits: LineEdit[] = [];
  const states: EditState[] = [];
  let moved = 0;
  for (const proposal of withSomeLine(lines, proposals)) {
    const { start, end } = proposal.range;
    const at = start + moved;
    edits.push(...movedEdits(lineEditsBetween(lines.slice(start, end), proposal.lines), start));
    states.push({
      range: { start: at, end: at + proposal.lines.length },
      hunks: diffHunks(baseOf(lines, proposal), proposal.lines, at, proposal.firstId),
    });
    moved += proposal.lines.length - (end - start);
  }
  return { lines: applyLineEdits(lines, edits), edits, states };
}

/** A document always has a line: where all of them are to go, an empty one stays. */
function withSomeLine(lines: readonly string[], proposals: readonly Proposal[]): readonly Proposal[] {
  const more = proposals.map(
    (proposal) => proposal.lines.length - (proposal.range.end - proposal.range.start),
  );
  const last = proposals.at(-1);
  return last !== undefined && lines.length + more.reduce((sum, count) => sum + count, 0) === 0
    ? proposals.with(-1, { ...last, lines: [""] })
    : proposals;
}

/** Puts back what stood there, for some hunks of an edit or all. */
export function undoing(lines: readonly string[], state: EditState, ids: ReadonlySet<number> | "all"): Step {
  const after = undone(lines, state, ids);
  const { start, end } = state.range;
  const edits = lineEditsBetween(lines.slice(start, end), after.lines.slice(start, after.range.end));
  return {
    lines: after.lines,
    edits: movedEdits(edits, start),
    states: [{ range: after.range, hunks: after.hunks }],
  };
}

/** The whole document without some hunks, and where the edit stands then. */
function undone(
  lines: readonly string[],
  { range, hunks }: EditState,
  ids: ReadonlySet<number> | "all",
): EditState & { readonly lines: readonly string[] } {
  const after = undoneLines(lines, hunks, ids);
  const end = range.end + after.lines.length - lines.length;
  return { lines: after.lines, hunks: after.hunks, range: { start: range.start, end } };
}

function movedEdits(edits: readonly LineEdit[], by: number): readonly LineEdit[] {
  return edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by }));
}

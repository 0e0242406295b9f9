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
  const left = withoutRestored(shiftHunks(hunks, lines, edit, by), lines, edit);
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

/**
 * Without hunks whose removed lines the change put back where they were: typed again letter by letter, or read again from
 * the disk. A like line that stood beside a hunk already is no such thing.
 */
function withoutRestored(after: readonly Hunk[], lines: readonly string[], edit: LineEdit): readonly Hunk[] {
  const suspects = after.filter(({ added, removed }) => added === 0 && removed.length > 0);
  if (suspects.length === 0) {
    return after;
  }
  const now = applyLineEdits(lines, [edit]);
  const changed = { start: edit.start, end: edit.start + edit.lines.length };
  return after.filter((hunk) => !suspects.includes(hunk) || !isBack(hunk, now, changed));
}

/** Whether the removed lines of a hunk stand right before or behind its place, and lines that changed are among them. */
function isBack({ line, removed }: Hunk, lines: readonly string[], changed: LineRange): boolean {
  return [line, line - removed.length].some(
    (at) =>
      at >= 0 &&
      at < changed.end &&
      changed.start < at + removed.length &&
      removed.every((text, index) => lines[at + index] === text),
  );
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

/**
 * Edits that share no line: lines that somebody put in place of the end of one and the beginning of the next belong to
 * the first, as far as no hunk of the next stands there.
 * @param states ascending
 */
export function disjoint(states: readonly EditState[]): readonly EditState[] {
  const apart: EditState[] = [];
  for (const [index, { range, hunks }] of states.entries()) {
    const nextHunk = states[index + 1]?.hunks[0]?.line ?? Infinity;
    const last = hunks.at(-1);
    const least = last === undefined ? range.start : last.line + last.added;
    const start = Math.min(Math.max(range.start, apart.at(-1)?.range.end ?? 0), hunks[0]?.line ?? Infinity);
    const end = Math.max(start, least, Math.min(range.end, nextHunk));
    apart.push({ range: { start, end }, hunks });
  }
  return apart;
}

/** The lines that stood there before the edit, with what the person wrote among them since. */
export function baseOf(lines: readonly string[], state: EditState): readonly string[] {
  const undone = withUndone(lines, state, "all");
  return undone.lines.slice(undone.state.range.start, undone.state.range.end);
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
  for (const proposal of leavingSomeLine(lines, proposals)) {
    const { start, end } = proposal.range;
    const at = start + moved;
    const wanted = proposal.lines;
    edits.push(...lineEditsBetween(lines.slice(start, end), wanted, start));
    states.push({
      range: { start: at, end: at + wanted.length },
      hunks: diffHunks(baseOf(lines, proposal), wanted, at, proposal.firstId),
    });
    moved += wanted.length - (end - start);
  }
  return { lines: applyLineEdits(lines, edits), edits, states };
}

/** A document has a line, if an empty one, when nothing is left of it. */
function leavingSomeLine(lines: readonly string[], proposals: readonly Proposal[]): readonly Proposal[] {
  const left = proposals.reduce(
    (count, { range, lines: wanted }) => count + wanted.length - (range.end - range.start),
    lines.length,
  );
  const last = proposals.at(-1);
  return left > 0 || last === undefined ? proposals : [...proposals.slice(0, -1), { ...last, lines: [""] }];
}

/** Puts back what stood there, for some hunks of an edit or all. */
export function undoing(lines: readonly string[], state: EditState, ids: ReadonlySet<number> | "all"): Step {
  const undone = withUndone(lines, state, ids);
  const { start, end } = undone.state.range;
  const own = lines.slice(state.range.start, state.range.end);
  return {
    lines: undone.lines,
    edits: lineEditsBetween(own, undone.lines.slice(start, end), state.range.start),
    states: [undone.state],
  };
}

function withUndone(
  lines: readonly string[],
  { range, hunks }: EditState,
  ids: ReadonlySet<number> | "all",
): { readonly lines: readonly string[]; readonly state: EditState } {
  const undone = undoneLines(lines, hunks, ids);
  const end = range.end + undone.lines.length - lines.length;
  return { lines: undone.lines, state: { range: { start: range.start, end }, hunks: undone.hunks } };
}

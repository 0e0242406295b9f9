import type { Hunk } from "./hunk";
import { applyLineEdits, type LineEdit, type TextRange } from "./lineEdits";
import type { LineRange } from "./lineRange";

/** A change of a document as VS Code reports it: its range in the document before, and what stands there then. */
export interface TextChange {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * A document's lines after a change, by VS Code's own rule: `\r\n`, `\n` and `\r` all end a line. Changes that are
 * reported together are made one after the other, in their order.
 */
export function applyTextChange(lines: readonly string[], change: TextChange): readonly string[] {
  const { start, end, lines: now } = wholeLinesOf(lines, change);
  return lines.slice(0, start).concat(now, lines.slice(end));
}

/**
 * What a change does to whole lines, without those that are the same before and after: Enter at the end of a line, or
 * at its beginning, changes no line but adds one.
 */
export function lineEditOf(lines: readonly string[], change: TextChange): LineEdit {
  const { start, end, lines: now } = wholeLinesOf(lines, change);
  const most = Math.min(end - start, now.length);
  const tailBeyond = (head: number): number => {
    let count = 0;
    while (count < most - head && lines[end - 1 - count] === now[now.length - 1 - count]) {
      count += 1;
    }
    return count;
  };
  // What is put before the beginning of a line leaves that line alone, even when it looks like the one put there.
  let tail = change.range.start.character === 0 ? tailBeyond(0) : 0;
  let head = 0;
  while (head < most - tail && lines[start + head] === now[head]) {
    head += 1;
  }
  tail = tailBeyond(head);
  return { start: start + head, end: end - tail, lines: now.slice(head, now.length - tail) };
}

/** All lines that a change begins, ends or passes in. */
function wholeLinesOf(lines: readonly string[], { range, text }: TextChange): LineEdit {
  const before = (lines[range.start.line] ?? "").slice(0, range.start.character);
  const behind = (lines[range.end.line] ?? "").slice(range.end.character);
  const now = text.split(/\r\n|\r|\n/);
  now[0] = before + (now[0] ?? "");
  now[now.length - 1] = (now.at(-1) ?? "") + behind;
  return { start: range.start.line, end: range.end.line + 1, lines: now };
}

/**
 * Where a range is after an edit; nothing when the edit changes or removes one of its lines, or puts lines between
 * them. Lines that come right before its first or after its last stay outside. An empty range has no lines, so it
 * always moves: behind what comes at its place.
 */
export function shiftRange(range: LineRange, edit: LineEdit): LineRange | undefined {
  if (isNothing(edit) || isBefore(range, edit)) {
    return range;
  }
  if (isBehind(range, edit)) {
    return moved(range, linesMore(edit));
  }
  const { start, end } = range;
  const place = edit.start + edit.lines.length;
  return start === end ? { start: place, end: place } : undefined;
}

/** Where a range is after an edit; one that overlaps it makes it cover the lines that changed as well. */
export function growRange(range: LineRange, edit: LineEdit): LineRange {
  if (isBefore(range, edit)) {
    return range;
  }
  return isBehind(range, edit)
    ? moved(range, linesMore(edit))
    : {
        start: Math.min(range.start, edit.start),
        end: Math.max(range.end, edit.end) + linesMore(edit),
      };
}

function isNothing({ start, end, lines }: LineEdit): boolean {
  return start === end && lines.length === 0;
}

/** How many lines a document has more after an edit. */
function linesMore({ start, end, lines }: LineEdit): number {
  return lines.length - (end - start);
}

/** Whether an edit leaves a range alone that lies behind it. What comes at the place of an empty range is before it. */
function isBehind(range: LineRange, edit: LineEdit): boolean {
  return edit.end <= range.start;
}

/** Whether an edit leaves a range alone that lies before it. */
function isBefore(range: LineRange, edit: LineEdit): boolean {
  return range.end <= edit.start && !isBehind(range, edit);
}

function moved({ start, end }: LineRange, way: number): LineRange {
  return { start: start + way, end: end + way };
}

/** Whose change it is: a person's text becomes theirs, what a formatter makes of Claude's stays Claude's. */
export type Author = "person" | "formatter";

/**
 * Where the hunks of a document are after an edit, with the document's lines before it. Between two hunks there is
 * always a line that belongs to neither; where that line goes, they become one, with the smaller id.
 *
 * By a person, who owns what they write from then on, so that undoing a hunk never takes it away:
 *
 *     the edit                               the hunk
 *     is before it, or adds at its line      moves; so one without lines is behind what comes at its place
 *     is behind it, or adds at its end       stays
 *     adds between its lines                 splits: the first piece keeps id and removed lines, the second is new
 *     changes lines at its beginning         shrinks, and is behind the person's lines, with its removed lines
 *     changes lines at its end               shrinks
 *     changes lines in its midst             splits, or shrinks when nothing comes in their place
 *     changes all of its lines               keeps its removed lines, before the person's; behind them if those
 *                                            begin further up; without removed lines it is over
 *     makes its lines those it removed       is over
 *     changes nothing but white space in it  as by a formatter
 *
 * By a formatter, or with nothing but white space changed in hunks:
 *
 *     touches no hunk                        moves those behind it
 *     touches hunks, or overlaps them        they become one that covers the edit as well; other lines that the edit
 *                                            changes are removed lines of it, so undoing it gives what was there
 *     makes its lines those it removed       is over
 *
 * A person's white space next to a hunk but not in it is theirs, as any text.
 */
export function shiftHunks(
  hunks: readonly Hunk[],
  lines: readonly string[],
  edit: LineEdit,
  by: Author,
): readonly Hunk[] {
  if (isNothing(edit)) {
    return hunks;
  }
  const isConcerned = (hunk: Hunk): boolean => (by === "person" ? overlaps(hunk, edit) : touches(hunk, edit));
  const concerned = hunks.filter(isConcerned);
  const absorbs = concerned.length > 0 && (by === "formatter" || changesOnlySpace(lines, edit));
  const freshId = Math.max(0, ...hunks.map(({ id }) => id)) + 1;
  const pieces: Hunk[] = [];
  for (const hunk of hunks) {
    if (!absorbs || !isConcerned(hunk)) {
      pieces.push(...around(hunk, lines, edit, freshId));
    } else if (hunk === concerned[0]) {
      pieces.push(...absorbed(concerned, lines, edit));
    }
  }
  return joined(pieces);
}

function addedRange({ line, added }: Hunk): LineRange {
  return { start: line, end: line + added };
}

function overlaps(hunk: Hunk, edit: LineEdit): boolean {
  return !isBefore(addedRange(hunk), edit) && !isBehind(addedRange(hunk), edit);
}

function touches(hunk: Hunk, edit: LineEdit): boolean {
  return hunk.line <= edit.end && edit.start <= hunk.line + hunk.added;
}

function changesOnlySpace(lines: readonly string[], { start, end, lines: now }: LineEdit): boolean {
  const text = (some: readonly string[]): string => some.join("").replaceAll(/\s/g, "");
  return text(lines.slice(start, end)) === text(now);
}

/** What a person's edit leaves of a hunk: it goes around their lines. */
function around(hunk: Hunk, lines: readonly string[], edit: LineEdit, freshId: number): readonly Hunk[] {
  const { start, end } = addedRange(hunk);
  const more = linesMore(edit);
  if (edit.start >= start && edit.end <= end) {
    const now = [...lines.slice(start, edit.start), ...edit.lines, ...lines.slice(edit.end, end)];
    if (areSame(now, hunk.removed)) {
      return [];
    }
  }
  if (isBefore({ start, end }, edit)) {
    return [hunk];
  }
  if (isBehind({ start, end }, edit)) {
    return more === 0 ? [hunk] : [{ ...hunk, line: start + more }];
  }
  const head = { ...hunk, added: edit.start - start };
  const behind = edit.start + edit.lines.length;
  const tail = { ...hunk, line: behind, added: end - edit.end };
  if (tail.added <= 0) {
    const gone = { ...hunk, line: edit.start < start ? behind : start, added: 0 };
    return [head.added > 0 ? head : gone];
  }
  return head.added > 0 ? [head, { ...tail, id: freshId, removed: [] }] : [tail];
}

/** What hunks become that an edit touches, when all that it changes is to belong to them. */
function absorbed(hunks: readonly Hunk[], lines: readonly string[], edit: LineEdit): readonly Hunk[] {
  const start = Math.min(edit.start, hunks[0]?.line ?? edit.start);
  const end = Math.max(edit.end, ...hunks.map(({ line, added }) => line + added));
  const before = applyLineEdits(lines.slice(start, end), hunks.map(undoing(start)));
  const now = [...lines.slice(start, edit.start), ...edit.lines, ...lines.slice(edit.end, end)];
  return areSame(now, before)
    ? []
    : [{ id: Math.min(...hunks.map(({ id }) => id)), line: start, added: now.length, removed: before }];
}

function undoing(offset: number): (hunk: Hunk) => LineEdit {
  return ({ line, added, removed }) => ({
    start: line - offset,
    end: line + added - offset,
    lines: removed,
  });
}

/** Without such as are over, and with those that touch as one. */
function joined(hunks: readonly Hunk[]): readonly Hunk[] {
  const found: Hunk[] = [];
  for (const hunk of hunks) {
    const last = found.at(-1);
    if (hunk.added === 0 && hunk.removed.length === 0) {
      continue;
    }
    if (last !== undefined && last.line + last.added >= hunk.line) {
      found[found.length - 1] = {
        id: Math.min(last.id, hunk.id),
        line: last.line,
        added: last.added + hunk.added,
        removed: [...last.removed, ...hunk.removed],
      };
    } else {
      found.push(hunk);
    }
  }
  return found;
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

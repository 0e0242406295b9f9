import type { Difference } from "./difference";
import type { LineRange } from "./lineRange";

/**
 * The same differences, at the places where a person would see them: among equal lines there is a choice, and a whole
 * function that came reads better than the end of one and the beginning of the next. Best is next to another
 * difference: the two are one then.
 */
export function slid(
  before: readonly string[],
  after: readonly string[],
  differences: readonly Difference[],
): readonly Difference[] {
  const found: Difference[] = [];
  for (const [index, difference] of differences.entries()) {
    const from = found.at(-1);
    const to = differences[index + 1];
    const way = bestWay(before, after, difference, from, to);
    const moved = { before: by(difference.before, way), after: by(difference.after, way) };
    if (
      from !== undefined &&
      from.after.end === moved.after.start &&
      from.before.end === moved.before.start
    ) {
      found[found.length - 1] = {
        before: { start: from.before.start, end: moved.before.end },
        after: { start: from.after.start, end: moved.after.end },
      };
    } else {
      found.push(moved);
    }
  }
  return found;
}

function by({ start, end }: LineRange, way: number): LineRange {
  return { start: start + way, end: end + way };
}

/** How many lines to move a difference: only one that has lines on one side alone can be moved. */
function bestWay(
  before: readonly string[],
  after: readonly string[],
  difference: Difference,
  from: Difference | undefined,
  to: Difference | undefined,
): number {
  const side = difference.before.start === difference.before.end ? "after" : "before";
  const other = side === "after" ? "before" : "after";
  if (difference[other].start !== difference[other].end) {
    return 0;
  }
  const text = side === "after" ? after : before;
  const { start, end } = difference[side];
  const first = from?.[side].end ?? 0;
  const last = to?.[side].start ?? text.length;
  let up = 0;
  while (start - up > first && text[start - up - 1] === text[end - up - 1]) {
    up += 1;
  }
  let down = 0;
  while (end + down < last && text[start + down] === text[end + down]) {
    down += 1;
  }
  let best = 0;
  let least = Infinity;
  for (let way = -up; way <= down; way += 1) {
    const touches = (from !== undefined && start + way === first) || (to !== undefined && end + way === last);
    const cost = touches ? -1 : strangeness(text, start + way) + strangeness(text, end + way);
    if (cost <= least) {
      best = way;
      least = cost;
    }
  }
  return best;
}

/** How little a text looks as if something began at a line: deep in a block, without a gap above. */
function strangeness(text: readonly string[], line: number): number {
  if (line === 0 || line >= text.length) {
    return 0;
  }
  const here = text[line] ?? "";
  const next = here.trim() === "" ? (text[line + 1] ?? "") : here;
  const indentation = /^\s*/.exec(next)?.[0].replaceAll("\t", "    ").length ?? 0;
  const gapAbove = (text[line - 1] ?? "").trim() === "" && here.trim() !== "";
  return indentation * 4 + (gapAbove ? 0 : 1);
}

/** Lines of `before` and `after` from one index up to, not including, another. */
interface Stretch {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
  readonly depth: number;
}

/** Deeper stretches are left unmatched, so that the time stays near to linear whatever the lines are. */
const deepest = 12;

/**
 * For lines of `after`, the index of the same line in `before`, in ascending order on both sides. Lines that occur once
 * on either side lead; others are matched only beside them, so that a brace is not taken for any other brace.
 */
export function matchingLines(
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<number, number> {
  const matches = new Map<number, number>();
  const stretches: Stretch[] = [{ before: [0, before.length], after: [0, after.length], depth: 0 }];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const middle = withoutSameEnds(before, after, stretch, matches);
    const anchors = middle.depth < deepest ? onceOnEitherSide(before, after, middle) : [];
    let [startBefore] = middle.before;
    let [startAfter] = middle.after;
    for (const [inAfter, inBefore] of anchors) {
      matches.set(inAfter, inBefore);
      stretches.push({
        before: [startBefore, inBefore],
        after: [startAfter, inAfter],
        depth: middle.depth + 1,
      });
      startBefore = inBefore + 1;
      startAfter = inAfter + 1;
    }
    if (anchors.length > 0) {
      stretches.push({
        before: [startBefore, middle.before[1]],
        after: [startAfter, middle.after[1]],
        depth: middle.depth + 1,
      });
    }
  }
  return matches;
}

/** Notes the lines that both sides begin and end with, and gives what is between them. */
function withoutSameEnds(
  before: readonly string[],
  after: readonly string[],
  stretch: Stretch,
  matches: Map<number, number>,
): Stretch {
  let [startBefore, endBefore] = stretch.before;
  let [startAfter, endAfter] = stretch.after;
  while (startBefore < endBefore && startAfter < endAfter && before[startBefore] === after[startAfter]) {
    matches.set(startAfter, startBefore);
    startBefore += 1;
    startAfter += 1;
  }
  while (startBefore < endBefore && startAfter < endAfter && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
    matches.set(endAfter, endBefore);
  }
  return { before: [startBefore, endBefore], after: [startAfter, endAfter], depth: stretch.depth };
}

/** Pairs of indexes in `after` and `before`, ascending in both, as many as possible. */
function onceOnEitherSide(
  before: readonly string[],
  after: readonly string[],
  stretch: Stretch,
): readonly (readonly [number, number])[] {
  const beforeOnce = linesOnce(before, stretch.before);
  const pairs: (readonly [number, number])[] = [];
  for (const [line, inAfter] of linesOnce(after, stretch.after)) {
    const inBefore = beforeOnce.get(line) ?? -1;
    if (inAfter !== -1 && inBefore !== -1) {
      pairs.push([inAfter, inBefore]);
    }
  }
  return longestAscending(pairs.sort(([a], [b]) => a - b));
}

/** The index of each line, or -1 for one that occurs more than once. */
function linesOnce(
  lines: readonly string[],
  [start, end]: readonly [number, number],
): ReadonlyMap<string, number> {
  const once = new Map<string, number>();
  for (let index = start; index < end; index += 1) {
    const line = lines[index] ?? "";
    once.set(line, once.has(line) ? -1 : index);
  }
  return once;
}

/** The longest run of pairs whose second numbers ascend, by the usual piles: n log n. */
function longestAscending(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const piles: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] ?? 0]?.[1] ?? 0) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    previous.push(low === 0 ? -1 : (piles[low - 1] ?? -1));
    piles[low] = index;
  }
  const run: (readonly [number, number])[] = [];
  for (let index = piles.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) {
      run.push(pair);
    }
  }
  return run.reverse();
}

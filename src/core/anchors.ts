import type { Difference } from "./difference";

/** Two texts to compare, a number for every line: the same for lines that are the same. */
export interface Texts {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

/** Pairs of lines that are the same: by index in `before`, that in `after`, ascending; -1 where there is none. */
export type Partners = Int32Array;

/** Pairs lines that are there once on each side, as many as are in the same order; what lies between them. */
export function betweenAnchors(texts: Texts, partners: Partners): readonly Difference[] {
  const once = onlyOnce(texts.before);
  const candidates = [...onlyOnce(texts.after)]
    .flatMap(([line, after]) => {
      const before = once.get(line);
      return before === undefined ? [] : [{ before, after }];
    })
    .sort((one, other) => one.before - other.before);
  const between: Difference[] = [];
  let before = 0;
  let after = 0;
  for (const anchor of [
    ...ascending(candidates),
    { before: texts.before.length, after: texts.after.length },
  ]) {
    between.push({
      before: { start: before, end: anchor.before },
      after: { start: after, end: anchor.after },
    });
    if (anchor.before < partners.length) {
      partners[anchor.before] = anchor.after;
    }
    before = anchor.before + 1;
    after = anchor.after + 1;
  }
  return between;
}

function onlyOnce(lines: Uint32Array): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const again = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (found.has(line)) {
      again.add(line);
    }
    found.set(line, index);
  }
  return new Map([...found].filter(([line]) => !again.has(line)));
}

interface Anchor {
  readonly before: number;
  readonly after: number;
}

/** The longest selection of anchors whose `after` ascends as well: piles of cards, as in the game of patience. */
function ascending(anchors: readonly Anchor[]): readonly Anchor[] {
  const tops: number[] = [];
  const below = new Int32Array(anchors.length).fill(-1);
  for (const [index, { after }] of anchors.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tops[middle] ?? 0]?.after ?? 0) < after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    below[index] = tops[low - 1] ?? -1;
    tops[low] = index;
  }
  const chosen: Anchor[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = below[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor !== undefined) {
      chosen.push(anchor);
    }
  }
  return chosen.reverse();
}

import { diff_core } from "fast-myers-diff";

import { betweenAnchors, type Partners, type Texts } from "./anchors";
import type { Difference } from "./difference";
import type { LineRange } from "./lineRange";
import { slid } from "./slide";

/**
 * How one text becomes another, in order and with at least one common line between any two differences. As few lines
 * differ as possible, unless finding that out takes more comparisons than `most`; what is found is always right.
 */
export function differences(
  before: readonly string[],
  after: readonly string[],
  most = patience,
): readonly Difference[] {
  const head = commonHead(before, after);
  const tail = commonTail(before, after, head);
  const texts = numbered(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const partners = new Int32Array(texts.before.length).fill(-1);
  pair(texts, partners, most);
  return slid(before, after, gaps(partners, texts.after.length, head));
}

/**
 * How often two lines may be compared in search of the fewest differences: some 50 ms. Texts that are changed here and
 * there need a few thousand; only such as are mixed up from end to end need more.
 */
const patience = 3_000_000;

class OutOfPatience extends Error {}

interface Patience {
  left: number;
}

function pair(texts: Texts, partners: Partners, most: number): void {
  const whole = {
    before: { start: 0, end: texts.before.length },
    after: { start: 0, end: texts.after.length },
  };
  if (pairFewest(texts, partners, whole, { left: most })) {
    return;
  }
  // Too mixed up as a whole: lines that there are once on each side hold it together, and what is between is smaller.
  const smaller = betweenAnchors(texts, partners);
  const rest = { left: smaller.length === 1 ? 0 : most };
  for (const gap of smaller) {
    // Where patience ends, the lines of a gap count as changed.
    pairFewest(texts, partners, gap, rest);
  }
}

/** Pairs as many lines as there can be; none, and false, when that takes too long. */
function pairFewest(
  texts: Texts,
  partners: Partners,
  { before, after }: Difference,
  limit: Patience,
): boolean {
  const fromBefore = commonOnly(texts.before, before, texts.after, after);
  const fromAfter = commonOnly(texts.after, after, texts.before, before);
  const found = differing(fromBefore.length, fromAfter.length, (one, other) => {
    limit.left -= 1;
    if (limit.left < 0) {
      throw new OutOfPatience();
    }
    return texts.before[fromBefore[one] ?? 0] === texts.after[fromAfter[other] ?? 0];
  });
  if (found === undefined) {
    return false;
  }
  let one = 0;
  let other = 0;
  for (const [end, next, , nextOther] of [...found, [fromBefore.length, fromBefore.length, 0, 0] as const]) {
    for (; one < end; one += 1, other += 1) {
      partners[fromBefore[one] ?? 0] = fromAfter[other] ?? 0;
    }
    one = next;
    other = nextOther;
  }
  return true;
}

/** The stretches that differ, as beginning and end in the one and in the other; nothing when patience runs out. */
function differing(
  length: number,
  otherLength: number,
  same: (one: number, other: number) => boolean,
): readonly (readonly [number, number, number, number])[] | undefined {
  try {
    return [...diff_core(0, length, 0, otherLength, same)];
  } catch (error) {
    if (error instanceof OutOfPatience) {
      return undefined;
    }
    throw error;
  }
}

/** Where the lines are that the other side has as well; the rest cannot have a partner, and need no search. */
function commonOnly(
  lines: Uint32Array,
  range: LineRange,
  others: Uint32Array,
  among: LineRange,
): Uint32Array {
  const there = new Set(others.subarray(among.start, among.end));
  const found = new Uint32Array(range.end - range.start);
  let count = 0;
  for (let index = range.start; index < range.end; index += 1) {
    if (there.has(lines[index] ?? 0)) {
      found[count] = index;
      count += 1;
    }
  }
  return found.subarray(0, count);
}

function gaps(partners: Partners, afterLength: number, offset: number): readonly Difference[] {
  const found: Difference[] = [];
  let before = 0;
  let after = 0;
  const until = (endBefore: number, endAfter: number): void => {
    if (before < endBefore || after < endAfter) {
      found.push({
        before: { start: before + offset, end: endBefore + offset },
        after: { start: after + offset, end: endAfter + offset },
      });
    }
    before = endBefore + 1;
    after = endAfter + 1;
  };
  for (const [index, partner] of partners.entries()) {
    if (partner >= 0) {
      until(index, partner);
    }
  }
  until(partners.length, afterLength);
  return found;
}

/** The same lines get the same number, so that comparing two costs nothing however long they are. */
function numbered(before: readonly string[], after: readonly string[]): Texts {
  const numbers = new Map<string, number>();
  const number = (line: string): number => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
  return { before: Uint32Array.from(before, number), after: Uint32Array.from(after, number) };
}

function commonHead(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && before[count] === after[count]) {
    count += 1;
  }
  return count;
}

function commonTail(before: readonly string[], after: readonly string[], head: number): number {
  const most = Math.min(before.length, after.length) - head;
  let count = 0;
  while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) {
    count += 1;
  }
  return count;
}

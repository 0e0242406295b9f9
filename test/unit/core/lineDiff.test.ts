import assert from "node:assert/strict";

import fc from "fast-check";

import type { Difference } from "../../../src/core/difference";
import { differences } from "../../../src/core/lineDiff";
import { fewLines } from "./lineArbitrary";

/** How many lines differ at the least: what is not in the longest common selection, by the table of textbooks. */
function fewest(before: readonly string[], after: readonly string[]): number {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (const [one, line] of before.entries()) {
    for (const [other, otherLine] of after.entries()) {
      lengths[one + 1]![other + 1] =
        line === otherLine
          ? lengths[one]![other]! + 1
          : Math.max(lengths[one]![other + 1]!, lengths[one + 1]![other]!);
    }
  }
  return before.length + after.length - 2 * lengths[before.length]![after.length]!;
}

const differing = (found: readonly Difference[]): number =>
  found.reduce((sum, { before, after }) => sum + before.end - before.start + after.end - after.start, 0);

/** The text after, made from the one before: whether what lies between the differences is the same. */
const carriedOut = (
  before: readonly string[],
  after: readonly string[],
  found: readonly Difference[],
): readonly string[] => {
  const lines: string[] = [];
  let line = 0;
  for (const difference of found) {
    lines.push(...before.slice(line, difference.before.start));
    lines.push(...after.slice(difference.after.start, difference.after.end));
    line = difference.before.end;
  }
  return [...lines, ...before.slice(line)];
};

describe("the differences of two texts", () => {
  it("are of as few lines as can be, with a common line between any two", () => {
    fc.assert(
      fc.property(fewLines, fewLines, (before, after) => {
        const found = differences(before, after);
        assert.deepEqual(carriedOut(before, after, found), after);
        assert.equal(differing(found), fewest(before, after));
        for (const [index, one] of found.entries()) {
          assert.ok(one.before.start < one.before.end || one.after.start < one.after.end);
          assert.ok(index === 0 || (found[index - 1]?.before.end ?? 0) < one.before.start);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("are right when there is no time to look for the fewest", () => {
    fc.assert(
      fc.property(fewLines, fewLines, fc.nat({ max: 60 }), (before, after, most) => {
        assert.deepEqual(carriedOut(before, after, differences(before, after, most)), after);
      }),
      { numRuns: 1_000 },
    );
  });

  /** Texts that take a few thousand comparisons. */
  const mixed = (seed: number): readonly string[] =>
    Array.from({ length: 200 }, (_, index) => "ab"[(((index + seed) * (index + 3) * seed) % 7) & 1]!);

  it("are everything when that takes too long and nothing holds the texts together", () => {
    const [before, after] = [
      ["x", ...mixed(2), "y"],
      ["z", ...mixed(5), "w"],
    ];
    assert.deepEqual(differences(before, after, 1_000), [
      { before: { start: 0, end: before.length }, after: { start: 0, end: after.length } },
    ]);
    assert.ok(differing(differences(before, after)) < 300);
  });

  it("are the fewest between lines that there are once, as long as there is time", () => {
    const before = ["b", "k", "c", "k", "once", ...mixed(2), "y"];
    const after = ["d", "k", "k", "e", "once", ...mixed(5), "w"];
    assert.deepEqual(differences(before, after, 1_000), [
      { before: { start: 0, end: 1 }, after: { start: 0, end: 1 } },
      { before: { start: 2, end: 3 }, after: { start: 2, end: 2 } },
      { before: { start: 4, end: 4 }, after: { start: 3, end: 4 } },
      { before: { start: 5, end: before.length }, after: { start: 5, end: after.length } },
    ]);
  });

  it("are no more than needed when there is just time enough", () => {
    const [before, after] = [
      ["a", "b"],
      ["b", "c"],
    ];
    assert.equal(differing(differences(before, after)), 2);
    assert.equal(differing(differences(before, after, 0)), 2);
    assert.equal(differing(differences(["p", "b", "b", "q"], ["r", "b", "b", "s"], 0)), 8);
  });
});

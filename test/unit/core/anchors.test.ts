import assert from "node:assert/strict";

import fc from "fast-check";

import { betweenAnchors } from "../../../src/core/anchors";

describe("lines that hold two mixed up texts together", () => {
  const pairs = (before: readonly number[], after: readonly number[]): readonly number[] => {
    const partners = new Int32Array(before.length).fill(-1);
    betweenAnchors({ before: Uint32Array.from(before), after: Uint32Array.from(after) }, partners);
    return [...partners];
  };

  it("are those that each has once", () => {
    assert.deepEqual(pairs([1, 2, 1, 3, 4], [1, 2, 1, 3, 4]), [-1, 1, -1, 3, 4]);
    assert.deepEqual(pairs([1, 1, 2], [1, 2, 2]), [-1, -1, -1]);
  });

  it("are in the same order in both, and as many as there can be", () => {
    assert.deepEqual(pairs([1, 2, 3, 4, 5], [3, 4, 5, 1, 2]), [-1, -1, 0, 1, 2]);
  });

  it("leave what is between them", () => {
    const between = betweenAnchors(
      { before: Uint32Array.from([7, 1, 8, 2]), after: Uint32Array.from([1, 9, 9, 2, 5]) },
      new Int32Array(4).fill(-1),
    );
    assert.deepEqual(between, [
      { before: { start: 0, end: 1 }, after: { start: 0, end: 0 } },
      { before: { start: 2, end: 3 }, after: { start: 1, end: 3 } },
      { before: { start: 4, end: 4 }, after: { start: 4, end: 5 } },
    ]);
  });

  it("are as many as there can be, whatever the order", () => {
    const places = fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(places, places, (before, after) => {
        const found = pairs(before, after);
        const partners = before.map((line) => after.indexOf(line));
        const longest: number[] = [];
        for (const [index, place] of partners.entries()) {
          const shorter = longest.filter((_, at) => at < index && partners[at]! < place);
          longest.push(place < 0 ? 0 : 1 + Math.max(0, ...shorter));
        }
        assert.equal(found.filter((place) => place >= 0).length, Math.max(0, ...longest));
        const paired = found.filter((place) => place >= 0);
        assert.deepEqual(
          paired,
          paired.toSorted((a, b) => a - b),
        );
        assert.ok(found.every((place, index) => place === -1 || place === partners[index]));
      }),
      { numRuns: 1_000 },
    );
  });
});

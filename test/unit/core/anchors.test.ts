import assert from "node:assert/strict";

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
});

import assert from "node:assert/strict";

import fc from "fast-check";

import { matchingLines } from "../../../src/core/lineMatch";

const lines = fc.array(fc.constantFrom("a", "b", "c", "}", "{", "", "x", "y"), { maxLength: 30 });

describe("lines that two texts have in common", function () {
  this.timeout(30_000);

  it("are the same lines, in the same order on both sides", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const pairs = [...matchingLines(before, after)].sort(([a], [b]) => a - b);
        for (const [index, [inAfter, inBefore]] of pairs.entries()) {
          assert.equal(after[inAfter], before[inBefore]);
          assert.ok(index === 0 || (pairs[index - 1]?.[1] ?? 0) < inBefore);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("are all lines of a text and itself, and all but one when one came or went", () => {
    fc.assert(
      fc.property(lines, fc.nat(), (text, at) => {
        assert.equal(matchingLines(text, text).size, text.length);
        const more = (text as readonly string[]).toSpliced(at % (text.length + 1), 0, "new");
        assert.equal(matchingLines(text, more).size, text.length);
        assert.equal(matchingLines(more, text).size, text.length);
      }),
      { numRuns: 5_000 },
    );
  });

  it("are found around a line that changed, between braces that are all alike", () => {
    const before = ["if a {", "x", "}", "if b {", "y", "}"];
    const after = ["if a {", "x", "}", "if c {", "y", "}"];
    assert.deepEqual(
      [...matchingLines(before, after)].sort(([a], [b]) => a - b),
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [4, 4],
        [5, 5],
      ],
    );
  });

  it("are looked for between others only so deep, so that no text takes forever", () => {
    // Each level occurs once between two lines of the next, and nothing else is alike.
    const nested = (leaf: string): readonly string[] => {
      let lines = [leaf];
      for (let level = 1; level <= 13; level += 1) {
        lines = [...lines, `level ${level}`, ...lines];
      }
      return lines;
    };
    const [before, after] = [nested("p"), nested("q")];
    const matches = matchingLines(before, after);
    const found = [...matches].map(([inAfter]) => after[inAfter] ?? "");
    assert.equal(found.length, 2 ** 12 - 1);
    assert.ok(!found.includes("level 1"));
    assert.ok([...matches].every(([inAfter, inBefore]) => after[inAfter] === before[inBefore]));
  });

  it("are as many as can be where every line is there once", () => {
    const places = fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(places, places, (before, after) => {
        const found = matchingLines(before.map(String), after.map(String));
        const partners = after.map((line) => before.indexOf(line)).filter((place) => place >= 0);
        const longest: number[] = [];
        for (const [index, place] of partners.entries()) {
          longest.push(1 + Math.max(0, ...longest.filter((_, at) => at < index && partners[at]! < place)));
        }
        assert.equal(found.size, Math.max(0, ...longest));
      }),
      { numRuns: 1_000 },
    );
  });

  it("are found between others, where they are there once", () => {
    const before = ["k", "a", "1", "k", "b", "2", "k", "c"];
    const after = ["d", "k", "1", "e", "k", "2", "f", "k"];
    assert.deepEqual(
      new Map([...matchingLines(before, after)].sort(([a], [b]) => a - b)),
      new Map([
        [1, 0],
        [2, 2],
        [4, 3],
        [5, 5],
        [7, 6],
      ]),
    );
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";

import { replaced } from "../../../src/core/placement";
import {
  inWholeLines,
  isWithin,
  touchedLines,
  merged,
  overlaps,
  type Span,
} from "../../../src/core/wholeLines";

function span(startLine: number, startCharacter: number, endLine: number, endCharacter: number): Span {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}

describe("whole lines", () => {
  it("are those that a selection has a part of", () => {
    assert.deepEqual(touchedLines(span(3, 2, 3, 5)), { start: 3, end: 4 });
    assert.deepEqual(touchedLines(span(3, 2, 5, 1)), { start: 3, end: 6 });
    // The line whose first character it ends before is not selected.
    assert.deepEqual(touchedLines(span(3, 0, 5, 0)), { start: 3, end: 5 });
    assert.deepEqual(touchedLines(span(3, 7, 4, 0)), { start: 3, end: 4 });
    // A cursor is in its line.
    assert.deepEqual(touchedLines(span(3, 0, 3, 0)), { start: 3, end: 4 });
  });

  it("become one range where they overlap or touch, in the order of the document", () => {
    const ranges = [
      { start: 8, end: 9 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 2, end: 3 },
      { start: 6, end: 6 },
    ];
    assert.deepEqual(merged(ranges), [
      { start: 1, end: 4 },
      { start: 6, end: 6 },
      { start: 8, end: 9 },
    ]);
    assert.deepEqual(merged([]), []);
  });

  it("lie within others, or share some with them", () => {
    const outer = { start: 2, end: 5 };
    assert.ok(isWithin({ start: 2, end: 5 }, outer) && isWithin({ start: 4, end: 4 }, outer));
    assert.ok(!isWithin({ start: 1, end: 3 }, outer) && !isWithin({ start: 5, end: 6 }, outer));
    assert.ok(overlaps({ start: 4, end: 9 }, outer) && overlaps({ start: 5, end: 5 }, outer));
    assert.ok(!overlaps({ start: 5, end: 9 }, outer) && !overlaps({ start: 0, end: 2 }, outer));
  });

  for (const [name, document, change, range, lines] of [
    ["a part of a line", "one\ntwo\n", { start: 5, end: 6, text: "h" }, { start: 1, end: 2 }, ["tho"]],
    ["the first line", "\none", { start: 0, end: 0, text: "a\n" }, { start: 0, end: 0 }, ["a"]],
    ["lines between lines", "a\nb\n", { start: 2, end: 2, text: "x\ny\n" }, { start: 1, end: 1 }, ["x", "y"]],
    ["a line and its end", "a\nb\nc", { start: 2, end: 4, text: "x\n" }, { start: 1, end: 2 }, ["x"]],
    ["a line that goes", "a\nb\nc", { start: 2, end: 4, text: "" }, { start: 1, end: 3 }, ["c"]],
    ["the end of the text", "a\nb", { start: 3, end: 3, text: "\nc" }, { start: 1, end: 2 }, ["b", "c"]],
    ["an empty text", "", { start: 0, end: 0, text: "a\n" }, { start: 0, end: 0 }, ["a"]],
    ["other line ends", "a", { start: 0, end: 1, text: "x\r\ny\rz" }, { start: 0, end: 1 }, ["x", "y", "z"]],
  ] as const) {
    it(`have the change of ${name}`, () => {
      assert.deepEqual(inWholeLines(document, change), { range, lines });
    });
  }

  it("make the same text of every change", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", " "), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), (document, put, one, other) => {
        const offsets = [one, other].map((offset) => offset % (document.length + 1));
        const change = { start: Math.min(...offsets), end: Math.max(...offsets), text: put };
        const { range, lines } = inWholeLines(document, change);
        const before = document.split("\n");
        const after = [...before.slice(0, range.start), ...lines, ...before.slice(range.end)];
        assert.equal(after.join("\n"), replaced(document, change));
      }),
      { numRuns: 5_000 },
    );
  });
});

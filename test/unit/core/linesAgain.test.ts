import assert from "node:assert/strict";

import { linesAgain, traceOf } from "../../../src/core/linesAgain";

/** A document of one-character lines; a dot is an empty one. */
const lines = (text: string): readonly string[] => Array.from(text, (line) => (line === "." ? "" : line));

describe("lines that are looked for again", () => {
  for (const [what, before, start, end, now, at] of [
    ["are where they were", "abcdefgh", 3, 5, "abcdefgh", 3],
    ["are found further down", "abcdefgh", 3, 5, "xxabcdefgh", 5],
    ["are found where only what stood above is left", "abcdefgh", 3, 5, "xabcdeyyy", 4],
    ["are found where only what stands below is left", "abcdefgh", 3, 5, "yyydefgh", 3],
    ["are found after a line came right before them", "abcdefgh", 3, 5, "abcxdefgh", 4],
    ["are told from others like them by what stands around", "a}bc}d", 4, 5, "a}bxc}d", 5],
    ["are not found where their surroundings are others", "abcdefgh", 3, 5, "xyzdexyz", undefined],
    ["are not found when one of them is another", "abcdefgh", 3, 5, "abcdxfgh", undefined],
    ["are not found in two places that are as likely", "abcdefgh", 3, 5, "abcdefghabcdefgh", undefined],
    ["are found when they are the whole document", "abc", 0, 3, "xabc", 1],
    ["are not found when they are the whole document, and empty", ".", 0, 1, ".", undefined],
    ["are found at the end", "abcd", 4, 4, "xabcd", 5],
    ["are found when they are none", "abcdef", 3, 3, "xabcdef", 4],
    ["are not found when they are none, in another text", "abcdefgh", 3, 3, "pqrstuvw", undefined],
    ["are not found when they are none, and half is left", "abcdef", 3, 3, "abcxyz", undefined],
    ["are not found when they are none, and something came between", "abcdef", 3, 3, "abcxdef", undefined],
    ["are not found by empty lines", "...d...", 3, 3, "...", undefined],
  ] as const) {
    it(what, () => {
      assert.equal(linesAgain(lines(now), traceOf(lines(before), { start, end })), at);
    });
  }

  it("may have others around them that differ in white space", () => {
    const trace = traceOf(["{", "  a();", "b();", "}"], { start: 2, end: 3 });
    assert.equal(linesAgain(["x", "{", "\ta();", "b();", "} "], trace), 3);
  });
});

import assert from "node:assert/strict";

import { paragraphAround } from "../../../src/core/paragraph";

function around(text: string, at: number, reach = 10): string {
  const lines = text.split("");
  const { start, end } = paragraphAround(
    { lineCount: lines.length, isBlank: (line) => lines[line] === " " },
    at,
    reach,
  );
  return `${start}-${end} ${lines.slice(start, end).join("")}`;
}

describe("the paragraph around a line", () => {
  it("ends at the blank lines before and after", () => {
    assert.equal(around("ab cde fg", 4), "3-6 cde");
    assert.equal(around("ab cde fg", 3), "3-6 cde");
    assert.equal(around("ab cde fg", 5), "3-6 cde");
  });

  it("ends where the text does", () => {
    assert.equal(around("abc", 0), "0-3 abc");
    assert.equal(around("abc", 2), "0-3 abc");
    assert.equal(around("a", 0), "0-1 a");
  });

  it("is the line itself when that is blank", () => {
    assert.equal(around("ab cd", 2), "2-3  ");
    assert.equal(around("  ", 0), "0-1  ");
  });

  it("goes no further than it may, in each direction", () => {
    assert.equal(around("abcdefghi", 4, 2), "2-7 cdefg");
    assert.equal(around("abcdefghi", 1, 2), "0-4 abcd");
    assert.equal(around("abcdefghi", 8, 2), "6-9 ghi");
  });
});

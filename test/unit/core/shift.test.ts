import assert from "node:assert/strict";

import type { LineRange } from "../../../src/core/lineRange";
import { growRange, lineEditOf, shiftRange } from "../../../src/core/shift";
import { changed } from "./hunkPicture";

/** In these pictures, the range is the lines with `+`. Then where it is, none when the edit overlaps it, and grown. */
describe("a range", () => {
  const cases: readonly (readonly [string, string, string, string | undefined, string])[] = [
    ["moves with text above", "| a[]\n| b\n+ c\n| d", "\nx", "3-4", "3-4"],
    ["stays with text below", "| a\n+ b\n| c[]", "x", "1-2", "1-2"],
    ["moves when lines above go", "| a[\n| b]\n+ c", "", "1-2", "1-2"],
    ["leaves out a line right above", "| a\n+ []b\n| c", "x\n", "2-3", "2-3"],
    ["leaves out a line right below", "| a\n+ b[]\n| c", "\nx", "1-2", "1-2"],
    ["overlaps a line between its own", "| a\n+ b[]\n+ c", "\nx", undefined, "1-4"],
    ["overlaps a change in its first line", "| a\n+ b[]\n+ c", "x", undefined, "1-3"],
    ["overlaps the removal of its last line", "| a\n+ b[\n+ c]\n| d", "", undefined, "1-2"],
    ["overlaps text over its end", "| a\n+ b\n+ [c\n| d]e", "x\ny", undefined, "1-4"],
    ["overlaps text over all of it", "| [a\n+ b\n| c]", "x\ny", undefined, "0-2"],
  ];

  for (const [title, drawn, typed, shifted, grown] of cases) {
    it(title, () => {
      const { before, change } = changed(drawn, typed);
      const { line, added } = before.hunks[0]!;
      const range = { start: line, end: line + added };
      const edit = lineEditOf(before.lines, change);
      assert.equal(shown(shiftRange(range, edit)), shifted);
      assert.equal(shown(growRange(range, edit)), grown);
    });
  }

  it("without lines only moves", () => {
    const range = { start: 2, end: 2 };
    const moved = (start: number, end: number, lines: readonly string[]): string | undefined =>
      shown(shiftRange(range, { start, end, lines }));
    assert.equal(moved(0, 1, ["x", "y"]), "3-3");
    assert.equal(moved(2, 2, ["x"]), "3-3");
    assert.equal(moved(2, 3, ["x", "y"]), "2-2");
    assert.equal(moved(1, 3, ["x"]), "2-2");
    assert.equal(moved(1, 3, []), "1-1");
  });
});

function shown(range: LineRange | undefined): string | undefined {
  return range === undefined ? undefined : `${range.start}-${range.end}`;
}

describe("the lines that a change of text concerns", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["typing in a line", "| Hello, []!", "world", "0-1 Hello, world!"],
    ["replacing a word", "| Hello, [world]!", "you", "0-1 Hello, you!"],
    ["Enter at the end of a line", "| a[]\n| b", "\n", "1-1 "],
    ["Enter at the beginning of a line", "| a\n| []b", "\n", "1-1 "],
    ["Enter in the middle of a line", "| ab[]cd", "\n  ", "0-1 ab/  cd"],
    ["a line before one that looks the same", "| a\n| []a", "a\n", "1-1 a"],
    ["a line behind one that looks the same", "| a[]\n| a", "\na", "1-1 a"],
    ["the removal of a whole line", "| a\n| [b\n| ]c", "", "1-2"],
    ["the removal of a line from the end of the one above", "| a[\n| b]\n| c", "", "1-2"],
    ["Backspace at the beginning of a line", "| a[\n| ]b", "", "0-2 ab"],
    ["a paste over the same lines and another", "| [a\n| b\n| c]", "a\nB\nc", "1-2 B"],
    ["a text that is there already", "| a[b]c", "b", "1-1"],
  ];

  for (const [title, drawn, typed, expected] of cases) {
    it(`for ${title}`, () => {
      const { before, change } = changed(drawn, typed);
      const { start, end, lines } = lineEditOf(before.lines, change);
      assert.equal(`${start}-${end}${lines.length === 0 ? "" : ` ${lines.join("/")}`}`, expected);
    });
  }
});

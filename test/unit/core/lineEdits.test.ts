import assert from "node:assert/strict";
import fc from "fast-check";

import { applyLineEdits, lineEditsBetween, textEdit } from "../../../src/core/lineEdits";
import { fewLines, severalLines } from "./lineArbitrary";
import { TextModel } from "./textModel";

describe("the edits between two texts", () => {
  it("make the one of the other, and leave a line between any two of them", () => {
    fc.assert(
      fc.property(fewLines, fewLines, (before, after) => {
        const edits = lineEditsBetween(before, after);
        assert.deepEqual(applyLineEdits(before, edits), after);
        for (const [index, edit] of edits.entries()) {
          assert.ok(edit.start < edit.end || edit.lines.length > 0);
          assert.ok(index === 0 || edit.start > edits[index - 1]!.end);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("touch as few lines as there can be", () => {
    fc.assert(
      fc.property(fewLines, fewLines, (before, after) => {
        const touched = lineEditsBetween(before, after).reduce(
          (sum, { start, end, lines }) => sum + end - start + lines.length,
          0,
        );
        assert.equal(touched, before.length + after.length - 2 * longestCommon(before, after));
      }),
      { numRuns: 3000 },
    );
  });

  it("give the document that was meant when VS Code makes them at once, whatever its line ends", () => {
    fc.assert(
      fc.property(severalLines, fewLines, fc.constantFrom("\n", "\r\n"), (before, after, eol) => {
        const model = new TextModel(before, eol);
        model.apply(lineEditsBetween(before, after).map((edit) => textEdit(before, edit, eol)));
        assert.equal(model.value, after.join(eol));
      }),
      { numRuns: 3000 },
    );
  });
});

/** A line end is shown as `¶`; the document has to be the one behind the arrow. */
describe("an edit of lines, as an edit of the text", () => {
  const cases: readonly (readonly [string, string, number, number, readonly string[], string])[] = [
    ["changes a line", "a¶b¶c", 1, 2, ["B"], "a¶B¶c"],
    ["puts lines before another", "a¶b", 1, 1, ["x", "y"], "a¶x¶y¶b"],
    ["puts lines before the first", "a¶b", 0, 0, ["x"], "x¶a¶b"],
    ["puts a line behind the last, which has no line end", "a¶b", 2, 2, ["x"], "a¶b¶x"],
    ["puts a line behind the last that has a line end", "a¶b¶", 2, 2, ["x"], "a¶b¶x¶"],
    ["gives the last line a line end", "a¶b", 2, 2, [""], "a¶b¶"],
    ["takes the line end of the last line", "a¶b¶", 2, 3, [], "a¶b"],
    ["changes the last line", "a¶b", 1, 2, ["B"], "a¶B"],
    ["takes the last line out", "a¶b", 1, 2, [], "a"],
    ["takes the last line out and leaves the line end above", "a¶b¶", 1, 2, [], "a¶"],
    ["takes the first line out", "a¶b", 0, 1, [], "b"],
    ["takes everything out", "a¶b¶", 0, 3, [], ""],
    ["changes everything", "a¶b", 0, 2, ["x", ""], "x¶"],
    ["fills an empty document", "", 0, 1, ["x", ""], "x¶"],
    ["keeps the empty line of an empty document", "", 0, 0, ["x"], "x¶"],
  ];

  for (const [title, before, start, end, lines, after] of cases) {
    it(title, () => {
      for (const eol of ["\n", "\r\n"]) {
        const all = before.split("¶");
        const model = new TextModel(all, eol);
        model.apply([textEdit(all, { start, end, lines }, eol)]);
        assert.equal(model.value.replaceAll(eol, "¶"), after);
      }
    });
  }
});

/** How many lines two texts have in common in the same order, by the table that every textbook has. */
function longestCommon(before: readonly string[], after: readonly string[]): number {
  let above = Array.from({ length: after.length + 1 }, () => 0);
  for (const line of before) {
    const row = [0];
    for (const [index, other] of after.entries()) {
      row.push(line === other ? above[index]! + 1 : Math.max(above[index + 1]!, row[index]!));
    }
    above = row;
  }
  return above.at(-1)!;
}

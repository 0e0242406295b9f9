import assert from "node:assert/strict";

import { withoutLineNumbers } from "../../../src/core/lineNumbers";

describe("numbers before the lines of an answer", () => {
  for (const [what, lines, bare] of [
    ["with a blank behind each", ["7: const a = 1;", "8:   b();"], ["const a = 1;", "  b();"]],
    ["with a blank behind each but for empty lines", ["7: a();", "8:", "9: b();"], ["a();", "", "b();"]],
    ["with nothing behind them", ["7:a();", "8:  b();"], ["a();", "  b();"]],
    ["with a tab behind them", ["7\ta();", "8\t\tb();"], ["a();", "\tb();"]],
    ["with a tab behind them, and blanks that indent", ["7\t a();", "8\t b();"], [" a();", " b();"]],
    ["with an arrow behind them, padded", [" 9→a();", "10→b();"], ["a();", "b();"]],
    ["with a bar behind them", ["9 | a();", "10 | b();"], ["a();", "b();"]],
  ] as const) {
    it(`are left out ${what}`, () => {
      assert.deepEqual(withoutLineNumbers(lines, ["c();"], "typescript"), bare);
    });
  }

  for (const [what, lines, original] of [
    ["of one line", ["7: a();"], ["c();"]],
    ["that do not count up", ["7: a();", "9: b();"], ["c();"]],
    ["that the original has as well", ["7: a();", "8: b();"], ["7: c();"]],
    ["from 1, of lines that the original does not have", ["1: a", "2: b"], ["c"]],
    ["that are indented as a whole", ["  7: a", "  8: b"], ["c"]],
  ] as const) {
    it(`stay ${what}`, () => {
      assert.deepEqual(withoutLineNumbers(lines, original, "typescript"), lines);
    });
  }

  it("stay in a language of tables, unless a line of the original shows what they are", () => {
    const lines = ["7: alpha", "8: beta"];
    assert.deepEqual(withoutLineNumbers(lines, ["gamma"], "yaml"), lines);
    assert.deepEqual(withoutLineNumbers(lines, ["  beta"], "yaml"), ["alpha", "beta"]);
  });
});

import assert from "node:assert/strict";

import { hasSameBeginning } from "../../../src/core/sameBeginning";

const old = ["/** Adds. */", "export function total(lines: readonly Line[]): number {", "  return 0;", "}"];

describe("whether code is another version of what it would replace", () => {
  for (const [what, now, expected] of [
    ["another body", ["export function total(lines: Line[], discount = 0): number {", "}"], true],
    ["with something before it", ["const rate = 1;", "", "export function total() {}"], true],
    ["indented", ["  export function total() {}"], true],
    ["an example of a call", ["const sum = total([{ cents: 1 }]);", "console.log(sum);"], false],
    ["something else", ["SELECT 1;"], false],
  ] as const) {
    it(`${expected ? "is" : "is not"} so for ${what}`, () =>
      assert.equal(hasSameBeginning(old, now), expected));
  }

  it("is so where nothing stood there", () => assert.ok(hasSameBeginning(["", "// later"], ["a();"])));
});

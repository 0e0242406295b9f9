import assert from "node:assert/strict";

import { withoutRepeatedContext } from "../../../src/core/repeatedContext";

const above = ["import a;", "", "/** Adds. */"];
const below = ["", "export const x = add(1, 2);", ""];
const original = ["function add(a, b) {", "  return a + b;", "}"];

describe("lines that an answer repeats from around the place", () => {
  const put = (lines: readonly string[], from = original) =>
    withoutRepeatedContext(lines, from, { above, below });

  it("are left out above", () => {
    assert.deepEqual(put(["/** Adds. */", "function add(a, b) {", "  return b + a;", "}"]), [
      "function add(a, b) {",
      "  return b + a;",
      "}",
    ]);
  });

  it("are left out below", () => {
    assert.deepEqual(put(["function add(a, b) {", "}", "", "export const x = add(1, 2);"]), [
      "function add(a, b) {",
      "}",
    ]);
  });

  it("are left out on both sides, several of them", () => {
    assert.deepEqual(put([...above, ...original, ...below]), original);
  });

  for (const [why, lines] of [
    ["the first line of the original does not follow", ["/** Adds. */", "function plus(a, b) {", "}"]],
    ["they differ", ["/** Adds two. */", ...original]],
    ["they have no letter and no digit", ["", ...original]],
    ["nothing is repeated", ["const y = 1;", ...original]],
  ] as const) {
    it(`stay where ${why}`, () => assert.deepEqual(put(lines), lines));
  }

  it("stay where the original begins with the same line", () => {
    const twice = ["/** Adds. */", "function add(a, b) {"];
    const lines = ["/** Adds. */", "/** Adds. */", "function add(a, b) {"];
    assert.deepEqual(withoutRepeatedContext(lines, twice, { above, below }), lines);
  });

  it("stay where nothing stood there before", () => {
    assert.deepEqual(put(["/** Adds. */", "let a;"], []), ["/** Adds. */", "let a;"]);
  });
});

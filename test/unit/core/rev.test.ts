import assert from "node:assert/strict";
import { proposing, undoing, baseOf } from "../../../src/core/editState";
import { shiftHunks } from "../../../src/core/shift";
import { foundAgain } from "../../../src/host/edit/editStore";

describe("REV unit", () => {
  it("a: undo of insertion into an empty file is exact", () => {
    const lines = [""];
    const step = proposing(lines, [{ range: { start: 0, end: 0 }, hunks: [], lines: ["a", "b"] }]);
    const state = step.states[0]!;
    assert.deepEqual(baseOf(step.lines, state), []);
    assert.deepEqual(undoing(step.lines, state, "all").lines, lines);
  });
  it("i: an edit that only deleted is not found in another text", () => {
    assert.equal(
      foundAgain(["x", "y", "z", "w", "v"], {
        id: "",
        group: "",
        instruction: "",
        phase: "reviewing",
        conversation: {} as never,
        lines: [],
        state: { range: { start: 3, end: 3 }, hunks: [{ id: 1, line: 3, added: 0, removed: ["gone"] }] },
      }),
      undefined,
    );
  });
  it("f2: ids of kept hunks are not given again", () => {
    // hunks 1 and 2; 2 was kept; person splits 1
    const next = shiftHunks(
      [{ id: 1, line: 0, added: 3, removed: [] }],
      ["a", "b", "c", "d"],
      { start: 1, end: 2, lines: ["mine"] },
      "person",
    );
    assert.ok(!next.some(({ id }) => id === 2), JSON.stringify(next));
  });
});

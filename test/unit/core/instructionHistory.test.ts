import assert from "node:assert/strict";

import { remember } from "../../../src/core/instructionHistory";

describe("instructions that are offered again", () => {
  it("are the newest first, none twice", () => {
    const history = ["add types", "shorter", "use a map"].reduce(remember, [] as readonly string[]);
    assert.deepEqual(history, ["use a map", "shorter", "add types"]);
    assert.deepEqual(remember(history, "add types"), ["add types", "use a map", "shorter"]);
    assert.deepEqual(remember(history, "  shorter\n"), ["shorter", "use a map", "add types"]);
  });

  it("are no more than fifty", () => {
    const many = Array.from({ length: 70 }, (_, index) => `instruction ${index}`);
    const history = many.reduce(remember, [] as readonly string[]);
    assert.equal(history.length, 50);
    assert.equal(history[0], "instruction 69");
    assert.equal(history[49], "instruction 20");
    assert.equal(remember(history, "instruction 40").length, 50);
  });

  it("are neither empty nor very long", () => {
    assert.deepEqual(remember(["a"], " \n\t"), ["a"]);
    assert.deepEqual(remember(["a"], "x".repeat(2_001)), ["a"]);
    assert.equal(remember(["a"], "x".repeat(2_000)).length, 2);
  });

  it("leave the history that was as it was", () => {
    const history = Object.freeze(["b", "a"]);
    assert.deepEqual(remember(history, "a"), ["a", "b"]);
    assert.deepEqual(history, ["b", "a"]);
  });
});

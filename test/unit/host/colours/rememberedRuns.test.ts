import assert from "node:assert/strict";

import type { TokenPart } from "../../../../src/core/colours/tokenWork";
import { RememberedRuns } from "../../../../src/host/colours/rememberedRuns";

function parts(numbers: number): readonly TokenPart[] {
  return [{ offset: 0, runs: new Uint32Array(numbers - 100) }];
}

describe("the colours that are remembered", () => {
  it("are two megabytes at most, of what was asked for last", () => {
    const remembered = new RememberedRuns();
    for (const key of ["a", "b", "c", "d", "e"]) {
      remembered.set(key, parts(100_000));
    }
    assert.ok(remembered.get("a"));
    remembered.set("f", parts(100_000));
    assert.equal(remembered.get("b"), undefined);
    assert.ok(remembered.get("a"));
    remembered.set("f", parts(150_000));
    assert.deepEqual(
      ["a", "c", "d", "e", "f"].map((key) => remembered.get(key) !== undefined),
      [true, false, true, true, true],
    );
    remembered.set("g", parts(500_200));
    assert.equal(remembered.get("g"), undefined);
  });

  it("are of a bounded number of blocks, also when these have no colours", () => {
    const remembered = new RememberedRuns();
    for (let index = 0; index < 5_001; index += 1) {
      remembered.set(`${index}`, []);
    }
    assert.deepEqual([remembered.get("0"), remembered.get("1")], [undefined, []]);
  });

  it("know what is hopeless, until all is forgotten", () => {
    const remembered = new RememberedRuns();
    remembered.giveUp("first");
    for (let index = 0; index < 199; index += 1) {
      remembered.giveUp(`another ${index}`);
    }
    assert.ok(remembered.isHopeless("first"));
    remembered.giveUp("the last");
    assert.deepEqual([remembered.isHopeless("first"), remembered.isHopeless("the last")], [false, true]);
    remembered.clear();
    assert.ok(!remembered.isHopeless("the last"));
  });
});

import assert from "node:assert/strict";
import { mock } from "node:test";

import { GrowingPauses } from "../../../src/host/chat/growingPauses";

describe("pauses that grow", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("double up to a minute, and begin again when it went well", () => {
    let tries = 0;
    const pauses = new GrowingPauses(() => (tries += 1));
    const isAfter = (ms: number): void => {
      const before = tries;
      pauses.failed();
      // What fails meanwhile is in the same pause.
      pauses.failed();
      mock.timers.tick(ms - 1);
      assert.equal(tries, before, `${ms} ms`);
      mock.timers.tick(1);
      assert.equal(tries, before + 1, `${ms} ms`);
    };
    [1, 2, 4, 8, 16, 32, 60, 60].forEach((seconds) => isAfter(seconds * 1_000));
    pauses.well();
    isAfter(1_000);
    pauses.failed();
    pauses.well();
    const before = tries;
    mock.timers.tick(100_000);
    assert.equal(tries, before);
    isAfter(1_000);
  });

  it("begin as told", () => {
    let tries = 0;
    new GrowingPauses(() => (tries += 1), 20).failed();
    mock.timers.tick(20);
    assert.equal(tries, 1);
  });
});

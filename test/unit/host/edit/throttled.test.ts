import assert from "node:assert/strict";

import { Throttled } from "../../../../src/host/edit/throttled";

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("throttled work", () => {
  it("is done at once, then once more for all that was asked meanwhile, and rests", async () => {
    let count = 0;
    const throttled = new Throttled(() => (count += 1), 20);
    throttled.ask();
    assert.equal(count, 1);
    throttled.ask();
    throttled.ask();
    assert.equal(count, 1);
    await wait(60);
    assert.equal(count, 2);
    throttled.ask();
    assert.equal(count, 3);
    throttled.dispose();
  });

  it("is not done any more once it is disposed", async () => {
    let count = 0;
    const throttled = new Throttled(() => (count += 1), 10);
    throttled.ask();
    throttled.ask();
    throttled.dispose();
    await wait(40);
    assert.equal(count, 1);
  });
});

import assert from "node:assert/strict";

import { Disposables } from "../../../src/host/disposables";

describe("a list of disposables", () => {
  it("lets go of the last one first, and of each only when the one before has finished", async () => {
    const told: string[] = [];
    const list = new Disposables();
    list.add({ dispose: () => told.push("log closed") });
    list.add({
      dispose: async () => {
        told.push("chat closing");
        await new Promise((resolve) => setTimeout(resolve, 5));
        told.push("chat closed");
      },
    });
    await list.dispose();
    assert.deepEqual(told, ["chat closing", "chat closed", "log closed"]);
  });

  it("lets go at once of what is added too late, and of nothing twice", async () => {
    const told: string[] = [];
    const list = new Disposables();
    list.add({ dispose: () => told.push("early") });
    await list.dispose();
    list.add({ dispose: () => told.push("late") });
    await list.dispose();
    assert.deepEqual(told, ["early", "late"]);
  });
});

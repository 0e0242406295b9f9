import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { FaultyDisk, installFaultyDisks, type Reached } from "../../support/faultyDisk";
import { isFullSize, proved } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { ScriptedSession } from "./scripted";

const extents: readonly Reached[] = ["nothing", "half", "all"];

describe("a window that ends at a disk call", () => {
  let root = "";
  let restore = (): void => undefined;

  beforeEach(async () => {
    root = await quickFolder("ask-claude-points-");
    restore = installFaultyDisks();
  });
  afterEach(async () => {
    restore();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  /** Ends a window at a call of its session, and the one after it at a call of its own; gives whether the first ended. */
  async function one(call: number, next: number, reached: Reached): Promise<boolean> {
    const folder = await mkdtemp(join(root, "home-"));
    const first = new ScriptedSession(folder, "w1");
    const disk = new FaultyDisk((made) => (made === call ? "ends" : "works"), reached);
    const isDone = await disk.runToTheEnd(() => first.run());
    const about = `ended at call ${call} (${disk.failed[0]}), ${reached} of it done`;
    await first.check(about);

    // Another window cleans up, and ends in the middle of it; then one that lives.
    const second = new ScriptedSession(folder, "w2");
    second.deletion = first.deletion;
    second.drafts = [...first.drafts];
    const nextDisk = new FaultyDisk((made) => (made === next ? "ends" : "works"), reached);
    await nextDisk.runToTheEnd(() => second.run());
    const both = `${about}, then at call ${next} (${nextDisk.failed[0]})`;
    await second.check(both);
    first.drafts = second.drafts;
    first.deletion = second.deletion;
    await first.check(both);

    const third = new ScriptedSession(folder, "w3");
    await third.run();
    assert.equal(third.acknowledged, third.written.length, both);
    await third.check(both);
    for (const session of [first, second]) {
      session.drafts = third.drafts;
      session.deletion = "acknowledged";
      await session.check(`${both}, then done`);
    }
    // An index may still be on its way.
    await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 20 });
    return !isDone;
  }

  it("leaves all that was acknowledged, nothing twice, the old draft or the new one, and what was deleted deleted", async function () {
    this.timeout(isFullSize ? 600_000 : 60_000);
    let [count, calls] = [0, 0];
    for (let call = 1, isHit = true; isHit; call += isFullSize ? 1 : 2) {
      const ends = [];
      for (const reached of isFullSize ? extents : [extents[call % extents.length]!]) {
        for (const next of isFullSize
          ? [1, 13, 37, 71, 101].map((step) => (call * step) % 97)
          : [(call * 37) % 97]) {
          ends.push(await one(call, next, reached));
          count += 1;
        }
      }
      isHit = ends.includes(true);
      calls = call;
    }
    assert.ok(calls > 30, `${calls} calls`);
    proved({
      row: "T43",
      tried: "the end of the process at every disk call of a session, and of the next one while it cleans up",
      count,
      result: "all intact, nothing twice, deleted stays deleted, drafts whole",
    });
  });
});

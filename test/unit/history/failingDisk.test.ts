import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { FaultyDisk, installFaultyDisks, type Reached } from "../../support/faultyDisk";
import { isFullSize, proved } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { ScriptedSession } from "./scripted";
import { question, tokensOf } from "./tokens";

const codes = ["ENOSPC", "EIO", "EPERM"];
const extents: readonly Reached[] = ["nothing", "half", "all"];

describe("a history whose disk fails", () => {
  let root = "";
  let restore = (): void => undefined;

  beforeEach(async () => {
    root = await quickFolder("ask-claude-failing-");
    restore = installFaultyDisks();
  });
  afterEach(async () => {
    restore();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  /** Goes through the whole session with a disk that fails from a call on, or in that call only. */
  async function one(call: number, code: string, reached: Reached, isLasting: boolean): Promise<boolean> {
    const about = `${code} at call ${call}${isLasting ? " and after" : ""}, ${reached} of it done`;
    const folder = await mkdtemp(join(root, "home-"));
    const session = new ScriptedSession(folder, "w1");
    const disk = new FaultyDisk(
      (made) => (made === call || (isLasting && made > call) ? { code } : "works"),
      reached,
    );
    await disk.run(() => session.run());
    const isHit = disk.failed.length > 0;
    const what = `${about} (${disk.failed[0]})`;
    // What is not told of is safe even if the window ends now.
    await session.check(what);
    for (const { what: asked, error } of session.rejected) {
      assert.ok(["load", "list", "delete"].includes(asked), `${what}: ${asked} threw ${String(error)}`);
      assert.equal((error as { readonly code?: string }).code, code, what);
    }
    // Once for what is to be written, and once for what is to be deleted.
    assert.ok(session.troubles.length <= 2, `${what}: told ${session.troubles.length} times`);
    disk.heal();
    await disk.run(async () => {
      session.written.push("w1.last");
      session.history.append("kept", question("w1.last"));
      await session.history.flush();
      await session.history.saveDraft("kept", { text: "last", context: [] });
      await session.history.delete(["gone"]);
    });
    session.acknowledged = session.written.length;
    session.drafts = ["last"];
    session.deletion = "acknowledged";
    await session.check(`${what}, then well`);
    assert.deepEqual(tokensOf((await session.history.load("kept")).conversation), session.written, what);
    // An index may still be on its way.
    await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 20 });
    return isHit;
  }

  it("throws nothing, tells of it, loses and doubles nothing, and writes the rest when the disk is well again", async function () {
    this.timeout(isFullSize ? 600_000 : 60_000);
    let [count, calls] = [0, 0];
    for (let call = 1, isHit = true; isHit; call += 1) {
      const kinds = codes.flatMap((code) =>
        extents.flatMap((reached) => [true, false].map((isLasting) => ({ code, reached, isLasting }))),
      );
      // Every call in every run; every kind of failure at every call in the full one.
      const tried = isFullSize ? kinds : [kinds[(call * 7) % kinds.length]!];
      const hits = [];
      for (const { code, reached, isLasting } of tried) {
        hits.push(await one(call, code, reached, isLasting));
        count += 1;
      }
      isHit = hits.includes(true);
      calls = call - 1;
    }
    assert.ok(calls > 30, `${calls} calls`);
    proved({
      row: "T46",
      tried: `a session with ENOSPC, EIO and EPERM at every one of its disk calls, once and for good, with nothing, half and all of the call done`,
      count,
      result: `nothing lost, nothing twice, each told, the rest written afterwards`,
    });
  });
});

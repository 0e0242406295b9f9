import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Glances } from "../../../src/host/chat/glances";
import { patchFs } from "../../support/patchedFs";

describe("a glance at what other windows do with a conversation", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-glances-"));
    await writeFile(join(folder, "c.mine.jsonl"), "1\n");
    await writeFile(join(folder, "c.theirs.jsonl"), "1\n");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** How often the folder is listed meanwhile. */
  async function listings(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const restore = patchFs(["readdir"], (_, original) => (...args) => {
      count += 1;
      return original(...args);
    });
    try {
      await work();
    } finally {
      restore();
    }
    return count;
  }

  it("is another one when they wrote, and the same when this window did", async () => {
    const glances = new Glances(folder, "mine");
    const first = await glances.at("c");
    await appendFile(join(folder, "c.mine.jsonl"), "2\n");
    assert.deepEqual(await glances.at("c"), first);
    await appendFile(join(folder, "c.theirs.jsonl"), "2\n");
    assert.notEqual((await glances.at("c")).written, first.written);
  });

  it("shows a sign of life that wrote nothing", async () => {
    const glances = new Glances(folder, "mine");
    const first = await glances.at("c");
    await utimes(join(folder, "c.theirs.jsonl"), 1, 1);
    const { written, alive } = await glances.at("c");
    assert.equal(written, first.written);
    assert.notEqual(alive, first.alive);
  });

  it("lists the folder once for as long as nothing comes or goes in it", async () => {
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(folder, longAgo, longAgo);
    const glances = new Glances(folder, "mine");
    const first = await glances.at("c");
    assert.equal(await listings(() => glances.at("c")), 0);
    // Written to, but neither made nor removed.
    await appendFile(join(folder, "c.theirs.jsonl"), "2\n");
    const later = await glances.at("c");
    assert.notEqual(later.written, first.written);
    await writeFile(join(folder, "c.third.jsonl"), "1\n");
    assert.equal(await listings(() => glances.at("c")), 1);
    assert.notEqual((await glances.at("c")).written, later.written);
  });

  it("lists the folder again while it has only just changed: clocks are coarse", async () => {
    const glances = new Glances(folder, "mine");
    await glances.at("c");
    assert.equal(await listings(() => glances.at("c")), 1);
  });

  it("leaves out a log that has gone since the folder was listed", async () => {
    const glances = new Glances(folder, "mine");
    const restore = patchFs(["stat"], (_, original) => async (...args) => {
      if (String(args[0]).endsWith("c.theirs.jsonl")) {
        await rm(String(args[0]), { force: true });
      }
      return original(...args);
    });
    try {
      const { written, alive } = await glances.at("c");
      assert.doesNotMatch(written + alive, /theirs/);
    } finally {
      restore();
    }
  });

  it("sees nothing of a conversation that no other window wrote, nor where there is no folder yet", async () => {
    const nothing = { written: "[]", alive: "[]", isFresh: false };
    assert.deepEqual(await new Glances(folder, "mine").at("d"), nothing);
    assert.deepEqual(await new Glances(join(folder, "not there"), "mine").at("c"), nothing);
  });

  it("never fails: a folder that cannot be listed has not changed", async () => {
    const restore = patchFs(["readdir"], () => () => Promise.reject(new Error("EIO")));
    try {
      assert.deepEqual(await new Glances(folder, "mine").at("c"), { written: "", alive: "", isFresh: false });
    } finally {
      restore();
    }
  });
});

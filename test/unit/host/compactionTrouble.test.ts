import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { parseCompacted } from "../../../src/core/compacted";
import { compact as compactWith, isWorthCompacting } from "../../../src/host/chat/compaction";
import type { ReadConversation } from "../../../src/host/chat/conversationFiles";
import { History } from "../../../src/host/chat/history";
import { type DiskCall, patchFs } from "../../support/patchedFs";
import { quickFolder } from "../../support/quickFolder";
import { asked, stopped } from "./conversationEvents";

/** What other windows, and damage, do to a compaction between two of its calls. */
const compact = (folder: string, id: string): Promise<boolean> => compactWith(folder, id, (text) => text);

describe("a compaction among others", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await quickFolder("ask-claude-compaction-");
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const window = (writer: string): History => new History(folder, writer, () => undefined);

  async function write(...ns: readonly number[]): Promise<void> {
    const history = window("w1");
    await history.load("c");
    history.append(
      "c",
      ns.flatMap((n) => [asked(n), stopped(n)]),
    );
    await history.flush();
  }

  async function questions(): Promise<readonly string[]> {
    const { conversation } = await window("w9").load("c");
    return conversation.turns.flatMap((turn) => (turn.role === "user" ? [turn.text] : []));
  }

  /** Compacts, and does something before the first call of that name on a path with this ending. */
  async function compactWhile(name: string, ending: string, happens: () => Promise<void>): Promise<boolean> {
    let isOver = false;
    const restore = patchFs([name], (_, original): DiskCall => async (...args) => {
      if (!isOver && args.some((arg) => typeof arg === "string" && arg.endsWith(ending))) {
        isOver = true;
        await happens();
      }
      return original(...args);
    });
    try {
      return await compact(folder, "c");
    } finally {
      restore();
      assert.ok(isOver);
    }
  }

  it("is worth it for deleted text, many records, or many logs", () => {
    const read = (records: number, hasDropped = false) => ({ records, hasDropped }) as ReadConversation;
    assert.equal(isWorthCompacting(read(1_000), 8), false);
    assert.equal(isWorthCompacting(read(1_001), 8), true);
    assert.equal(isWorthCompacting(read(1_000), 9), true);
    assert.equal(isWorthCompacting(read(0, true), 1), true);
  });

  it("does nothing where there is nothing, or the conversation is deleted", async () => {
    await mkdir(folder);
    assert.equal(await compact(folder, "c"), false);
    assert.deepEqual(await readdir(folder), []);
    await write(1);
    await writeFile(join(folder, "c.deleted"), "");
    assert.equal(await compact(folder, "c"), false);
    assert.deepEqual((await readdir(folder)).sort(), ["c.deleted", "c.w1.jsonl"]);
  });

  it("leaves everything to another that took the number before", async () => {
    await write(1);
    const mark = join(folder, "c.1.compacting");
    assert.equal(await compactWhile("open", "c.1.compacting", () => writeFile(mark, "")), false);
    assert.deepEqual((await readdir(folder)).sort(), ["c.1.compacting", "c.w1.jsonl"]);
  });

  it("takes a number above all others, also of those that came to no end, and clears these away", async () => {
    await write(1);
    await writeFile(join(folder, "c.11.compacting"), "");
    await writeFile(join(folder, "c.9.compact.tmp"), "half");
    assert.equal(await compact(folder, "c"), true);
    assert.deepEqual(await readdir(folder), ["c.12.compact"]);
    assert.deepEqual(await questions(), ["question 1"]);
  });

  it("ends when a higher number is taken before it has read the logs", async () => {
    await write(1);
    const mark = join(folder, "c.7.compacting");
    assert.equal(await compactWhile("rename", "c.w1.jsonl", () => writeFile(mark, "")), false);
    const names = (await readdir(folder)).sort();
    assert.equal(names.length, 2);
    assert.equal(names[0], "c.7.compacting");
    assert.match(names[1] ?? "", /^c\.w1\.[0-9a-f]{8}\.old$/);
    assert.deepEqual(await questions(), ["question 1"]);
  });

  it("leaves what it replaced to whoever took a higher number since, and names it", async () => {
    await write(1, 2);
    const mark = join(folder, "c.7.compacting");
    assert.equal(await compactWhile("rename", "c.1.compact", () => writeFile(mark, "")), false);
    const [place = "", , old = "", ...more] = (await readdir(folder)).sort();
    assert.deepEqual([place, more], ["c.1.compact", []]);
    const { replaces } = parseCompacted(await readFile(join(folder, place), "utf8"), "c", crc32);
    assert.deepEqual(replaces, [old]);
    assert.deepEqual(await questions(), ["question 1", "question 2"]);
  });

  for (const [when, call] of [
    ["before it has read the logs", "c.w1.jsonl"],
    ["before it is in place", "c.1.compact"],
  ] as const) {
    it(`leaves nothing of a conversation that is deleted ${when}`, async () => {
      await write(1);
      const tombstone = join(folder, "c.deleted");
      assert.equal(await compactWhile("rename", call, () => writeFile(tombstone, "")), false);
      assert.deepEqual(await readdir(folder), ["c.deleted"]);
    });
  }

  it("puts together what it can when a log is held", async () => {
    await write(1);
    const refused = patchFs(["rename"], (_, original): DiskCall => (...args) => {
      const isHeld = String(args[0]).endsWith("c.w1.jsonl");
      return isHeld ? Promise.reject(new Error("held")) : original(...args);
    });
    try {
      assert.equal(await compact(folder, "c"), true);
    } finally {
      refused();
    }
    assert.deepEqual((await readdir(folder)).sort(), ["c.1.compact", "c.w1.jsonl"]);
    assert.deepEqual(await questions(), ["question 1"]);
  });

  it("keeps damaged lines of a compaction byte by byte", async () => {
    await write(1);
    assert.equal(await compact(folder, "c"), true);
    const damage = Buffer.from([0x78, 0xff, 0xe9, 0x0a, 0x79, 0xfe]);
    await appendFile(join(folder, "c.1.compact"), damage);
    assert.equal(await compact(folder, "c"), true);
    assert.deepEqual((await readdir(folder)).sort(), ["c.1.corrupt-compact", "c.2.compact"]);
    const kept = await readFile(join(folder, "c.1.corrupt-compact"));
    assert.deepEqual([...kept], [...damage, 0x0a]);
    assert.deepEqual(await questions(), ["question 1"]);
  });
});

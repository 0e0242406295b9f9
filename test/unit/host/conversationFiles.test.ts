import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { encodeRecord } from "../../../src/core/record";
import {
  dropsText,
  filesOf,
  listFiles,
  noFiles,
  readConversation,
  readStored,
} from "../../../src/host/chat/conversationFiles";
import { type DiskCall, patchFs } from "../../support/patchedFs";
import { quickFolder } from "../../support/quickFolder";
import { asked } from "./conversationEvents";

describe("the files of a conversation", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await quickFolder("ask-claude-files-");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const at = (name: string): string => join(folder, name);
  const record = (order: number, writer = "w1"): string =>
    encodeRecord({ order, writer, time: order, event: asked(order) }, crc32);

  it("are told apart by their names", async () => {
    const logs = ["chat.w1.jsonl", "chat.w1.r.old", "chat.12.compact"];
    const remains = [
      "chat.12.compact.tmp",
      "chat.12.compacting",
      "chat.w1.corrupt-log",
      "chat.draft.json.w1.tmp",
    ];
    for (const name of [...logs, ...remains, "chat.draft.json", "chat.deleted", "d.w1.jsonl"]) {
      await writeFile(at(name), "");
    }
    const found = await listFiles(folder);
    const { logs: foundLogs, remains: foundRemains, ...rest } = found.get("chat") ?? noFiles;
    assert.deepEqual([...foundLogs].sort(), logs.map(at).sort());
    assert.deepEqual([...foundRemains].sort(), remains.map(at).sort());
    assert.deepEqual(rest, { draft: at("chat.draft.json"), tombstone: at("chat.deleted") });
    assert.deepEqual(found.get("d"), { logs: [at("d.w1.jsonl")], remains: [] });
    assert.deepEqual(await filesOf(folder, "none"), noFiles);
    assert.deepEqual([...(await listFiles(at("nowhere")))], []);
  });

  it("are none of others, and no folders or links", async () => {
    for (const name of [
      "chat.jsonl",
      "chat.a.b.jsonl",
      "chat.w1.old",
      "chat.w1.jsonl.bak",
      "chat.x.compact",
      "chat.1.compact.other",
      "chat.w1.corrupt",
      "chat.draft.json.tmp",
      "chat.deleted.not",
      ".chat.w1.jsonl",
      "index.json",
    ]) {
      await writeFile(at(name), "");
    }
    await mkdir(at("chat.w1.jsonl"));
    if (process.platform !== "win32") {
      await symlink(at("index.json"), at("chat.w2.jsonl"));
    }
    assert.deepEqual([...(await listFiles(folder))], []);
  });

  it("are those that two readings agree on", async () => {
    await writeFile(at("c.w1.jsonl"), record(1));
    let readings = 0;
    const restore = patchFs(["readdir"], (_, original): DiskCall => async (...args) => {
      readings += 1;
      const found = (await original(...args)) as readonly unknown[];
      return readings === 1 ? [] : found;
    });
    try {
      assert.deepEqual((await filesOf(folder, "c")).logs, [at("c.w1.jsonl")]);
      assert.equal(readings, 3);
    } finally {
      restore();
    }
  });

  it("are read to the end, whatever the order of their records", async () => {
    await writeFile(at("c.w1.jsonl"), record(7) + record(3));
    await writeFile(at("c.w2.jsonl"), `damaged\n${record(5, "w2")}also\n`);
    const read = await readConversation("c", [at("c.w1.jsonl"), at("c.w2.jsonl")]);
    assert.deepEqual([read.nextOrder, read.changed, read.records, read.unreadable], [8, 7, 3, 2]);
    assert.deepEqual(read.covered, { w1: 7, w2: 5 });
    assert.deepEqual([...read.unreadableLines], [[at("c.w2.jsonl"), ["damaged", "also"]]]);
    assert.equal(read.hasDropped, false);
    assert.equal((await readConversation("c", [])).nextOrder, 0);
  });

  it("are looked for again when one is gone between listing and reading", async () => {
    await writeFile(at("c.w1.jsonl"), record(1));
    let isFirst = true;
    const restore = patchFs(["readFile"], (_, original): DiskCall => async (...args) => {
      if (isFirst) {
        isFirst = false;
        throw Object.assign(new Error("gone"), { code: "ENOENT" });
      }
      return original(...args);
    });
    try {
      assert.equal((await readStored(folder, "c")).records, 1);
    } finally {
      restore();
    }
  });

  it("are not tried for ever: trouble other than that, or one that never ends, is told", async () => {
    await writeFile(at("c.w1.jsonl"), record(1));
    for (const [code, calls] of [
      ["EIO", 1],
      ["ENOENT", 21],
    ] as const) {
      let made = 0;
      const restore = patchFs(["readFile"], (): DiskCall => () => {
        made += 1;
        return Promise.reject(Object.assign(new Error("refused"), { code }));
      });
      try {
        await assert.rejects(readStored(folder, "c"), { code });
      } finally {
        restore();
      }
      assert.equal(made, calls, code);
    }
  });

  it("are not read when it is deleted", async () => {
    await writeFile(at("c.w1.jsonl"), record(1));
    await writeFile(at("c.deleted"), "");
    const { records, files } = await readStored(folder, "c");
    assert.equal(records, 0);
    assert.equal(files.tombstone, at("c.deleted"));
  });

  it("hold text that was dropped after a deletion, or when an attachment was replaced or taken off", () => {
    const changed = { type: "attachmentChanged", turnId: "u", id: "i" } as const;
    assert.equal(dropsText({ type: "deleted", turnId: "u" }), true);
    assert.equal(dropsText(changed), true);
    assert.equal(dropsText({ ...changed, at: 0 }), false);
    assert.equal(dropsText(asked(1)), false);
  });
});

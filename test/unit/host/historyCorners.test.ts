import assert from "node:assert/strict";
import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { mock } from "node:test";
import { join } from "node:path";

import { History, type HistoryOptions } from "../../../src/host/chat/history";
import { HistoryIndex } from "../../../src/host/chat/historyIndex";
import { type DiskCall, patchFs } from "../../support/patchedFs";
import { quickFolder } from "../../support/quickFolder";
import { asked, stopped } from "./conversationEvents";

const refusal = (code: string): Error => Object.assign(new Error(code), { code });

describe("the history, where it is seldom looked at", () => {
  let root = "";
  let folder = "";
  let trouble: unknown[] = [];

  beforeEach(async () => {
    root = await quickFolder("ask-claude-corners-");
    folder = join(root, "conversations");
    trouble = [];
  });
  afterEach(async () => {
    mock.timers.reset();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const window = (writer = "w1", options: HistoryOptions = {}): History =>
    new History(folder, writer, (error) => trouble.push(error), options);

  async function write(id: string, ...ns: readonly number[]): Promise<void> {
    const history = window();
    history.append(
      id,
      ns.flatMap((n) => [asked(n), stopped(n)]),
    );
    await history.flush();
  }

  const names = async (): Promise<readonly string[]> => (await readdir(folder)).sort();

  /** The first call on a path with that ending fails so, or all of them do. */
  function failing(call: string, ending: string, code: string, isForGood = false): () => void {
    let isOver = false;
    return patchFs([call], (_, original): DiskCall => (...args) => {
      if (String(args[0]).endsWith(ending) && !isOver) {
        isOver = !isForGood;
        return Promise.reject(refusal(code));
      }
      return original(...args);
    });
  }

  it("tells which conversations there are, and which were deleted", async () => {
    await write("one", 1);
    await write("two", 2);
    await window().delete(["two"]);
    const { living, deleted } = await window().ids();
    assert.deepEqual([[...living], deleted], [["one"], ["two"]]);
  });

  it("tells what is in memory only", async () => {
    const history = window();
    history.append("c", [asked(1)]);
    history.append("d", [asked(2)]);
    assert.deepEqual([...history.unwritten].sort(), ["c", "d"]);
    await history.flush();
    assert.deepEqual(history.unwritten, []);
  });

  it("says that all is written only after there was trouble", async () => {
    let told = 0;
    const history = window("w1", { onWritten: () => (told += 1) });
    history.append("c", [asked(1)]);
    await history.flush();
    assert.equal(told, 0);
  });

  it("shows that an answer is being written, and does nothing where none is", async () => {
    const history = window();
    await history.beat("c");
    await assert.rejects(stat(folder));
    await write("c", 1);
    const log = join(folder, "c.w1.jsonl");
    await utimes(log, 1, 1);
    await history.beat("c");
    assert.ok((await stat(log)).mtimeMs > 1_000_000);
  });

  it("keeps a draft that only says what is being changed", async () => {
    await window().saveDraft("c", { text: "", context: [], editing: "u1" });
    assert.deepEqual(await names(), ["c.draft.json"]);
    await window().saveDraft("none", { text: "", context: [] });
    assert.deepEqual(await names(), ["c.draft.json"]);
    assert.deepEqual(trouble, []);
  });

  it("takes deleted text off the disk a while after, once, and never without a deletion", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    await write("c", 1, 2);
    const history = window();
    await history.load("c");
    await history.takeOffDropped("c");
    assert.deepEqual(await names(), ["c.w1.jsonl"]);
    history.append("c", [{ type: "shown", turnId: "u1" }]);
    await history.flush();
    mock.timers.tick(20_000);
    await history.load("c");
    assert.deepEqual(await names(), ["c.w1.jsonl"]);
    history.append("c", [
      { type: "deleted", turnId: "u2" },
      { type: "shown", turnId: "u1" },
    ]);
    mock.timers.tick(14_999);
    await history.load("c");
    assert.deepEqual(await names(), ["c.w1.jsonl"]);
    mock.timers.tick(1);
    for (let turns = 0; turns < 1_000 && (await names()).join() !== "c.1.compact"; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await history.load("c");
    assert.deepEqual(await names(), ["c.1.compact"]);
    await history.takeOffDropped("c");
    assert.deepEqual(await names(), ["c.1.compact"]);
  });

  it("puts together with a list only what is worth it, and says of what a draft waits", async () => {
    await write("kept", 1);
    await write("cut", 2, 3);
    const history = window();
    await history.load("cut");
    await history.saveDraft("kept", { text: "half", context: [] });
    history.append("cut", [{ type: "deleted", turnId: "u3" }]);
    await history.flush();
    const listed = await window("w2").list();
    assert.deepEqual(
      listed.map(({ id, hasDraft, isWorthCompacting }) => [id, hasDraft, isWorthCompacting]).sort(),
      [
        ["cut", undefined, true],
        ["kept", true, undefined],
      ],
    );
    const lister = window("w3");
    await lister.list();
    for (let turns = 0; turns < 1_000 && !(await names()).includes("cut.1.compact"); turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok((await names()).includes("cut.1.compact"));
    assert.ok((await names()).includes("kept.w1.jsonl"));
  });

  it("does not compact what the disk refuses to show", async () => {
    await write("c", 1);
    const restore = failing("readdir", "conversations", "EIO", true);
    try {
      assert.equal(await window().compact("c"), false);
    } finally {
      restore();
    }
  });

  it("lists a conversation again that could not be read once", async () => {
    await write("c", 1);
    const restore = failing("readFile", "c.w1.jsonl", "EIO");
    try {
      const history = window("w2");
      assert.deepEqual(await history.list(), []);
      assert.deepEqual(
        (await history.list()).map(({ id }) => id),
        ["c"],
      );
    } finally {
      restore();
    }
  });

  it("lists a conversation whose log goes elsewhere just then", async () => {
    await write("c", 1);
    const restore = failing("readFile", "c.w1.jsonl", "ENOENT");
    try {
      assert.deepEqual(
        (await window("w2").list()).map(({ id }) => id),
        ["c"],
      );
    } finally {
      restore();
    }
  });

  it("keeps the sign of a deletion for 90 days", async () => {
    await mkdir(folder, { recursive: true });
    const day = 24 * 60 * 60;
    for (const days of [89, 91]) {
      const path = join(folder, `c${days}.deleted`);
      await writeFile(path, "");
      await utimes(path, Date.now() / 1_000 - days * day, Date.now() / 1_000 - days * day);
    }
    await window().list();
    assert.deepEqual(
      (await names()).filter((name) => name.endsWith(".deleted")),
      ["c89.deleted"],
    );
  });

  it("opens no file of a conversation that another window deleted", async () => {
    await write("c", 1);
    const history = window("w2");
    await history.load("c");
    const heard: string[] = [];
    const listening = history.onDeletion(({ conversationId }) => heard.push(conversationId));
    await window("w3").delete(["c"]);
    const opened: string[] = [];
    const restore = patchFs(["open"], (_, original): DiskCall => (...args) => {
      opened.push(String(args[0]));
      return original(...args);
    });
    try {
      history.append("c", [asked(2)]);
      void history.saveDraft("c", { text: "half", context: [] });
      await history.flush();
    } finally {
      restore();
    }
    assert.deepEqual(opened, []);
    assert.deepEqual(heard, ["c"]);
    listening.dispose();
    await history.delete(["d"]);
    assert.deepEqual(heard, ["c"]);
  });

  it("tells of a log that disappears whenever it is written, after ten times", async () => {
    const history = window("w1", { retryAfterMs: 60_000 });
    let written = 0;
    const missing = failing("stat", "c.w1.jsonl", "ENOENT", true);
    const counted = patchFs(["open"], (_, original): DiskCall => (...args) => {
      written += String(args[0]).endsWith("c.w1.jsonl") ? 1 : 0;
      return original(...args);
    });
    try {
      history.append("c", [asked(1)]);
      await history.flush();
    } finally {
      counted();
      missing();
    }
    assert.equal(written, 10);
    assert.match(String(trouble[0]), /disappears/);
    assert.deepEqual(history.unwritten, ["c"]);
  });

  it("keeps a draft that came while the one before was written", async () => {
    const history = window();
    let isFirst = true;
    const restore = patchFs(["rename"], (_, original): DiskCall => async (...args) => {
      if (isFirst) {
        isFirst = false;
        void history.saveDraft("c", { text: "second", context: [] });
      }
      return original(...args);
    });
    try {
      await history.saveDraft("c", { text: "first", context: [] });
      await history.flush();
    } finally {
      restore();
    }
    assert.equal((await window("w2").load("c")).draft.text, "second");
  });
});

describe("the index of the history", () => {
  let folder = "";
  const path = () => join(folder, "index.json");
  const format = "ask-claude-index 2";
  const summary = { id: "c", title: "Title", about: [], changed: 1 };

  beforeEach(async () => {
    folder = await quickFolder("ask-claude-index-");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const read = async (value: unknown) => {
    await writeFile(path(), JSON.stringify(value));
    return [...(await new HistoryIndex(path(), "w1").read()).keys()];
  };

  it("gives back what was written, as it was", async () => {
    const entries = new Map([
      ["c", { stamp: "1", summary, isWorthCompacting: true as const }],
      ["d", { stamp: "2" }],
    ]);
    await new HistoryIndex(path(), "w1").write(entries);
    assert.deepEqual(await new HistoryIndex(path(), "w2").read(), entries);
    assert.deepEqual(await readdir(folder), ["index.json"]);
  });

  it("is nothing when it is of another format, or no index", async () => {
    const entries = { c: { stamp: "1" } };
    assert.deepEqual(await read({ format, entries }), ["c"]);
    for (const value of [
      { format: "ask-claude-index 1", entries },
      { entries },
      { format },
      { format, entries: "c" },
      "c",
      null,
    ]) {
      assert.deepEqual(await read(value), []);
    }
  });

  it("leaves out entries that are none", async () => {
    const bad = [
      1,
      {},
      { stamp: 1 },
      { stamp: "1", isWorthCompacting: false },
      { stamp: "1", summary: { ...summary, title: 1 } },
      { stamp: "1", summary: { ...summary, id: "d" } },
    ];
    for (const entry of bad) {
      assert.deepEqual(await read({ format, entries: { c: entry, good: { stamp: "1" } } }), ["good"]);
    }
    const good = { stamp: "1", isWorthCompacting: true, summary };
    assert.deepEqual(await read({ format, entries: { c: good } }), ["c"]);
  });

  it("forgets for good, with what a crash left half written and nothing else", async () => {
    for (const name of ["index.json.w2.tmp", "index.json.bak", "other.tmp"]) {
      await writeFile(join(folder, name), "");
    }
    const index = new HistoryIndex(path(), "w1");
    const entries = new Map([
      ["c", { stamp: "1" }],
      ["d", { stamp: "2" }],
    ]);
    await index.write(entries);
    await index.forget(["c"]);
    assert.deepEqual([...(await index.read()).keys()], ["d"]);
    assert.deepEqual((await readdir(folder)).sort(), ["index.json", "index.json.bak", "other.tmp"]);
    await index.write(entries);
    assert.deepEqual([...(await index.read()).keys()], ["d"]);
  });
});

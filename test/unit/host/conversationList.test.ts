import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstatSync, symlinkSync } from "node:fs";
import fs, { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ContextItem } from "../../../src/core/context";
import type { Listed } from "../../../src/host/chat/conversationList";
import { ConversationSearch } from "../../../src/host/chat/conversationSearch";
import { dateGroup } from "../../../src/host/chat/dateGroups";
import { History } from "../../../src/host/chat/history";
import { asked, begun, said, stopped } from "./conversationEvents";

const chip: ContextItem = {
  kind: "selection",
  id: "chip",
  uri: "file:///a.ts",
  fileName: "src/a.ts",
  languageId: "typescript",
  startLine: 1,
  endLine: 2,
  text: "a",
};

/** Runs something and tells which files it read. */
async function filesRead(work: () => Promise<unknown>): Promise<readonly string[]> {
  const original = fs.readFile;
  const read: string[] = [];
  Object.assign(fs, {
    readFile: (path: string, ...rest: readonly never[]) => {
      read.push(path.split("/").at(-1) ?? "");
      return original(path, ...rest);
    },
  });
  try {
    await work();
  } finally {
    Object.assign(fs, { readFile: original });
  }
  return read.sort();
}

describe("the list of conversations", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-list-"));
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const window = (writer = "w1"): History => new History(folder, writer, () => undefined);
  const pause = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
  const index = () => join(folder, "index.json");

  async function list(history = window("w9")): Promise<readonly Listed[]> {
    const listed = await history.list();
    // The index is written in the background, in one step.
    for (let tries = 0; tries < 200 && !(await readdir(folder)).includes("index.json"); tries += 1) {
      await pause();
    }
    return listed;
  }

  async function fill(history = window()): Promise<void> {
    history.append("one", [asked(1), begun(1), said(1, "The first "), stopped(1)]);
    await history.flush();
    await pause();
    history.append("two", [asked(2), begun(2), said(2, "Needle in the hay")]);
    await history.flush();
    await pause();
  }

  it("tells the title, what it is about, and how the last answer stands", async () => {
    const history = window();
    const first = asked(1);
    assert.ok(first.type === "asked");
    history.append("c", [
      { ...first, turn: { ...first.turn, context: [chip] } },
      { type: "answer", answerId: "a1", event: { type: "failed", failure: { kind: "cut" } } },
    ]);
    history.append("d", [asked(2), { type: "renamed", title: "A name" }]);
    history.append("e", [asked(3), { type: "answer", answerId: "a3", event: { type: "opened" } }]);
    history.append("e", [
      { type: "answer", answerId: "a3", event: { type: "completed", stopReason: "end_turn" } },
    ]);
    await history.flush();
    const seen = (await list()).map(({ id, title, about, answer }) => [id, title, about, answer]);
    assert.deepEqual(seen.sort(), [
      ["c", "question 1", ["a.ts:1-2"], "failed"],
      ["d", "A name", [], "pending"],
      ["e", "question 3", [], undefined],
    ]);
  });

  it("shows what has only been begun as a draft", async () => {
    const history = window();
    await history.saveDraft("written", { text: "\nHow do I\nround?", context: [] });
    await history.saveDraft("attached", { text: "", context: [chip] });
    history.append("configured", [{ type: "configured", options: { model: "m" } }]);
    await history.flush();
    assert.deepEqual((await list()).map(({ id, title, isDraft }) => [id, title, isDraft]).sort(), [
      ["attached", "a.ts:1-2", true],
      ["written", "How do I", true],
    ]);
  });

  it("is there also with a pipe or a link to a device in place of its index, which goes with the next list", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    for (const put of [() => execFileSync("mkfifo", [index()]), () => symlinkSync("/dev/zero", index())]) {
      await fill();
      await rm(index(), { force: true });
      put();
      assert.deepEqual((await list()).map(({ id }) => id).sort(), ["one", "two"]);
      for (let tries = 0; tries < 200 && !lstatSync(index()).isFile(); tries += 1) {
        await pause();
      }
      assert.ok(lstatSync(index()).isFile());
      assert.deepEqual((await list()).map(({ id }) => id).sort(), ["one", "two"]);
    }
  });

  it("reads a log again only when it has changed", async () => {
    await fill();
    const logs = (names: readonly string[]) => names.filter((name) => name.endsWith(".jsonl"));
    assert.deepEqual(logs(await filesRead(() => list())), ["one.w1.jsonl", "two.w1.jsonl"]);
    assert.deepEqual(logs(await filesRead(() => list())), []);
    const other = window("w2");
    await other.load("two");
    other.append("two", [stopped(2), { type: "renamed", title: "Changed" }]);
    await other.flush();
    const read = await filesRead(async () => {
      assert.deepEqual(
        (await list()).map(({ title }) => title),
        ["Changed", "question 1"],
      );
    });
    assert.deepEqual(logs(read), ["two.w1.jsonl", "two.w2.jsonl"]);
  });

  for (const [what, change] of [
    ["torn", (text: string) => text.slice(0, -20)],
    ["empty", () => ""],
    ["not JSON", () => "\0\0\0"],
    ["somebody else's", () => JSON.stringify({ entries: { one: { stamp: "x" } } })],
    [
      "of another version",
      (text: string) => text.replace(/"format":"[^"]*"/, '"format":"ask-claude-index 0"'),
    ],
    ["with a title that is no text", (text: string) => text.replace('"question 1"', "7")],
    ["of other conversations", (text: string) => text.replace('"id":"one"', '"id":"two"')],
    ["an array", () => "[]"],
  ] as const) {
    it(`throws an index away that is ${what}`, async () => {
      await fill();
      const before = await list();
      const text = await readFile(index(), "utf8");
      await writeFile(index(), change(text));
      assert.deepEqual(await list(), before);
    });
  }

  it("lists all the same where the index cannot be written", async () => {
    await fill();
    await fs.mkdir(index());
    assert.deepEqual(
      (await window().list()).map(({ id }) => id),
      ["two", "one"],
    );
  });

  it("takes out of the index what is gone from the folder", async () => {
    await fill();
    await list();
    await rm(join(folder, "one.w1.jsonl"));
    assert.deepEqual(
      (await list()).map(({ id }) => id),
      ["two"],
    );
    for (let tries = 0; (await readFile(index(), "utf8")).includes("question 1"); tries += 1) {
      assert.ok(tries < 200, "The title is still in the index.");
      await pause();
    }
  });

  describe("searched", () => {
    async function find(all: readonly Listed[], query: string, search = new ConversationSearch()) {
      const found: string[] = [];
      for await (const matches of search.find(all, query, new AbortController().signal)) {
        found.push(...matches.map(({ listed, snippet }) => `${listed.id}: ${snippet}`));
      }
      return found;
    }

    it("finds words of questions and answers, also where an answer came in pieces, in the order of the list", async () => {
      const history = window();
      await fill(history);
      history.append("one", [asked(3), begun(3), said(3, "hays")]);
      await history.flush();
      history.append("one", [said(3, "tack")]);
      await history.flush();
      const all = await list();
      assert.deepEqual(await find(all, "HAY"), ["one: haystack", "two: Needle in the hay"]);
      assert.deepEqual(await find(all, "haystack first"), ["one: haystack"]);
      assert.deepEqual(await find(all, "needle first"), []);
    });

    it("keeps what it has read, and reads what has changed", async () => {
      const history = window();
      await fill(history);
      const search = new ConversationSearch();
      const all = await list();
      await search.prepare(all, new AbortController().signal);
      assert.deepEqual(await filesRead(() => find(all, "needle", search)), []);
      history.append("one", [asked(3), begun(3), said(3, "needle")]);
      await history.flush();
      assert.equal((await find(await list(), "needle", search)).length, 2);
    });

    it("ends when it is told to", async () => {
      const history = window();
      for (let n = 0; n < 100; n += 1) {
        history.append(`c${n}`, [asked(n)]);
      }
      await history.flush();
      const all = await list();
      const controller = new AbortController();
      let found = 0;
      for await (const matches of new ConversationSearch().find(all, "question", controller.signal)) {
        found += matches.length;
        controller.abort();
      }
      assert.ok(found > 0 && found < 50, `${found}`);
    });
  });
});

describe("the headings of the list", () => {
  const at = (...date: readonly [number, number, number, number?, number?]) => new Date(...date).getTime();
  const now = at(2026, 10, 22, 0, 30);
  const table = [
    ["today", at(2026, 10, 22, 0, 0)],
    ["today", at(2026, 10, 23)],
    ["yesterday", at(2026, 10, 21, 23, 59)],
    ["yesterday", at(2026, 10, 21)],
    ["week", at(2026, 10, 20, 23, 59)],
    ["week", at(2026, 10, 15)],
    ["older", at(2026, 10, 14, 23, 59)],
    ["older", 0],
  ] as const;
  for (const [group, time] of table) {
    it(`is ${group} for ${new Date(time).toString().slice(0, 21)}`, () => {
      assert.equal(dateGroup(time, now), group);
    });
  }
});

import assert from "node:assert/strict";
import fs, { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { withoutKey } from "../../../src/core/ownKey";
import type { ConversationEvent } from "../../../src/core/conversation";
import type { ContextItem } from "../../../src/core/context";
import { History } from "../../../src/host/chat/history";
import { closeToOthers } from "../../../src/host/disk";
import { patchFs } from "../../support/patchedFs";
import { proved } from "../../support/proof";
import { asked, begun, said, stopped } from "./conversationEvents";
import { until } from "./sessionOnDisk";

describe("the history of conversations, when something is wrong", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-trouble-"));
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  async function everyByte(): Promise<string> {
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")))).join("\n");
  }

  for (const code of ["ENOSPC", "EROFS", "EACCES", "EBUSY", "EIO"]) {
    it(`writes everything by itself once the disk allows, after ${code}`, async () => {
      const told: unknown[] = [];
      let written = 0;
      const history = new History(folder, "w1", (error) => told.push(error), {
        onWritten: () => (written += 1),
        retryAfterMs: 10,
      });
      const restore = patchFs(["open"], () => () => Promise.reject(Object.assign(new Error(code), { code })));
      try {
        history.append("c", [asked(1), begun(1), said(1, "all of it"), stopped(1)]);
        await history.saveDraft("c", { text: "half a quest", context: [] });
        await history.flush();
        assert.equal(told.length, 1);
        assert.equal(written, 0);
        assert.deepEqual(history.unwritten, ["c"]);
      } finally {
        restore();
      }
      await until(() => Promise.resolve(written === 1));
      assert.equal(told.length, 1);
      assert.deepEqual(history.unwritten, []);
      const { conversation, draft } = await new History(folder, "w2", () => undefined).load("c");
      assert.equal(conversation.turns.length, 2);
      assert.match(JSON.stringify(conversation.turns), /all of it/);
      assert.equal(draft.text, "half a quest");
    });
  }

  it("writes the other conversations while one is locked", async () => {
    const history = new History(folder, "w1", () => undefined, { retryAfterMs: 60_000 });
    const restore = patchFs(["open"], (_, original) => (...args) => {
      const isLocked = String(args[0]).endsWith("locked.w1.jsonl");
      return isLocked ? Promise.reject(Object.assign(new Error(), { code: "EBUSY" })) : original(...args);
    });
    try {
      history.append("locked", [asked(1)]);
      history.append("free", [asked(2)]);
      await history.flush();
    } finally {
      restore();
    }
    assert.deepEqual(await readdir(folder), ["free.w1.jsonl"]);
    assert.deepEqual(history.unwritten, ["locked"]);
    await history.flush();
    assert.deepEqual((await readdir(folder)).sort(), ["free.w1.jsonl", "locked.w1.jsonl"]);
  });

  it("counts once what was written though the disk said it was not", async () => {
    const history = new History(folder, "w1", () => undefined, { retryAfterMs: 60_000 });
    history.append("c", [asked(1), begun(1)]);
    await history.flush();
    const original = fs.stat;
    let looks = 0;
    // The bytes are there, and then the check for them fails: the second look at the log in each write.
    Object.assign(fs, {
      stat: (path: string) => {
        looks += path.endsWith(".jsonl") ? 1 : 0;
        return path.endsWith(".jsonl") && looks % 2 === 0 ? Promise.reject(new Error("EIO")) : original(path);
      },
    });
    try {
      history.append("c", [said(1, "one ")]);
      await history.flush();
      history.append("c", [said(1, "two ")]);
      await history.flush();
    } finally {
      Object.assign(fs, { stat: original });
    }
    history.append("c", [said(1, "three")]);
    await history.flush();
    const { conversation } = await history.load("c");
    const answer = conversation.turns[1];
    assert.deepEqual(answer?.role === "assistant" && answer.parts, [{ type: "text", text: "one two three" }]);
  });

  const answerOf = async (id: string): Promise<unknown> => {
    const { conversation } = await new History(folder, "reader", () => undefined).load(id);
    const answer = conversation.turns[1];
    return answer?.role === "assistant" ? answer.parts : undefined;
  };

  it("loses nothing with a block that is too deep to be written", async () => {
    const told: unknown[] = [];
    const history = new History(folder, "w1", (error) => told.push(error));
    let deep: unknown = "end";
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = [deep];
    }
    const block = { type: "song", deep };
    const part = { type: "unknown" as const, blockType: "song", block };
    history.append("other", [asked(1), begun(1), said(1, "first")]);
    history.append("c", [
      asked(1),
      begun(1),
      said(1, "before "),
      { type: "answer", answerId: "a1", event: { type: "partStarted", index: 1, part } },
      said(1, "and after"),
    ]);
    history.append("last", [asked(1), begun(1), said(1, "third")]);
    // Deep where nothing can be left out of it.
    const odd = { type: "renamed", title: deep } as unknown as ConversationEvent;
    history.append("last", [odd, said(1, " too")]);
    await history.flush();
    assert.deepEqual(history.unwritten, []);
    assert.equal(told.length, 1);
    assert.ok(told[0] instanceof RangeError);
    assert.deepEqual(await answerOf("other"), [{ type: "text", text: "first" }]);
    assert.deepEqual(await answerOf("c"), [
      { type: "text", text: "before and after" },
      { type: "unknown", blockType: "song" },
    ]);
    assert.deepEqual(await answerOf("last"), [{ type: "text", text: "third too" }]);
  });

  /** Lets what is written reach the file, and then the promise fail that it is on the disk. */
  function syncFails(code: string): () => void {
    return patchFs(["open"], (_, original) => async (...args) => {
      const file = (await original(...args)) as { sync: () => Promise<void> };
      file.sync = () => Promise.reject(Object.assign(new Error(code), { code }));
      return file;
    });
  }

  it("does not write the same again and again beside it while the disk cannot promise to keep it", async () => {
    const told: unknown[] = [];
    const history = new History(folder, "w1", (error) => told.push(error), { retryAfterMs: 60_000 });
    history.append("c", [asked(1), begun(1), said(1, "0.")]);
    await history.flush();
    const restore = syncFails("EIO");
    try {
      for (let n = 1; n <= 30; n += 1) {
        history.append("c", [said(1, `${n}.`)]);
        await history.flush();
      }
    } finally {
      restore();
    }
    assert.equal(told.length, 1);
    assert.deepEqual(history.unwritten, ["c"]);
    await history.flush();
    assert.deepEqual(history.unwritten, []);
    const lines = (await readFile(join(folder, "c.w1.jsonl"), "utf8"))
      .split("\n")
      .filter((line) => line !== "");
    assert.equal(lines.length, 33);
    const text = Array.from({ length: 31 }, (_, n) => `${n}.`).join("");
    assert.deepEqual(await answerOf("c"), [{ type: "text", text }]);
  });

  for (const code of ["EINVAL", "ENOTSUP", "ENOSYS"]) {
    it(`takes a file system at its word that promises nothing, ${code}`, async () => {
      const history = new History(folder, "w1", (error) => assert.fail(String(error)));
      const restore = syncFails(code);
      try {
        history.append("c", [asked(1), begun(1), said(1, "it")]);
        await history.saveDraft("c", { text: "half a quest", context: [] });
      } finally {
        restore();
      }
      assert.deepEqual(history.unwritten, []);
      assert.deepEqual(await answerOf("c"), [{ type: "text", text: "it" }]);
    });
  }

  it("goes on writing when whoever is told of trouble fails at that", async () => {
    const fail = (): never => {
      throw new Error("no window to show it in");
    };
    const history = new History(folder, "w1", fail, { onWritten: fail, retryAfterMs: 60_000 });
    const restore = patchFs(["open"], () => () => Promise.reject(new Error("EIO")));
    try {
      history.append("c", [asked(1), begun(1)]);
      await history.flush();
    } finally {
      restore();
    }
    await history.flush();
    history.append("c", [said(1, "it")]);
    await history.flush();
    assert.deepEqual(await answerOf("c"), [{ type: "text", text: "it" }]);
  });

  it("is out of trouble also when nothing is left to be written", async () => {
    let written = 0;
    const told: unknown[] = [];
    const options = { onWritten: () => (written += 1), retryAfterMs: 60_000 };
    const history = new History(folder, "w1", (error) => told.push(error), options);
    // The log is written; what looks after that whether the conversation was deleted meanwhile fails.
    let looks = 0;
    const restore = patchFs(["stat"], (_, original) => (...args) => {
      looks += String(args[0]).endsWith(".deleted") ? 1 : 0;
      return looks === 2 ? Promise.reject(new Error("EIO")) : original(...args);
    });
    try {
      history.append("c", [asked(1)]);
      await history.flush();
    } finally {
      restore();
    }
    assert.deepEqual([told.length, history.unwritten, history.isInTrouble], [1, [], true]);
    await history.flush();
    assert.equal(history.isInTrouble, false);
    assert.equal(written, 1);
  });

  it("has no key on the disk, wherever it was typed", async () => {
    const key = "sk-ant-test-never-on-a-disk-0123456789";
    const history = new History(folder, "w1", () => undefined, { redact: (text) => withoutKey(text, key) });
    const chip: ContextItem = {
      kind: "selection",
      id: "chip",
      uri: "file:///a.ts",
      fileName: `${key}.ts`,
      languageId: "typescript",
      startLine: 1,
      endLine: 2,
      text: `const key = "${key}";`,
    };
    const turn = { role: "user" as const, id: "u1", text: `my key is ${key}, why?`, context: [chip] };
    history.append("c", [
      { type: "asked", turn, answerId: "a1", options: { model: "m" } },
      begun(1),
      said(1, `It is ${key}.`),
      stopped(1),
      { type: "renamed", title: key },
    ]);
    const draft = { text: key, context: [chip] };
    await history.saveDraft("c", { ...draft, editing: "u1", setAside: draft });
    await history.list();
    await until(async () => (await readdir(folder)).includes("index.json"));
    assert.ok((await readdir(folder)).length >= 3);
    assert.equal((await everyByte()).includes(key), false);
    assert.match(await everyByte(), /my key is \[API key\], why\?/);
    assert.equal(await history.compact("c"), true);
    assert.equal((await everyByte()).includes(key), false);
    proved({
      row: "T8",
      tried: "the key in a question, a chip, an answer, a title and drafts",
      count: 8,
      result: "not on the disk",
    });
  });

  it("leaves nothing but tombstones when everything is deleted, whatever had been left behind", async () => {
    const history = new History(folder, "w1", () => undefined);
    for (const id of ["c", "d"]) {
      history.append(id, [asked(1), stopped(1)]);
      await history.saveDraft(id, { text: "half a quest", context: [] });
    }
    await history.flush();
    await history.list();
    await until(async () => (await readdir(folder)).includes("index.json"));
    const left = [
      "c.w3.jsonl",
      "c.w3.0a1b2c3d.old",
      "c.4.compact",
      "c.5.compact.tmp",
      "c.5.compacting",
      "c.w3.corrupt-0a1b2c3d",
      "c.4.corrupt-compact",
      "c.draft.json.w3.tmp",
      "index.json.w3.tmp",
      "orphan.w3.corrupt-0a1b2c3d",
    ];
    for (const name of left) {
      await writeFile(join(folder, name), "question 1");
    }
    await writeFile(join(folder, "note.txt"), "not ours");
    assert.equal(await history.deleteAll(), true);
    const names = (await readdir(folder)).sort();
    assert.deepEqual(names, ["c.deleted", "d.deleted", "index.json", "note.txt", "orphan.deleted"]);
    assert.doesNotMatch(await everyByte(), /question|quest/);
    proved({
      row: "T58",
      tried: "deleting all conversations with leftovers of every kind",
      count: left.length + 5,
      result: "nothing left",
    });
  });

  if (process.platform !== "win32") {
    it("is readable by its user only, also what was open before", async () => {
      await mkdir(folder, { mode: 0o755 });
      await chmod(folder, 0o755);
      await writeFile(join(folder, "c.w0.jsonl"), "", { mode: 0o644 });
      await closeToOthers([join(root, "missing"), folder]);
      const history = new History(folder, "w1", () => undefined);
      history.append("c", [asked(1)]);
      await history.saveDraft("c", { text: "half a quest", context: [] });
      await history.compact("c");
      await history.load("c");
      history.append("c", [asked(2)]);
      await history.list();
      await until(async () => (await readdir(folder)).includes("index.json"));
      await history.flush();
      const names = await readdir(folder);
      assert.deepEqual(names.sort(), ["c.1.compact", "c.draft.json", "c.w1.jsonl", "index.json"]);
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      for (const name of names) {
        assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
      }
      proved({ row: "T58", tried: "modes of every kind of file of a conversation", count: names.length });
    });
  }
});

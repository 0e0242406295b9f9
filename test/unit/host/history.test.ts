import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { answerText } from "../../../src/core/conversation";
import { History } from "../../../src/host/chat/history";
import { asked, begun, said, stopped } from "./conversationEvents";

describe("the history on disk", () => {
  let root = "";
  let folder = "";
  let trouble: unknown[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-history-"));
    folder = join(root, "conversations");
    trouble = [];
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const window = (writer = "w1"): History => new History(folder, writer, (error) => trouble.push(error));

  async function turns(history: History): Promise<readonly string[]> {
    const { conversation } = await history.load("c");
    return conversation.turns.map((turn) => (turn.role === "user" ? turn.text : answerText(turn)));
  }

  it("gives back a conversation after the window is gone", async () => {
    const history = window();
    history.append("c", [asked(1), begun(1), said(1, "Hel"), said(1, "lo")]);
    await history.flush();
    assert.deepEqual(await turns(window("w2")), ["question 1", "Hello"]);
  });

  it("is empty for a conversation nobody wrote", async () => {
    assert.deepEqual(await turns(window()), []);
  });

  it("writes answer text by itself, soon", async () => {
    window().append("c", [asked(1), begun(1), said(1, "Hello")]);
    const deadline = performance.now() + 5_000;
    while ((await turns(window("w2"))).length === 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(await turns(window("w2")), ["question 1", "Hello"]);
  });

  // On Windows the profile folder's access list does this; modes are not kept there.
  if (process.platform !== "win32") {
    it("is readable by its user only", async () => {
      const history = window();
      history.append("c", [asked(1)]);
      await history.saveDraft("c", { text: "half a quest", context: [] });
      await history.flush();
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      for (const name of await readdir(folder)) {
        assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
      }
    });
  }

  it("keeps everything but the line that a crash tore, and what is written after it", async () => {
    const first = window();
    first.append("c", [asked(1), stopped(1), asked(2)]);
    await first.flush();
    const [name = ""] = await readdir(folder);
    const path = join(folder, name);
    await truncate(path, (await stat(path)).size - 10);
    const second = window();
    assert.deepEqual(await turns(second), ["question 1", ""]);
    second.append("c", [asked(3)]);
    await second.flush();
    const { conversation, unreadable } = await window().load("c");
    assert.equal(unreadable, 1);
    assert.deepEqual(
      conversation.turns.filter((turn) => turn.role === "user").map((turn) => turn.text),
      ["question 1", "question 3"],
    );
  });

  it("skips what somebody else wrote into it", async () => {
    const history = window();
    history.append("c", [asked(1)]);
    await history.flush();
    const [name = ""] = await readdir(folder);
    await appendFile(join(folder, name), "not ours\n\0\0\0\n");
    history.append("c", [stopped(1), asked(2)]);
    await history.flush();
    assert.deepEqual(await turns(window()), ["question 1", "", "question 2", ""]);
  });

  it("merges what two windows wrote, and loses nothing of either", async () => {
    const [one, two] = [window("w1"), window("w2")];
    one.append("c", [asked(1), stopped(1)]);
    await one.flush();
    await two.load("c");
    two.append("c", [asked(2), stopped(2)]);
    await Promise.all([one.flush(), two.flush()]);
    await one.load("c");
    one.append("c", [asked(3), stopped(3)]);
    await one.flush();
    assert.deepEqual(
      (await turns(window("w3"))).filter((text) => text !== ""),
      ["question 1", "question 2", "question 3"],
    );
  });

  it("keeps in memory what the disk refuses, tells of it, and writes it when the disk is back", async () => {
    // A file where the folder should be: every call fails.
    await writeFile(folder, "in the way");
    const history = window();
    history.append("c", [asked(1), begun(1), said(1, "Hello")]);
    await history.flush();
    assert.equal(trouble.length, 1);
    await rm(folder);
    history.append("c", [stopped(1)]);
    await history.flush();
    assert.deepEqual(await turns(window()), ["question 1", "Hello"]);
    assert.equal(trouble.length, 1);
  });

  it("keeps the draft, replaces it whole, and forgets it when it is empty", async () => {
    const history = window();
    await history.saveDraft("c", { text: "first", context: [] });
    await history.saveDraft("c", { text: "second", context: [] });
    assert.deepEqual((await window().load("c")).draft, { text: "second", context: [] });
    assert.deepEqual(await readdir(folder), ["c.draft.json"]);
    await history.saveDraft("c", { text: "", context: [] });
    assert.deepEqual(await readdir(folder), []);
  });

  it("reads after what is still being written", async () => {
    const history = window();
    void history.saveDraft("c", { text: "half a quest", context: [] });
    history.append("c", [asked(1)]);
    void history.flush();
    const { conversation, draft } = await history.load("c");
    assert.equal(draft.text, "half a quest");
    assert.equal(conversation.turns.length, 2);
  });

  it("opens with an empty draft when the draft is not readable", async () => {
    const history = window();
    await history.saveDraft("c", { text: "first", context: [] });
    await writeFile(join(folder, "c.draft.json"), "{");
    assert.deepEqual((await window().load("c")).draft, { text: "", context: [] });
  });

  it("opens with an empty draft when a chip in it is damaged, so that the chat still opens", async () => {
    const history = window();
    await history.saveDraft("c", { text: "first", context: [] });
    await writeFile(join(folder, "c.draft.json"), JSON.stringify({ text: "first", context: [{ id: 1 }] }));
    assert.deepEqual((await window().load("c")).draft, { text: "", context: [] });
  });

  it("tells of a disk in trouble once, and again only when it had been well in between", async () => {
    await writeFile(folder, "in the way");
    const history = window();
    for (const n of [1, 2, 3]) {
      history.append("c", [asked(n)]);
      await history.flush();
    }
    assert.equal(trouble.length, 1);
    await rm(folder);
    await history.flush();
    await rm(folder, { recursive: true });
    await writeFile(folder, "in the way");
    history.append("c", [asked(4)]);
    await history.flush();
    assert.equal(trouble.length, 2);
  });

  it("lists conversations by what was asked first, the last changed first, and leaves out what it cannot read", async () => {
    const history = window();
    history.append("older", [asked(1), stopped(1), asked(2)]);
    await history.flush();
    await new Promise((resolve) => setTimeout(resolve, 5));
    history.append("newer", [asked(3)]);
    await history.flush();
    // Neither a name nor a look at another branch makes it newer.
    history.append("older", [{ type: "renamed", title: "The older one" }]);
    await history.flush();
    await writeFile(join(folder, "damaged.w1.jsonl"), "nonsense\n");
    await writeFile(join(folder, "note.txt"), "not ours");
    assert.deepEqual(
      (await window().list()).map(({ id, title }) => [id, title]),
      [
        ["newer", "question 3"],
        ["older", "The older one"],
      ],
    );
  });

  it("lists nothing where nothing was written", async () => {
    assert.deepEqual(await window().list(), []);
  });

  it("does not write the ticks of a countdown", async () => {
    const history = window();
    history.append("c", [
      asked(1),
      { type: "countingDown", answerId: "a1", failure: { kind: "overloaded" }, secondsLeft: 5 },
    ]);
    await history.flush();
    const [name = ""] = await readdir(folder);
    assert.doesNotMatch(await readFile(join(folder, name), "utf8"), /countingDown/);
  });
});

import assert from "node:assert/strict";
import fs, { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ContextItem } from "../../../src/core/context";
import type { Deletion } from "../../../src/host/chat/gone";
import { History } from "../../../src/host/chat/history";
import { sweep } from "../../../src/host/chat/tombstones";
import { asked, begun, said, stopped } from "./conversationEvents";

const draft = { text: "half a quest", context: [] as readonly ContextItem[] };

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** Replaces functions of the file system until `restore`. */
function patchFs(names: readonly string[], patch: (name: string, original: Call) => Call): () => void {
  const disk = fs as unknown as Record<string, Call>;
  const originals = names.map((name) => [name, disk[name]!] as const);
  for (const [name, original] of originals) {
    disk[name] = patch(name, original);
  }
  return () => originals.forEach(([name, original]) => (disk[name] = original));
}

/** From the call with this number on, nothing reaches the disk any more: the window is gone. */
function crashAfter(calls: number): { readonly restore: () => void; readonly made: () => number } {
  let made = 0;
  const restore = patchFs(
    ["mkdir", "open", "readdir", "readFile", "rename", "rm", "stat"],
    (_, original) =>
      (...args) =>
        made++ < calls ? original(...args) : Promise.reject(new Error("crashed")),
  );
  return { restore, made: () => made };
}

describe("deleting a conversation", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-deleting-"));
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const window = (writer = "w1"): History => new History(folder, writer, () => undefined);

  function heard(history: History): readonly Deletion[] {
    const deletions: Deletion[] = [];
    history.onDeletion((deletion) => deletions.push(deletion));
    return deletions;
  }

  /** Two conversations: `c`, which two windows wrote, with a draft, and `d`. */
  async function fill(): Promise<void> {
    const [one, two] = [window("w1"), window("w2")];
    one.append("c", [asked(1), begun(1), said(1, "first secret"), stopped(1)]);
    one.append("d", [asked(9), stopped(9)]);
    await one.saveDraft("c", draft);
    await one.flush();
    await two.load("c");
    two.append("c", [asked(2), stopped(2)]);
    await two.flush();
    await one.list();
    // The index is written in the background.
    while (!(await readdir(folder)).includes("index.json")) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function ids(history = window("w9")): Promise<readonly string[]> {
    return (await history.list()).map(({ id }) => id).sort();
  }

  it("leaves nothing of it but the sign that it is gone", async () => {
    await fill();
    await writeFile(join(folder, "index.json.w7.tmp"), '{"title":"question 1"');
    await writeFile(join(folder, "c.draft.json.w7.tmp"), '{"text":"half');
    const history = window();
    const deletions = heard(history);
    assert.equal(await history.delete(["c"]), true);
    assert.deepEqual((await readdir(folder)).sort(), ["c.deleted", "d.w1.jsonl", "index.json"]);
    assert.equal(await readFile(join(folder, "c.deleted"), "utf8"), "");
    assert.doesNotMatch(await readFile(join(folder, "index.json"), "utf8"), /question 1/);
    assert.deepEqual(deletions, [{ conversationId: "c", isHere: true }]);
    assert.deepEqual(await ids(), ["d"]);
    const loaded = await window("w3").load("c");
    assert.deepEqual([loaded.conversation.turns, loaded.draft.text, loaded.isDeleted], [[], "", true]);
  });

  it("drops what was still to be written, and what comes later", async () => {
    await fill();
    const history = window();
    history.append("c", [asked(3)]);
    await history.delete(["c"]);
    history.append("c", [asked(4)]);
    await history.saveDraft("c", draft);
    await history.flush();
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith("c.")),
      ["c.deleted"],
    );
  });

  it("is not undone by another window that has it open, and that window is told once", async () => {
    await fill();
    const other = window("w2");
    const deletions = heard(other);
    await other.load("c");
    await window().delete(["c"]);
    other.append("c", [asked(3)]);
    await other.flush();
    await other.saveDraft("c", draft);
    other.append("c", [asked(4)]);
    await other.flush();
    assert.deepEqual(deletions, [{ conversationId: "c", isHere: false }]);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith("c.")),
      ["c.deleted"],
    );
  });

  for (const [what, write, path] of [
    ["an answer", (history: History) => (history.append("c", [asked(3)]), history.flush()), "c.w2.jsonl"],
    ["a draft", (history: History) => history.saveDraft("c", draft), "c.draft.json.w2.tmp"],
  ] as const) {
    it(`is not undone by another window that is writing ${what} at that very moment`, async () => {
      await fill();
      const [one, other] = [window("w1"), window("w2")];
      const deletions = heard(other);
      await other.load("c");
      let deleted = false;
      const restore = patchFs(["open"], (_, original) => async (...args) => {
        if (!deleted && args[0] === join(folder, path)) {
          deleted = true;
          await one.delete(["c"]);
        }
        return original(...args);
      });
      try {
        await write(other);
      } finally {
        restore();
      }
      assert.equal(deleted, true);
      assert.equal(deletions.length, 1);
      assert.deepEqual(
        (await readdir(folder)).filter((name) => name.startsWith("c.")),
        ["c.deleted"],
      );
    });
  }

  it("leaves the whole conversation or none of it, wherever a crash comes", async () => {
    await fill();
    const whole = new Map(
      await Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const),
      ),
    );
    const outcomes: string[] = [];
    for (let calls = 0, isDone = false; !isDone; calls += 1) {
      await rm(folder, { recursive: true });
      await fs.mkdir(folder);
      for (const [name, bytes] of whole) {
        await writeFile(join(folder, name), bytes);
      }
      const crash = crashAfter(calls);
      try {
        await window()
          .delete(["c"])
          .catch(() => undefined);
        isDone = crash.made() <= calls;
      } finally {
        crash.restore();
      }
      const after = window("w8");
      const listed = await ids(after);
      const { conversation, draft: kept } = await after.load("c");
      const state = `${conversation.turns.length} turns, ${kept.text}`;
      assert.equal((await after.load("d")).conversation.turns.length, 2);
      if (listed.includes("c")) {
        assert.equal(state, "4 turns, half a quest");
        outcomes.push("whole");
      } else {
        assert.equal(state, "0 turns, ");
        // Whatever the crash left is gone with the next list.
        assert.deepEqual(
          (await readdir(folder)).filter((name) => name.startsWith("c.")),
          ["c.deleted"],
        );
        outcomes.push("deleted");
      }
    }
    assert.match(outcomes.join(" "), /^(whole ){2,}(deleted ?){5,}$/);
  });

  it("forgets what was deleted long ago, and what is left of it first", async () => {
    await fill();
    await window().delete(["c", "d"]);
    const longAgo = new Date(Date.now() - 91 * 24 * 60 * 60 * 1000);
    await utimes(join(folder, "c.deleted"), longAgo, longAgo);
    assert.deepEqual(await ids(), []);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith(".deleted")),
      ["d.deleted"],
    );
  });

  it("says so when a file cannot be removed, and removes it at the next list", async () => {
    await fill();
    const restore = patchFs(["rm"], () => () => Promise.reject(new Error("held by somebody")));
    try {
      assert.equal(await window().delete(["c"]), false);
    } finally {
      restore();
    }
    assert.ok((await readdir(folder)).includes("c.w1.jsonl"));
    assert.deepEqual(await ids(), ["d"]);
    assert.ok(!(await readdir(folder)).includes("c.w1.jsonl"));
  });

  it("rejects when the disk refuses, and the conversation stays", async () => {
    await fill();
    const restore = patchFs(["open"], () => () => Promise.reject(new Error("read-only")));
    try {
      await assert.rejects(window().delete(["c"]), /read-only/);
    } finally {
      restore();
    }
    assert.deepEqual(await ids(), ["c", "d"]);
  });

  it("deletes all of them, also those that cannot be read, and nothing that is not ours", async () => {
    await fill();
    await writeFile(join(folder, "damaged.w1.jsonl"), "nonsense\n");
    await writeFile(join(folder, "note.txt"), "not ours");
    assert.equal(await window().deleteAll(), true);
    assert.deepEqual((await readdir(folder)).sort(), [
      "c.deleted",
      "d.deleted",
      "damaged.deleted",
      "index.json",
      "note.txt",
    ]);
    assert.deepEqual(await ids(), []);
  });

  it("goes on to remove what is left when another window has just removed the tombstone", async () => {
    await fill();
    const log = join(folder, "c.w1.jsonl");
    await sweep([{ logs: [log], remains: [], tombstone: join(folder, "c.deleted") }], Date.now());
    const names = await readdir(folder);
    assert.ok(!names.includes("c.w1.jsonl") && names.includes("c.w2.jsonl"));
  });
});

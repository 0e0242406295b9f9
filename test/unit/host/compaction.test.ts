import assert from "node:assert/strict";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { restoration } from "../../../src/core/branches";
import { answerText, type ConversationEvent } from "../../../src/core/conversation";
import { encodeLine } from "../../../src/core/record";
import { History } from "../../../src/host/chat/history";
import { bury } from "../../../src/host/chat/tombstones";
import { patchFs } from "../../support/patchedFs";
import { isFullSize, proved, times } from "../../support/proof";
import { asked, begun, said, stopped } from "./conversationEvents";
import { until } from "./sessionOnDisk";

const diskCalls = ["mkdir", "open", "readdir", "readFile", "rename", "rm", "stat"];

const deleted = (n: number): ConversationEvent => ({ type: "deleted", turnId: `u${n}` });

describe("putting the logs of a conversation together", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-compaction-"));
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const window = (writer: string): History => new History(folder, writer, () => undefined);

  async function texts(history = window("w9")): Promise<readonly string[]> {
    const { conversation } = await history.load("c");
    return conversation.turns.map((turn) => (turn.role === "user" ? turn.text : answerText(turn)));
  }

  /** Two windows asked, and one of the questions was deleted. */
  async function fill(): Promise<readonly string[]> {
    const [one, two] = [window("w1"), window("w2")];
    one.append("c", [asked(1), begun(1), said(1, "first "), said(1, "answer"), stopped(1)]);
    one.append("c", [asked(2), begun(2), said(2, "a secret told"), stopped(2), deleted(2)]);
    await one.flush();
    await two.load("c");
    two.append("c", [asked(3), begun(3), said(3, "third answer"), stopped(3)]);
    await two.flush();
    return ["question 1", "first answer", "question 3", "third answer"];
  }

  async function bytes(): Promise<string> {
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
  }

  it("leaves one file, the same conversation, and nothing of what was deleted", async () => {
    const whole = await fill();
    assert.match(await bytes(), /a secret told/);
    assert.equal(await window("w3").compact("c"), true);
    assert.deepEqual(await readdir(folder), ["c.1.compact"]);
    assert.deepEqual(await texts(), whole);
    assert.doesNotMatch(await bytes(), /question 2|a secret told/);
  });

  it("goes on after it, and is compacted again", async () => {
    const whole = await fill();
    const history = window("w3");
    await history.compact("c");
    await history.load("c");
    history.append("c", [asked(4), begun(4), said(4, "fourth answer"), stopped(4)]);
    await history.flush();
    assert.deepEqual(await texts(), [...whole, "question 4", "fourth answer"]);
    assert.equal(await history.compact("c"), true);
    assert.deepEqual(await readdir(folder), ["c.2.compact"]);
    assert.deepEqual(await texts(), [...whole, "question 4", "fourth answer"]);
  });

  it("takes what was deleted off the disk when the person has gone on", async () => {
    await fill();
    const history = window("w1");
    await history.load("c");
    history.append("c", [deleted(3)]);
    await history.takeOffDropped("c");
    assert.deepEqual(await texts(), ["question 1", "first answer"]);
    assert.doesNotMatch(await bytes(), /secret|third/);
  });

  it("lets a deletion be taken back after that, from memory", async () => {
    const whole = await fill();
    const history = window("w1");
    const { conversation } = await history.load("c");
    const back = restoration(conversation, "u3");
    history.append("c", [deleted(3)]);
    await history.takeOffDropped("c");
    assert.doesNotMatch(await bytes(), /third/);
    history.append("c", [back]);
    await history.flush();
    assert.deepEqual(await texts(), whole);
  });

  it("takes off with the next list what a crash left of it", async () => {
    await fill();
    await window("w3").list();
    await until(async () => (await readdir(folder)).sort().join() === "c.1.compact,index.json");
    assert.doesNotMatch(await bytes(), /secret/);
  });

  it("loses nothing that is being written at the very moment that the log is taken away", async () => {
    const whole = await fill();
    const history = window("w1");
    await history.load("c");
    let wasTaken = false;
    const restore = patchFs(["open"], (_, original) => async (...args) => {
      const file = await original(...args);
      if (!wasTaken && String(args[0]).endsWith("c.w1.jsonl")) {
        wasTaken = true;
        assert.equal(await window("w3").compact("c"), true);
      }
      return file;
    });
    try {
      history.append("c", [asked(4), begun(4), said(4, "fourth answer"), stopped(4)]);
      await history.flush();
    } finally {
      restore();
    }
    assert.equal(wasTaken, true);
    assert.deepEqual(await texts(), [...whole, "question 4", "fourth answer"]);
  });

  it("does not take the number of a compaction that has come to its end meanwhile", async () => {
    const expected = await fill();
    let isFirst = true;
    const restore = patchFs(["open"], (_name, original) => async (...args) => {
      if (isFirst && String(args[0]).endsWith(".compacting")) {
        isFirst = false;
        // Another window finds the same number free, and is done with it before this one has it.
        assert.ok(await window("w3").compact("c"));
      }
      return original(...args);
    });
    try {
      await window("w4").compact("c");
    } finally {
      restore();
    }
    assert.ok(!isFirst);
    assert.deepEqual(await texts(), expected);
    assert.ok((await readdir(folder)).includes("c.1.compact"));
  });

  it("keeps lines aside that nobody can read, and the rest is read", async () => {
    const whole = await fill();
    await appendFile(join(folder, "c.w1.jsonl"), "torn in the midd");
    assert.equal(await window("w3").compact("c"), true);
    const [kept = "", compacted] = (await readdir(folder)).sort().reverse();
    assert.match(kept, /^c\.w1\.corrupt-[0-9a-f]{8}$/);
    assert.equal(compacted, "c.1.compact");
    assert.equal(await readFile(join(folder, kept), "utf8"), "torn in the midd\n");
    assert.deepEqual(await texts(), whole);
    await window("w3").delete(["c"]);
    assert.deepEqual(await readdir(folder), ["c.deleted"]);
  });

  it("leaves alone what a newer version wrote", async () => {
    const whole = await fill();
    const line = encodeLine({ v: 2, order: 99, writer: "w7", time: 1, event: { type: "sung" } }, crc32);
    await writeFile(join(folder, "c.w7.jsonl"), line);
    assert.equal(await window("w3").compact("c"), false);
    assert.deepEqual(await texts(), whole);
    assert.ok((await bytes()).includes(line));
  });

  it("is whole wherever a crash comes, and the next one cleans up", async function () {
    this.timeout(30_000);
    const whole = await fill();
    await window("w3").compact("c");
    const two = window("w2");
    await two.load("c");
    two.append("c", [asked(4), stopped(4)]);
    await two.flush();
    const before = join(root, "before");
    await cp(folder, before, { recursive: true });
    const wanted = [...whole, "question 4", ""];
    let crashes = 0;
    for (let isDone = false; !isDone; crashes += 1) {
      await rm(folder, { recursive: true });
      await cp(before, folder, { recursive: true });
      let made = 0;
      // From this call on nothing reaches the disk any more.
      const restore = patchFs(diskCalls, (_, original) => (...args) => {
        made += 1;
        return made <= crashes ? original(...args) : Promise.reject(new Error("crashed"));
      });
      try {
        await window("w5").compact("c");
      } finally {
        restore();
      }
      isDone = made <= crashes;
      assert.deepEqual(await texts(), wanted, `crash at call ${crashes}`);
      assert.equal(await window("w6").compact("c"), true);
      assert.deepEqual(await texts(), wanted, `again after a crash at call ${crashes}`);
      assert.equal((await readdir(folder)).length, 1);
    }
    assert.ok(crashes > 15, String(crashes));
    proved({ row: "T45", tried: "a crash at each disk call of a compaction", count: crashes });
  });

  it("loses nothing while windows write and compact at the same time", async function () {
    this.timeout(isFullSize ? 600_000 : 30_000);
    const rounds = times(400, 4);
    for (let round = 0; round < rounds; round += 1) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      // Calls take their time, each another, so that those of different windows come in every order.
      let call = round * 7_919;
      const restore = patchFs(diskCalls, (_, original) => async (...args) => {
        call = (call * 1_103_515_245 + 12_345) % 2_147_483_648;
        for (let turns = call % 5; turns > 0; turns -= 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        return original(...args);
      });
      const acknowledged: string[] = [];
      const write = async (writer: number): Promise<void> => {
        const history = window(`w${writer}`);
        for (let n = 0; n < 12; n += 1) {
          const id = writer * 100 + n;
          history.append("c", [asked(id), begun(id), said(id, `one ${id},`)]);
          await history.flush();
          history.append("c", [said(id, ` two ${id}`), stopped(id)]);
          await history.flush();
          acknowledged.push(`question ${id}`, `one ${id}, two ${id}`);
          if (n % 3 === writer % 3) {
            await history.compact("c");
          }
        }
      };
      try {
        await Promise.all([write(1), write(2), write(3)]);
      } finally {
        restore();
      }
      const { conversation } = await window("w9").load("c");
      const found = conversation.all.map((turn) => (turn.role === "user" ? turn.text : answerText(turn)));
      assert.deepEqual(found.sort(), acknowledged.sort(), `round ${round}`);
      assert.equal(await window("w9").compact("c"), true);
      assert.equal((await readdir(folder)).length, 1);
    }
    proved({
      row: "T45",
      tried: "messages of three windows that write and compact at the same time",
      count: rounds * 72,
    });
  });

  for (const [when, ending] of [
    ["while the logs are being claimed", "old"],
    ["when the new file has just been put in place", "compact"],
  ] as const) {
    it(`brings nothing back that another window deletes ${when}`, async () => {
      await fill();
      const restore = patchFs(["rename"], (_, original) => async (...args) => {
        await original(...args);
        if (String(args[1]).endsWith(`.${ending}`)) {
          await bury(folder, "c");
        }
      });
      try {
        assert.equal(await window("w3").compact("c"), false);
      } finally {
        restore();
      }
      assert.deepEqual(await readdir(folder), ["c.deleted"]);
    });
  }
});

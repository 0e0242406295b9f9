import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { AnswerEvent } from "../../../src/core/answer";
import { answerText, type ConversationEvent } from "../../../src/core/conversation";
import { OtherWindows } from "../../../src/host/chat/otherWindows";
import type { ChatSession } from "../../../src/host/chat/session";
import { patchFs } from "../../support/patchedFs";
import { proved } from "../../support/proof";
import { begun, said } from "./conversationEvents";
import { answered, windowOn } from "./sessionOnDisk";

describe("two windows with the same conversation", () => {
  let root = "";

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-windows-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  async function asks(session: ChatSession, text: string): Promise<void> {
    assert.ok(session.ask(text, []));
    await answered(session);
  }

  const questions = (session: ChatSession): readonly string[] =>
    session.conversation.turns.flatMap((turn) => (turn.role === "user" ? [turn.text] : []));

  /** A conversation in two windows, and what makes the second one look. */
  async function both(ask?: () => AsyncGenerator<AnswerEvent>) {
    const [one, two] = [windowOn(root, "w1"), windowOn(root, "w2", ask)];
    const mine = one.sessions.fresh();
    await asks(mine, "first");
    await one.history.flush();
    const theirs = await two.sessions.open(mine.id);
    const shown = { sessions: [theirs] as readonly ChatSession[] };
    const clock = { time: 1_000 };
    const windows = new OtherWindows(
      two.history,
      () => shown.sessions,
      () => two.sessions.all,
      () => clock.time,
    );
    return { one, two, mine, theirs, windows, shown, clock };
  }

  it("shows in one what is asked and answered in the other, and keeps what is being written", async () => {
    const { one, theirs, mine, windows } = await both();
    let resets = 0;
    theirs.listen({
      onEvents: () => undefined,
      onReset: () => (resets += 1),
      onAttachments: () => undefined,
    });
    theirs.setDraftText("half a quest");
    await windows.look();
    assert.equal(resets, 0);
    await asks(mine, "second");
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
    assert.deepEqual(theirs.conversation, mine.conversation);
    assert.equal(theirs.draft.text, "half a quest");
    assert.equal(resets, 1);
    await windows.look();
    assert.equal(resets, 1);
    // What is asked here goes on from there.
    await asks(theirs, "third");
    assert.deepEqual(questions(theirs), ["first", "second", "third"]);
    proved({ row: "T45", tried: "a conversation open in two windows", count: 1, result: "both show it" });
  });

  it("shows what the other window deleted, and gives the composer back when its question went", async () => {
    const { one, theirs, mine, windows } = await both();
    await windows.look();
    const turnId = theirs.conversation.turns[0]?.id ?? "";
    theirs.setDraftText("set aside");
    theirs.edit(turnId);
    mine.change({ type: "deleted", turnId });
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), []);
    assert.equal(theirs.draft.text, "set aside");
  });

  it("shows an answer as it comes, and as interrupted only when nobody writes it any more", async () => {
    const { one, theirs, mine, windows, clock } = await both();
    const write = async (...events: readonly ConversationEvent[]): Promise<void> => {
      one.history.append(mine.id, events);
      await one.history.flush();
    };
    const status = () => {
      const last = theirs.conversation.turns.at(-1);
      assert.ok(last?.role === "assistant");
      return { is: last.status.type, text: answerText(last) };
    };
    await windows.look();
    const turn = { role: "user" as const, id: "u5", text: "long", context: [] };
    await write({ type: "asked", turn, answerId: "a5", options: { model: "m" } }, begun(5), said(5, "It "));
    await windows.look();
    assert.equal(status().text, "It ");
    await write(said(5, "goes on"));
    await windows.look();
    assert.deepEqual(status(), { is: "waiting", text: "It goes on" });
    // Silent, but there.
    await one.history.beat(mine.id);
    await windows.look();
    assert.equal(status().is, "waiting");
    clock.time += 20_000;
    await windows.look();
    assert.equal(status().is, "failed");
    await write({ type: "answer", answerId: "a5", event: { type: "completed", stopReason: "end_turn" } });
    await windows.look();
    assert.equal(status().is, "complete");
  });

  it("stops an answer that somebody stops in the other window", async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const { one, two, mine, theirs, windows } = await both(async function* () {
      yield { type: "opened", requestId: "r" };
      await ended;
    });
    await windows.look();
    theirs.ask("endless", []);
    const answerId = theirs.conversation.turns.at(-1)?.id ?? "";
    assert.equal(theirs.isAnswering, true);
    await two.history.flush();
    await one.history.load(mine.id);
    one.history.append(mine.id, [{ type: "stopped", answerId }]);
    await one.history.flush();
    assert.equal(theirs.isAnswering, true);
    await windows.look();
    assert.equal(theirs.isAnswering, false);
    assert.equal(theirs.lastFailure, undefined);
    end();
  });

  it("leaves alone what is not in sight, and what is gone", async () => {
    const { one, theirs, mine, windows, shown } = await both();
    await windows.look();
    shown.sessions = [];
    await asks(mine, "second");
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first"]);
    shown.sessions = [theirs];
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
    await one.history.delete([mine.id]);
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
  });

  it("shows it after a compaction in either window too", async () => {
    const { one, two, mine, theirs, windows } = await both();
    await windows.look();
    assert.equal(await one.history.compact(mine.id), true);
    await asks(mine, "second");
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
    assert.equal(await two.history.compact(mine.id), true);
    await asks(mine, "third");
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second", "third"]);
    assert.ok((await readdir(join(root, "conversations"))).some((name) => name.endsWith(".compact")));
  });

  const statusOf = (session: ChatSession): string => {
    const last = session.conversation.turns.at(-1);
    return last?.role === "assistant" ? last.status.type : "none";
  };
  const pendingQuestion: readonly ConversationEvent[] = [
    {
      type: "asked",
      turn: { role: "user", id: "u5", text: "long", context: [] },
      answerId: "a5",
      options: { model: "m" },
    },
    begun(5),
  ];

  it("opens a conversation that the other one is answering as it is, until nothing more comes of it", async () => {
    const { one, two, mine, windows, shown, theirs, clock } = await both();
    shown.sessions = [];
    await two.sessions.tidy(() => false);
    one.history.append(mine.id, pendingQuestion);
    await one.history.flush();
    const opened = await two.sessions.open(mine.id);
    assert.notEqual(opened, theirs);
    assert.equal(statusOf(opened), "waiting");
    shown.sessions = [opened];
    await windows.look();
    assert.equal(statusOf(opened), "waiting");
    // Somebody who was killed gives no further sign.
    clock.time += 3_000;
    await windows.look();
    assert.equal(statusOf(opened), "failed");
    // A log of days ago is nobody who is writing.
    await two.sessions.tidy(() => false);
    const log = join(root, "conversations", `${mine.id}.w1.jsonl`);
    await utimes(log, 1_000_000, 1_000_000);
    assert.equal(statusOf(await two.sessions.open(mine.id)), "failed");
  });

  it("sees that the other one is there also after its log was put together with others", async () => {
    const { one, two, mine, theirs, windows, clock } = await both();
    one.history.append(mine.id, pendingQuestion);
    await one.history.flush();
    await windows.look();
    assert.equal(await two.history.compact(mine.id), true);
    await windows.look();
    for (let seconds = 0; seconds < 30; seconds += 5) {
      clock.time += 5_000;
      await one.history.beat(mine.id);
      const log = join(root, "conversations", `${mine.id}.w1.jsonl`);
      // A disk whose clock is coarse.
      await utimes(log, 2_000_000 + seconds, 2_000_000 + seconds);
      await windows.look();
      assert.equal(statusOf(theirs), "waiting", `after ${seconds} s`);
    }
    await one.history.delete([mine.id]);
    await one.history.beat(mine.id);
    assert.deepEqual(
      (await readdir(join(root, "conversations"))).filter((name) => name.startsWith(mine.id)),
      [`${mine.id}.deleted`],
    );
  });

  it("looks by itself only as long as there is something to look at", async () => {
    const { windows, shown } = await both();
    assert.equal(windows.isAwake, false);
    windows.wake();
    await windows.look();
    assert.equal(windows.isAwake, true);
    shown.sessions = [];
    await windows.look();
    assert.equal(windows.isAwake, false);
    windows.wake();
    assert.equal(windows.isAwake, true);
    windows.dispose();
    windows.wake();
    assert.equal(windows.isAwake, false);
  });

  it("tells whoever shows a conversation that it was deleted in the other one", async () => {
    const { one, two, mine, windows } = await both();
    const told: unknown[] = [];
    two.history.onDeletion((deletion) => told.push(deletion));
    await windows.look();
    await one.history.delete([mine.id]);
    await windows.look();
    await windows.look();
    assert.deepEqual(told, [{ conversationId: mine.id, isHere: false }]);
  });

  it("reads a conversation that takes long to read less often", async () => {
    const { one, two, theirs, mine, windows, clock } = await both();
    await windows.look();
    const load = two.history.load.bind(two.history);
    two.history.load = (id) => {
      clock.time += 400;
      return load(id);
    };
    const writesAndLooks = async (text: string): Promise<number> => {
      await asks(mine, text);
      await one.history.flush();
      clock.time += 1_000;
      await windows.look();
      return questions(theirs).length;
    };
    assert.equal(await writesAndLooks("second"), 2);
    assert.equal(await writesAndLooks("third"), 2);
    assert.equal(await writesAndLooks("fourth"), 2);
    clock.time += 3_000;
    await windows.look();
    assert.equal(questions(theirs).length, 4);
  });

  it("leaves a disk that refuses to the pauses after which it is tried again", async () => {
    const { one, two, theirs, mine, windows } = await both();
    await windows.look();
    let writes = 0;
    const restore = patchFs(["open"], (_, original) => (...args) => {
      if (!String(args[0]).endsWith(".w2.jsonl")) {
        return original(...args);
      }
      writes += 1;
      return Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
    });
    try {
      two.history.append(mine.id, [{ type: "renamed", title: "here" }]);
      await two.history.flush();
      await asks(mine, "second");
      await one.history.flush();
      assert.equal(writes, 1);
      for (let looks = 0; looks < 5; looks += 1) {
        await windows.look();
      }
      assert.equal(writes, 1);
    } finally {
      restore();
    }
    await two.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
  });

  it("finds no new file of the other one by listing the folder while somebody is typing here", async () => {
    const { one, two, mine, theirs, windows } = await both();
    await windows.look();
    let listings = 0;
    const restore = patchFs(["readdir"], (_, original) => (...args) => {
      listings += 1;
      return original(...args);
    });
    try {
      for (let typed = 0; typed < 8; typed += 1) {
        await two.history.saveDraft(mine.id, { text: "x".repeat(typed + 1), context: [] });
        await windows.look();
      }
      assert.ok(listings <= 1, `${listings} listings`);
    } finally {
      restore();
    }
    // What is known is looked at all the same.
    await asks(mine, "second");
    await one.history.flush();
    await windows.look();
    assert.deepEqual(questions(theirs), ["first", "second"]);
  });
});

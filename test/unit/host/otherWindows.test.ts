import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { AnswerEvent } from "../../../src/core/answer";
import { answerText, type ConversationEvent } from "../../../src/core/conversation";
import { OtherWindows } from "../../../src/host/chat/otherWindows";
import type { ChatSession } from "../../../src/host/chat/session";
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
    const windows = new OtherWindows(
      two.history,
      () => shown.sessions,
      () => two.sessions.all,
    );
    windows.dispose();
    return { one, two, mine, theirs, windows, shown };
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
    const { one, theirs, mine, windows } = await both();
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
    const before = performance.now.bind(performance);
    performance.now = () => before() + 20_000;
    try {
      await windows.look();
    } finally {
      performance.now = before;
    }
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
});

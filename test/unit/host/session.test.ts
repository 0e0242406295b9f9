import assert from "node:assert/strict";

import fc from "fast-check";

import type { AnswerEvent } from "../../../src/core/answer";
import type { ContextItem } from "../../../src/core/context";
import {
  answerText,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
} from "../../../src/core/conversation";
import { reduce } from "../../../src/core/reduce";
import type { Failure } from "../../../src/core/failure";
import type { MessageRequest } from "../../../src/core/request";
import type { Ask } from "../../../src/host/ask";
import { History, type Loaded } from "../../../src/host/chat/history";
import type { SessionImages } from "../../../src/host/chat/conversationImages";
import type { ChatSession } from "../../../src/host/chat/session";
import { Sessions } from "../../../src/host/chat/sessions";
import type { Connection, Connections } from "../../../src/host/connection";
import type { Gate } from "../../../src/host/gate";
import type { Log } from "../../../src/host/log";

const chip: ContextItem = {
  kind: "selection",
  id: "chip",
  uri: "file:///a.ts",
  fileName: "a.ts",
  languageId: "typescript",
  startLine: 1,
  endLine: 2,
  text: "a",
};

/** Lets everything through; the real one is tested by itself. */
const openGate = {
  refuse: () => Promise.resolve(undefined),
  answered: () => undefined,
  spent: () => undefined,
  over: () => undefined,
} as unknown as Gate;

/** Without a disk: the real ones are tested with one. */
const keptImages = (): SessionImages => ({
  use: () => Promise.resolve(),
  drop: () => Promise.resolve(),
  keepOnly: () => Promise.resolve(),
  read: () => Promise.resolve(undefined),
});

/** A history in memory: the real one is tested with a real disk. */
class MemoryHistory extends History {
  readonly calls: string[] = [];
  loaded: readonly ConversationEvent[] = [];
  constructor() {
    super("/nowhere", "w", () => undefined);
  }
  override load(conversationId: string): Promise<Loaded> {
    const conversation = this.loaded.reduce(reduce, emptyConversation(conversationId));
    return Promise.resolve({ conversation, draft: { text: "", context: [] }, unreadable: 0 });
  }
  override append(): void {
    this.calls.push("append");
  }
  override flush(): Promise<void> {
    this.calls.push("flush");
    return Promise.resolve();
  }
  override saveDraft(): Promise<void> {
    return Promise.resolve();
  }
}

function open(ask: Ask, connection?: Connection) {
  const history = new MemoryHistory();
  const requests: MessageRequest[] = [];
  const counted: Ask = (request, signal) => {
    requests.push(request);
    history.calls.push("request");
    return ask(request, signal);
  };
  const models = () => Promise.reject(new Error("not asked for"));
  const endpoint = { baseUrl: "https://h", origin: "https://h", host: "h" };
  const connections = {
    open: () => Promise.resolve(connection ?? { ok: true, client: { ask: counted, models }, endpoint }),
  } as unknown as Connections;
  const silent = { info() {}, warn() {}, error() {} } as unknown as Log;
  const sessions = new Sessions({
    connections,
    history,
    log: silent,
    gate: openGate,
    images: () => Promise.resolve({ ok: true, blocks: new Map(), tokens: 0 }),
    keptImages: keptImages(),
    contextToSend: (attached) => attached,
    requestOptions: ({ model = "m" }) => ({ model, maxTokens: 10, system: "s", caching: false }),
  });
  return { session: sessions.fresh(), sessions, requests, history };
}

async function* say(...events: readonly AnswerEvent[]): AsyncGenerator<AnswerEvent> {
  for (const event of events) {
    await Promise.resolve();
    yield event;
  }
}

const opened: AnswerEvent = { type: "opened", requestId: "req_1" };
const part: AnswerEvent = { type: "partStarted", index: 0, part: { type: "text", text: "" } };
const delta = (text: string): AnswerEvent => ({ type: "partGrew", index: 0, field: "text", delta: text });
const completed: AnswerEvent = { type: "completed", stopReason: "end_turn" };
const failed = (failure: Failure): AnswerEvent => ({ type: "failed", failure });

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, "waited too long");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function last(session: ChatSession) {
  const turn = session.conversation.turns.at(-1);
  assert.equal(turn?.role, "assistant");
  return turn;
}

describe("a chat session", () => {
  it("asks with what is attached, and takes in the answer", async () => {
    const { session, requests } = open(() => say(opened, part, delta("Hel"), delta("lo"), completed));
    session.attach([chip]);
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.equal(answerText(last(session)), "Hello");
    assert.equal(last(session).requestId, "req_1");
    assert.match(JSON.stringify(requests[0]?.messages), /a\.ts/);
    assert.deepEqual(session.draft, { text: "", context: [] });
  });

  it("has the question on the disk before it goes out", async () => {
    const { session, history } = open(() => say(opened, part, completed));
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.deepEqual(history.calls.slice(0, 2), ["append", "flush"]);
    assert.ok(history.calls.indexOf("request") > 1);
  });

  it("asks another model for one answer only, and the same when that is tried again", async () => {
    let attempts = 0;
    const { session, requests } = open(() => {
      attempts += 1;
      return attempts === 2 ? say(failed({ kind: "cut" })) : say(opened, part, completed);
    });
    session.send("Why?");
    await until(() => !session.isAnswering);
    session.retry(session.conversation.turns[0]?.id ?? "", "other");
    await until(() => !session.isAnswering);
    session.tryAgain(last(session).id);
    await until(() => !session.isAnswering);
    session.send("And?");
    await until(() => !session.isAnswering);
    assert.deepEqual(
      requests.map(({ model }) => model),
      ["m", "other", "other", "m"],
    );
    assert.deepEqual(session.conversation.options, {});
  });

  it("does not send nothing, nor a second question while it answers", async () => {
    const { session, requests } = open(async function* (_, signal) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    session.send("  \n ");
    assert.equal(session.conversation.turns.length, 0);
    session.send("Why?");
    session.send("And?");
    await until(() => requests.length === 1);
    assert.equal(session.conversation.turns.length, 2);
    session.stop();
  });

  it("stops before the first byte", async () => {
    let aborted = false;
    const { session, requests } = open(async function* (_, signal) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      aborted = true;
    });
    session.send("Why?");
    await until(() => requests.length === 1);
    session.stop();
    assert.deepEqual(last(session).status, { type: "stopped" });
    assert.equal(session.isAnswering, false);
    await until(() => aborted);
  });

  it("stops even before the request is made, and then makes none", async () => {
    const { session, requests } = open(() => say(opened, part, completed));
    session.send("Why?");
    session.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(requests.length, 0);
    assert.deepEqual(last(session).status, { type: "stopped" });
  });

  it("keeps what had come when it is stopped, and takes nothing later", async () => {
    const { session } = open(async function* (_, signal) {
      yield* say(opened, part, delta("Hel"));
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      yield delta("lo");
    });
    session.send("Why?");
    await until(() => answerText(last(session)) === "Hel");
    session.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(answerText(last(session)), "Hel");
  });

  it("counts down and asks again, announced, when the API says when", async function () {
    this.timeout(10_000);
    let calls = 0;
    const { session, requests } = open(() =>
      calls++ === 0
        ? say(failed({ kind: "rateLimited", retryAfterSeconds: 1 }))
        : say(opened, part, delta("Yes"), completed),
    );
    const seen: number[] = [];
    session.listen({
      onEvents: (events) =>
        events.forEach((event) => event.type === "countingDown" && seen.push(event.secondsLeft)),
      onReset: () => undefined,
      onAttachments: () => undefined,
    });
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.deepEqual(seen, [1]);
    assert.equal(requests.length, 2);
    assert.equal(answerText(last(session)), "Yes");
  });

  it("cancels a countdown: no further request, and the failure stays to be read", async () => {
    const failure: Failure = { kind: "rateLimited", retryAfterSeconds: 30 };
    const { session, requests } = open(() => say(failed(failure)));
    session.send("Why?");
    await until(() => last(session).status.type === "countingDown");
    session.stop();
    assert.deepEqual(last(session).status, { type: "failed", failure });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(requests.length, 1);
  });

  it("never asks again by itself once something had come", async () => {
    const { session, requests } = open(() => say(opened, part, delta("Hel"), failed({ kind: "overloaded" })));
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.equal(requests.length, 1);
    assert.equal(answerText(last(session)), "Hel");
    assert.deepEqual(last(session).status, { type: "failed", failure: { kind: "overloaded" } });
  });

  it("lets a question wait when there is no key, and goes on when asked again", async () => {
    const failure: Failure = { kind: "noKey", host: "h" };
    const { session } = open(() => say(), { ok: false, failure });
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.deepEqual(session.lastFailure?.failure, failure);
    session.tryAgain(session.lastFailure?.answerId ?? "");
    assert.equal(session.isAnswering, true);
  });

  it("shows an answer that another window left behind as interrupted, and writes nothing of that", async () => {
    const { sessions, history } = open(() => say());
    history.loaded = [
      {
        type: "asked",
        turn: { role: "user", id: "u", text: "Why?", context: [] },
        answerId: "a",
        options: { model: "m" },
      },
      { type: "answer", answerId: "a", event: part },
      { type: "answer", answerId: "a", event: delta("first half") },
    ];
    const session = await sessions.open("c");
    assert.equal(await sessions.open("c"), session);
    assert.deepEqual(last(session).status, { type: "failed", failure: { kind: "interrupted" } });
    assert.equal(answerText(last(session)), "first half");
    assert.deepEqual(history.calls, []);
  });

  it("keeps what had come when trying again brings nothing", async () => {
    let calls = 0;
    const { session } = open(() =>
      calls++ === 0
        ? say(opened, part, delta("first half"), failed({ kind: "cut" }))
        : say(failed({ kind: "offline", host: "h" })),
    );
    session.send("Why?");
    await until(() => !session.isAnswering);
    session.tryAgain(last(session).id);
    await until(() => !session.isAnswering);
    assert.equal(answerText(last(session)), "first half");
    assert.deepEqual(last(session).status, { type: "failed", failure: { kind: "offline", host: "h" } });
  });

  it("asks a changed question in the place of the old one, and gives the composer back", async () => {
    const { session, requests } = open(() => say(opened, part, delta("Yes"), completed));
    session.attach([chip]);
    session.send("Why?");
    await until(() => !session.isAnswering);
    session.send("And?");
    await until(() => !session.isAnswering);
    session.setDraftText("half a quest");
    session.edit(session.conversation.turns[0]?.id ?? "");
    assert.equal(session.draft.text, "Why?");
    const [copy] = session.draft.context;
    assert.deepEqual({ ...copy, id: chip.id }, chip);
    session.send("Why not?");
    await until(() => !session.isAnswering);
    assert.deepEqual(session.draft, { text: "half a quest", context: [] });
    assert.equal(session.conversation.turns.length, 2);
    assert.equal(session.conversation.all.length, 6);
    assert.equal(requests.at(-1)?.messages.length, 1);
    assert.match(JSON.stringify(requests.at(-1)?.messages), /a\.ts.*Why not\?/);
  });

  it("gives the composer back when an edit is cancelled, or its question deleted", async () => {
    const { session } = open(() => say(opened, part, delta("Yes"), completed));
    session.send("Why?");
    await until(() => !session.isAnswering);
    const id = session.conversation.turns[0]?.id ?? "";
    session.setDraftText("half a quest");
    session.edit(id);
    session.setDraftText("Why n");
    session.cancelEdit();
    assert.deepEqual(session.draft, { text: "half a quest", context: [] });
    session.edit(id);
    session.change({ type: "deleted", turnId: id });
    assert.deepEqual(session.draft, { text: "half a quest", context: [] });
    assert.deepEqual(session.conversation.turns, []);
  });

  it("asks for another answer beside the one there is", async () => {
    let calls = 0;
    const { session, requests } = open(() => say(opened, part, delta(`answer ${calls++}`), completed));
    session.send("Why?");
    await until(() => !session.isAnswering);
    session.configure({ type: "configured", options: { model: "m2" } });
    session.retry(session.conversation.turns[0]?.id ?? "");
    await until(() => !session.isAnswering);
    assert.equal(requests.at(-1)?.model, "m2");
    assert.deepEqual(requests.at(-1)?.messages, requests[0]?.messages);
    assert.equal(answerText(last(session)), "answer 1");
    session.change({ type: "shown", turnId: session.conversation.all[1]?.id ?? "" });
    assert.equal(answerText(last(session)), "answer 0");
  });

  it("asks nothing again of which nothing is left", async () => {
    const { session, requests } = open(() => say(opened, failed({ kind: "cut" })));
    session.attach([chip]);
    session.send("");
    await until(() => !session.isAnswering);
    const [question, answer] = session.conversation.turns;
    session.change({ type: "attachmentChanged", turnId: question?.id ?? "", id: chip.id });
    session.retry(question?.id ?? "");
    session.tryAgain(answer?.id ?? "");
    assert.equal(session.isAnswering, false);
    assert.equal(session.conversation.turns.length, 2);
    assert.equal(requests.length, 1);
  });

  it("goes on by itself when the API pauses, but not for ever", async () => {
    const pause: AnswerEvent = { type: "completed", stopReason: "pause_turn" };
    const { session, requests } = open(() => say(opened, part, delta("a"), pause));
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.equal(requests.length, 6);
    assert.equal(answerText(last(session)), "aaaaaa");
    assert.equal(requests.at(-1)?.messages.at(-1)?.role, "assistant");
    assert.deepEqual(last(session).status, { type: "complete", stopReason: "pause_turn" });
  });

  it("survives a client that throws", async () => {
    const { session } = open(async function* () {
      yield* say(opened);
      throw new RangeError("sk-ant-test-secret-in-a-message");
    });
    session.send("Why?");
    await until(() => !session.isAnswering);
    assert.deepEqual(last(session).status, {
      type: "failed",
      failure: { kind: "unexpected", message: "RangeError" },
    });
  });

  it("ends in a state that fits, whatever is done in whatever order", async function () {
    this.timeout(60_000);
    const step = fc.constantFrom(
      ...(["send", "stop", "tryAgain", "retry", "edit", "delete", "switch", "tick", "wait"] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const { session, requests } = open(() => say(opened, part, delta("a"), delta("b"), completed));
        let announced = 0;
        let replica: Conversation = emptyConversation(session.conversation.id);
        session.listen({
          onEvents: (events) => {
            announced += events.filter(
              ({ type }) => type === "asked" || type === "askedAgain" || type === "retried",
            ).length;
            replica = events.reduce(reduce, replica);
          },
          onReset: () => {
            replica = structuredClone(session.conversation);
          },
          onAttachments: () => undefined,
        });
        for (const name of steps) {
          if (name === "send") {
            session.send("Why?");
          } else if (name === "stop") {
            session.stop();
          } else if (name === "tryAgain") {
            session.tryAgain(session.conversation.turns.at(-1)?.id ?? "");
          } else if (name === "retry") {
            session.retry(session.conversation.turns.at(-2)?.id ?? "");
          } else if (name === "edit") {
            session.edit(session.conversation.turns[0]?.id ?? "");
          } else if (name === "delete") {
            session.change({ type: "deleted", turnId: session.conversation.turns[0]?.id ?? "" });
          } else if (name === "switch") {
            session.change({ type: "shown", turnId: session.conversation.all[0]?.id ?? "" });
          } else {
            await new Promise((resolve) =>
              name === "tick" ? setImmediate(resolve) : setTimeout(resolve, 3),
            );
          }
          assert.deepEqual(replica, session.conversation);
        }
        await until(() => !session.isAnswering);
        assert.ok(requests.length <= announced);
        const texts = session.conversation.turns.flatMap((turn) =>
          turn.role === "assistant" ? [answerText(turn)] : [],
        );
        assert.ok(texts.every((text) => "ab".startsWith(text)));
      }),
      { numRuns: 300 },
    );
  });
});

import assert from "node:assert/strict";

import fc from "fast-check";

import type { AnswerEvent } from "../../../src/core/answer";
import { answerText, emptyConversation, isPending } from "../../../src/core/conversation";
import { noDraft } from "../../../src/host/chat/draftFiles";
import type { History } from "../../../src/host/chat/history";
import { ChatSession } from "../../../src/host/chat/session";
import type { Connections } from "../../../src/host/connection";
import type { Gate } from "../../../src/host/gate";
import type { Log } from "../../../src/host/log";
import { isFullSize, proved, times } from "../../support/proof";
import { withoutImages } from "./withoutImages";

/** One request as the model of the world sees it: what it may still say, and whether anybody listens. */
interface Wire {
  readonly signal: AbortSignal;
  readonly say: (event: AnswerEvent | "end") => void;
  isOver: boolean;
}

/** A session whose requests say what a test has them say, when it wants, also after they were stopped. */
function open() {
  const wires: Wire[] = [];
  async function* ask(_request: unknown, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    const said: (AnswerEvent | "end")[] = [];
    let wake: () => void = () => undefined;
    const wire: Wire = {
      signal,
      isOver: false,
      say: (event) => {
        said.push(event);
        wake();
      },
    };
    wires.push(wire);
    signal.addEventListener("abort", () => wake());
    try {
      for (;;) {
        const event = said.shift();
        if (event === "end" || (event === undefined && signal.aborted)) {
          return;
        }
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else {
          yield event;
        }
      }
    } finally {
      wire.isOver = true;
    }
  }
  const session = new ChatSession(
    {
      connections: {
        open: () => Promise.resolve({ ok: true, client: { ask }, endpoint: { host: "h" } }),
      } as unknown as Connections,
      history: {
        append: () => undefined,
        flush: () => Promise.resolve(),
        saveDraft: () => Promise.resolve(),
      } as unknown as History,
      log: { info() {}, warn() {}, error: assert.fail } as unknown as Log,
      gate: {
        refuse: () => Promise.resolve(undefined),
        answered: () => undefined,
        spent: () => undefined,
        over: () => undefined,
      } as unknown as Gate,
      ...withoutImages,
      requestOptions: () => ({ model: "m", maxTokens: 10, system: "s", caching: false }),
    },
    { conversation: emptyConversation("c"), draft: noDraft },
  );
  return { session, wires };
}

const steps = [
  "send",
  "sendTwice",
  "stop",
  "stopTwice",
  "tryAgain",
  "open",
  "text",
  "complete",
  "fail",
  "keepWaiting",
  "tick",
  "turn",
] as const;

const lastAnswer = (session: ChatSession) => {
  const turn = session.conversation.turns.at(-1);
  return turn?.role === "assistant" ? turn : undefined;
};

async function run(plan: readonly (typeof steps)[number][]): Promise<void> {
  const { session, wires } = open();
  /** What every stopped answer held at the moment it was stopped. */
  const frozen = new Map<string, string>();
  let begun = 0;
  const begins = (start: () => void): void => {
    const wasAnswering = session.isAnswering;
    const before = session.conversation.turns.length;
    const status = lastAnswer(session)?.status.type;
    start();
    const isNew =
      session.conversation.turns.length > before ||
      (status !== "waiting" && lastAnswer(session)?.status.type === "waiting");
    assert.ok(!(wasAnswering && isNew), "one answer at a time");
    begun += isNew ? 1 : 0;
    if (isNew) {
      frozen.delete(lastAnswer(session)?.id ?? "");
    }
  };
  const stop = (): void => {
    const pending = lastAnswer(session);
    const wasPending = pending !== undefined && isPending(pending.status);
    session.stop();
    assert.equal(session.isAnswering, false);
    const stopped = lastAnswer(session);
    if (wasPending && stopped !== undefined) {
      assert.ok(!isPending(stopped.status));
      frozen.set(stopped.id, answerText(stopped));
    }
    // Whoever was listening to a request is told at once.
    assert.ok(wires.every(({ isOver, signal }) => isOver || signal.aborted));
  };
  /** Every request speaks, also those that nobody listens to any more. */
  const all = (event: AnswerEvent): void => wires.forEach(({ say }) => say(event));
  for (const step of plan) {
    switch (step) {
      case "send":
        begins(() => session.send("Why?"));
        break;
      case "sendTwice":
        begins(() => {
          session.send("Why?");
          session.send("Why?");
        });
        break;
      case "stop":
        stop();
        break;
      case "stopTwice":
        stop();
        stop();
        break;
      case "tryAgain":
        begins(() => session.tryAgain(lastAnswer(session)?.id ?? ""));
        break;
      case "open":
        all({ type: "opened" });
        all({ type: "partStarted", index: 0, part: { type: "text", text: "" } });
        break;
      case "text":
        all({ type: "partGrew", index: 0, field: "text", delta: "a" });
        break;
      case "complete":
        all({ type: "completed", stopReason: "end_turn" });
        break;
      case "fail":
        all({ type: "failed", failure: { kind: "cut" } });
        break;
      case "keepWaiting":
        session.keepWaiting();
        break;
      case "tick":
        await Promise.resolve();
        break;
      case "turn":
        await new Promise((resolve) => setImmediate(resolve));
        break;
    }
    for (const turn of session.conversation.all) {
      const held = frozen.get(turn.id);
      if (turn.role === "assistant" && held !== undefined) {
        assert.equal(answerText(turn), held, "a stopped answer grew");
      }
    }
    assert.ok(
      wires.filter(({ isOver, signal }) => !isOver && !signal.aborted).length <= 1,
      "two requests at once",
    );
  }
  session.stop();
  wires.forEach(({ say }) => say("end"));
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(session.isAnswering, false);
  assert.ok(
    wires.every(({ isOver }) => isOver),
    "a request goes on that nobody wants",
  );
  assert.ok(wires.length <= begun, `${wires.length} requests for ${begun} questions`);
  assert.ok(session.conversation.all.every((turn) => turn.role === "user" || !isPending(turn.status)));
  await session.close();
}

describe("races of asking, stopping and answering", () => {
  it("end with one request for a question at most, nothing late, and nothing left over", async function () {
    this.timeout(isFullSize ? 1_200_000 : 30_000);
    const count = times(100_000, 300);
    const plan = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 25 });
    await fc.assert(fc.asyncProperty(plan, run), { numRuns: count });
    proved({ row: "T42", tried: "random runs of asking, stopping, double sending and late answers", count });
  });

  it("are over at once, whatever the platform's fetch is doing", async () => {
    const { session, wires } = open();
    session.send("Why?");
    while (wires.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const begin = performance.now();
    session.stop();
    assert.equal(session.isAnswering, false);
    assert.equal(wires[0]?.signal.aborted, true);
    assert.ok(performance.now() - begin < 100);
    await session.close();
  });
});

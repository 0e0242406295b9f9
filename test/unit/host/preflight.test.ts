import assert from "node:assert/strict";
import type { ContextItem } from "../../../src/core/context";
import type { Estimate } from "../../../src/core/estimate";
import { reduce } from "../../../src/core/reduce";
import type { MessageRequest } from "../../../src/core/request";
import type { Connections } from "../../../src/host/connection";
import type { Log } from "../../../src/host/log";
import { Preflight, type Subject } from "../../../src/host/preflight";
import { TokenCounter } from "../../../src/host/tokenCounter";
import { linedUp } from "../../support/conversations";

const model = "claude-sonnet-5-5";
const chip: ContextItem = {
  kind: "file",
  id: "chip",
  uri: "file:///a.ts",
  fileName: "a.ts",
  languageId: "typescript",
  startLine: 1,
  endLine: 2,
  text: "const a = 1;\n",
};

const options = { model, maxTokens: 1_000, system: "s", caching: true };
const noQuestion: Subject = {
  conversation: linedUp("c", []),
  question: { text: "", context: [] },
  options,
  isInSight: true,
};

function open(isProven = true) {
  const estimates: Estimate[] = [];
  const asked: { readonly request: MessageRequest; readonly signal: AbortSignal }[] = [];
  let answer = (request: MessageRequest): Promise<unknown> =>
    Promise.resolve({ ok: true, inputTokens: JSON.stringify(request).length });
  let subject = noQuestion;
  let isVisible = true;
  const client = {
    countTokens: (request: MessageRequest, signal: AbortSignal) => {
      asked.push({ request, signal });
      return answer(request);
    },
  };
  const endpoint = { baseUrl: "https://h", origin: "https://h", host: "h", prefix: "" };
  const preflight = new Preflight({
    connections: { open: () => Promise.resolve({ ok: true, client, endpoint }) } as unknown as Connections,
    models: { find: () => ({ id: model, name: model, contextTokens: 200_000 }) },
    counter: new TokenCounter({ has: () => isProven }, () => true),
    prices: () => ({}),
    subject: () => Promise.resolve(subject),
    isVisible: () => isVisible,
    onEstimate: (estimate) => estimates.push(estimate),
    log: {} as Log,
  });
  return {
    preflight,
    estimates,
    asked,
    /** What somebody has left there, or what is another one by itself. */
    set: (other: Partial<Subject>) => {
      subject = { ...subject, ...other };
    },
    write: (question: Subject["question"], conversation = noQuestion.conversation) => {
      subject = { ...noQuestion, question, conversation };
      preflight.edited();
    },
    setVisible: (isSo: boolean) => {
      isVisible = isSo;
    },
    answerWith: (next: typeof answer) => {
      answer = next;
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, "waited too long");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("what the next question takes", function () {
  // It waits for pauses in the typing, several times.
  this.timeout(15_000);

  it("has images by the formula, and none of them goes out to be counted", async () => {
    const { write, estimates, asked } = open();
    const kept = { hash: "a".repeat(64), type: "image/png", bytes: 900_000 } as const;
    const image: ContextItem = {
      ...chip,
      kind: "image",
      id: "image",
      uri: "",
      text: "",
      image: { ...kept, width: 1920, height: 1080 },
    };
    const linked: ContextItem = { ...image, id: "linked", image: { url: "https://example.com/a.png" } };
    write({ text: "Why?", context: [image, linked] });
    await until(() => estimates.length === 2);
    const [, counted] = estimates;
    assert.ok(asked[0] !== undefined && counted !== undefined);
    // 1920 by 1080 as documented, and the most that one may take for the link.
    assert.deepEqual([counted.chips["image"], counted.chips["linked"]], [2691, 4784]);
    assert.equal(counted.tokens, JSON.stringify(asked[0].request).length + 2691 + 4784);
    assert.equal(counted.isExact, false);
    assert.doesNotMatch(JSON.stringify(asked[0].request), /"image"|aaaa/);
  });

  it("has the thinking about images that goes out again, which cannot be counted without them", async () => {
    const { write, estimates, asked } = open();
    const image = { hash: "a".repeat(64), type: "image/png", bytes: 900, width: 28, height: 28 } as const;
    const drawn: ContextItem = { ...chip, kind: "image", uri: "", text: "", image };
    const thinking = { type: "thinking", thinking: "It is a cat. ".repeat(400), signature: "s" } as const;
    const conversation = (signed: string) =>
      linedUp("c", [
        { role: "user", id: "u", text: "What is it?", context: [drawn] },
        {
          role: "assistant",
          id: "a",
          model,
          status: { type: "complete", stopReason: "end_turn" },
          prefix: "of the request with the image",
          parts: [
            { ...thinking, signature: signed },
            { type: "text", text: "A cat." },
          ],
        },
      ]);
    write({ text: "Sure?", context: [] }, conversation(""));
    await until(() => estimates.length === 2);
    write({ text: "Sure?", context: [] }, conversation("s"));
    await until(() => estimates.length === 3);
    assert.ok((estimates[2]?.tokens ?? 0) > (estimates[0]?.tokens ?? 0) + 1_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(asked.length, 1);
  });

  it("is told at once about right, and exactly when the person pauses", async () => {
    const { write, estimates, asked } = open();
    write({ text: "Why?", context: [chip] });
    await until(() => estimates.length === 2);
    const [first, second] = estimates;
    assert.equal(first?.isExact, false);
    assert.ok((first?.chips["chip"] ?? 0) > 5);
    assert.equal(first?.contextTokens, 200_000);
    assert.equal(first.fit, "ok");
    assert.equal(second?.isExact, true);
    assert.ok(asked[0]);
    assert.equal(second.tokens, JSON.stringify(asked[0].request).length);
    // What is counted is what would be sent.
    assert.match(JSON.stringify(asked[0].request.messages), /a\.ts.*Why\?/);
    assert.ok(second.price && second.price.low < second.price.high);
  });

  it("is counted once for many changes, and of the newest draft", async () => {
    const { write, estimates, asked } = open();
    for (const text of ["W", "Wh", "Why", "Why?"]) {
      write({ text, context: [] });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await until(() => estimates.at(-1)?.isExact === true);
    assert.equal(asked.length, 1);
    assert.match(JSON.stringify(asked[0]?.request), /Why\?/);
  });

  it("is not told late of a draft that has changed since", async () => {
    const { write, estimates, asked, answerWith } = open();
    let answerFirst = (): void => undefined;
    answerWith(
      () =>
        new Promise((resolve) => {
          answerFirst = () => resolve({ ok: true, inputTokens: 1 });
        }),
    );
    write({ text: "First", context: [] });
    await until(() => asked.length === 1);
    answerWith(() => Promise.resolve({ ok: true, inputTokens: 2 }));
    write({ text: "Second", context: [] });
    assert.equal(asked[0]?.signal.aborted, true);
    answerFirst();
    await until(() => estimates.at(-1)?.isExact === true);
    assert.deepEqual(
      estimates.filter(({ isExact }) => isExact).map(({ tokens }) => tokens),
      [2],
    );
  });

  it("stays about right where the count fails, and where nothing may be asked yet", async () => {
    const failing = open();
    failing.answerWith(() => Promise.resolve({ ok: false, failure: { kind: "cut" } }));
    failing.write({ text: "Why?", context: [] });
    await until(() => failing.asked.length === 1);
    const unproven = open(false);
    unproven.write({ text: "Why?", context: [] });
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(unproven.asked.length, 0);
    for (const { estimates } of [failing, unproven]) {
      assert.deepEqual(
        estimates.map(({ isExact }) => isExact),
        [false],
      );
    }
  });

  it("takes what the last request had for cached at best", async () => {
    const { write, estimates } = open(false);
    const usage = { input: 5, output: 10, cacheRead: 0, cacheWrite: 2_000 };
    const status = { type: "complete", stopReason: "end_turn" } as const;
    const before = linedUp("c", [
      { role: "user", id: "q", text: "word ".repeat(2_000), context: [] },
      { role: "assistant", id: "a", model, status, usage, parts: [{ type: "text", text: "Yes." }] },
    ]);
    write({ text: "And?", context: [] }, before);
    await until(() => estimates.length === 1);
    const [estimate] = estimates;
    assert.ok(estimate?.price);
    const fresh = estimate.tokens - 2_005;
    assert.ok(Math.abs(estimate.price.low - (2_005 * 0.1 + fresh * 2 + 10) / 1e6) < 1e-9);
  });

  it("is not counted while there is no question, or while an answer is under way", async () => {
    const { write, estimates, asked } = open();
    write({ text: "  ", context: [] });
    await until(() => estimates.length === 1);
    const pending = linedUp("c", [
      { role: "user", id: "q", text: "Why?", context: [] },
      { role: "assistant", id: "a", model, status: { type: "waiting" }, parts: [] },
    ]);
    write({ text: "And?", context: [] }, pending);
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(asked.length, 0);
    assert.equal(estimates.length, 2);
  });

  it("is counted only of what the person has written since: nothing goes out by itself", async () => {
    const { preflight, set, write, estimates, asked } = open();
    const pause = () => new Promise((resolve) => setTimeout(resolve, 900));
    // A draft that was there already, with its chip.
    set({ question: { text: "Why?", context: [chip] } });
    preflight.changed();
    await pause();
    assert.equal(asked.length, 0);
    assert.equal(estimates.at(-1)?.isExact, false);
    write({ text: "Why not?", context: [chip] });
    await until(() => estimates.at(-1)?.isExact === true);
    // What was spent changes nothing of the request: the count still holds.
    preflight.changed();
    await until(() => estimates.at(-1)?.isExact === false);
    await until(() => estimates.at(-1)?.isExact === true);
    assert.equal(asked.length, 1);
    const about: readonly Partial<Subject>[] = [
      { question: { text: "Why not?", context: [chip, { ...chip, id: "selected", text: "let b;\n" }] } },
      { options: { ...options, model: "claude-opus-5-5" } },
    ];
    for (const other of about) {
      set(other);
      preflight.changed();
      await pause();
      assert.equal(asked.length, 1);
      assert.equal(estimates.at(-1)?.isExact, false);
    }
  }).timeout(15_000);

  it("is not counted while nobody sees it, nor with what stands in no composer", async () => {
    const { preflight, set, write, setVisible, estimates, asked } = open();
    setVisible(false);
    write({ text: "Why?", context: [] });
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(asked.length, 0);
    setVisible(true);
    set({ isInSight: false });
    preflight.edited();
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(asked.length, 0);
    set({ isInSight: true });
    preflight.edited();
    await until(() => asked.length === 1);
    assert.ok(estimates.length >= 3);
  });

  it("is counted after an answer that failed, when it was written while that was under way", async () => {
    const { preflight, set, write, asked, estimates } = open();
    const pending = linedUp("c", [
      { role: "user", id: "q", text: "Why?", context: [] },
      { role: "assistant", id: "a", model, status: { type: "waiting" }, parts: [] },
    ]);
    write({ text: "And?", context: [] }, pending);
    await until(() => estimates.length === 1);
    const event = { type: "failed", failure: { kind: "cut" } } as const;
    const failed = { type: "answer", answerId: "a", event } as const;
    set({ conversation: reduce(pending, failed) });
    preflight.heard([failed]);
    await until(() => asked.length === 1);
    assert.match(JSON.stringify(asked[0]?.request), /And\?/);
  });

  it("knows nothing of another conversation", async () => {
    const { preflight, set, write, estimates, asked } = open();
    write({ text: "Why?", context: [] });
    await until(() => estimates.length === 1);
    preflight.forget();
    assert.equal(preflight.last, undefined);
    set({ question: { text: "Its own", context: [] } });
    preflight.changed();
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(asked.length, 0);
  });

  it("is not counted again for a view when another one was", async () => {
    const { write, asked, estimates } = open();
    for (const [index, text] of ["One?", "Two?", "One?"].entries()) {
      const told = estimates.length;
      write({ text, context: [] });
      await until(() => estimates.length > told + 1);
      assert.equal(asked.length, Math.min(index + 1, 2));
    }
  });

  it("is asked of nobody after it is let go of", async () => {
    const { write, preflight, estimates, asked } = open();
    write({ text: "Why?", context: [] });
    preflight.dispose();
    await new Promise((resolve) => setTimeout(resolve, 900));
    assert.equal(estimates.length + asked.length, 0);
  });
});

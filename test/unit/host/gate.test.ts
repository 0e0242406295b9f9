import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Usage } from "../../../src/core/answer";
import type { ModelInfo } from "../../../src/core/model";
import type { MessageRequest } from "../../../src/core/request";
import type { Client } from "../../../src/host/connection";
import { Gate } from "../../../src/host/gate";
import { dayOf, Ledger } from "../../../src/host/ledger";
import type { Log } from "../../../src/host/log";
import { TokenCounter } from "../../../src/host/tokenCounter";

const endpoint = { baseUrl: "https://h", origin: "https://h", host: "h", prefix: "" };
const signal = new AbortController().signal;
const small: ModelInfo = { id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5", contextTokens: 1_000 };

function requestOf(words: number, model = "claude-sonnet-5-5"): MessageRequest {
  return {
    model,
    max_tokens: 100,
    stream: true,
    messages: [{ role: "user", content: "word ".repeat(words) }],
  };
}

describe("the gate before a request", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gate-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

  function open(
    options: {
      readonly model?: ModelInfo;
      readonly budget?: number;
      /** What the API counts; -1 for an endpoint that does not count. */
      readonly counts?: number;
      readonly isProven?: boolean;
      readonly isOn?: boolean;
    } = {},
  ) {
    const ledger = new Ledger(folder, "w", () => undefined);
    let counted = 0;
    const client = {
      countTokens: (request: MessageRequest) => {
        counted += 1;
        assert.doesNotMatch(JSON.stringify(request), /base64/);
        const { counts = -1 } = options;
        return Promise.resolve(
          counts < 0 ? { ok: false, failure: { kind: "cut" } } : { ok: true, inputTokens: counts },
        );
      },
    } as unknown as Client;
    const proven = new Set<string>();
    const counter = new TokenCounter({ has: () => options.isProven ?? true }, () => options.isOn ?? true);
    let spent = (): void => undefined;
    const wasSpent = new Promise<void>((resolve) => {
      spent = resolve;
    });
    const gate = new Gate({
      models: { find: () => options.model },
      ledger,
      counter,
      proven: { add: (origin) => proven.add(origin) },
      prices: () => ({}),
      dailyBudget: () => options.budget ?? 0,
      log: { error: () => undefined } as unknown as Log,
      onSpent: () => spent(),
    });
    /** Lets a request in that goes on. */
    const letIn = (request: MessageRequest, isForced = false, imageTokens = 0) =>
      gate.refuse(request, { client, endpoint }, isForced, signal, imageTokens);
    /** The same of one that is over at once. */
    const refuse = async (request: MessageRequest, isForced = false) => {
      const refusal = await letIn(request, isForced);
      gate.over(request);
      return refusal;
    };
    return { gate, ledger, proven, letIn, refuse, wasSpent, counted: () => counted };
  }

  it("lets through what fits, without asking", async () => {
    const { refuse, counted } = open({ model: small });
    assert.equal(await refuse(requestOf(300)), undefined);
    assert.equal(counted(), 0);
  });

  it("asks the API about what may not fit, and believes it", async () => {
    const long = open({ model: small, counts: 1_001 });
    assert.deepEqual(await long.refuse(requestOf(600)), {
      kind: "contextTooLong",
      tokens: 1_001,
      limit: 1_000,
    });
    assert.equal(long.counted(), 1);
    // The same request is not counted twice.
    await long.refuse(requestOf(600));
    assert.equal(long.counted(), 1);
    const short = open({ model: small, counts: 1_000 });
    assert.equal(await short.refuse(requestOf(3_000)), undefined);
  });

  it("adds images by their formula to what the API counts of the words, and sends none to be counted", async () => {
    const { letIn, counted } = open({ model: small, counts: 500 });
    const request: MessageRequest = {
      ...requestOf(10),
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: "A".repeat(400_000) } },
            { type: "text", text: "Why?" },
          ],
        },
      ],
    };
    assert.equal(await letIn(request, false, 450), undefined);
    assert.equal(counted(), 0);
    assert.deepEqual(await letIn(request, false, 700), {
      kind: "contextTooLong",
      tokens: 1_200,
      limit: 1_000,
    });
    assert.equal(counted(), 1);
  });

  for (const [name, how] of Object.entries({
    "does not count": {},
    "may not be asked yet": { isProven: false },
    "is not to be asked": { isOn: false },
  })) {
    it(`holds back by its own estimate only what is far too long, where the endpoint ${name}`, async () => {
      const { refuse } = open({ model: small, ...how, counts: -1 });
      assert.equal(await refuse(requestOf(900)), undefined);
      const refusal = await refuse(requestOf(2_000));
      assert.equal(refusal?.kind, "contextTooLong");
    });
  }

  it("holds nothing back for its length where nobody knows what the model takes", async () => {
    const { refuse } = open({ model: { id: "x", name: "x" } });
    assert.equal(await refuse(requestOf(100_000)), undefined);
  });

  it("holds back what cannot work even when it is forced", async () => {
    const { refuse } = open({ model: small, counts: 5_000 });
    assert.equal((await refuse(requestOf(3_000), true))?.kind, "contextTooLong");
  });

  it("refuses a model that is gone, unless the person knows better", async () => {
    const { refuse } = open({ model: { ...small, retiresAt: "2020-01-01T00:00:00Z" } });
    assert.deepEqual(await refuse(requestOf(1)), { kind: "modelRetired", model: "Claude Sonnet 5.5" });
    assert.equal(await refuse(requestOf(1), true), undefined);
  });

  it("stops when the day's budget is used up in any window, and lets through what is forced", async () => {
    const { refuse, ledger } = open({ budget: 1 });
    assert.equal(await refuse(requestOf(1)), undefined);
    const other = new Ledger(folder, "another window", () => undefined);
    const usage: Usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
    await other.record({ time: Date.now(), model: "m", usage, usd: 0.75 });
    assert.equal(await refuse(requestOf(1)), undefined);
    await ledger.record({ time: Date.now(), model: "m", usage, usd: 0.5 });
    const refusal = await refuse(requestOf(1));
    assert.ok(refusal?.kind === "overBudget");
    assert.equal(refusal.spent, 1.25);
    assert.equal(refusal.budget, 1);
    assert.equal(await refuse(requestOf(1), true), undefined);
  });

  it("stops before a request that alone would go over the budget", async () => {
    const { refuse } = open({ budget: 0.000_01 });
    const refusal = await refuse(requestOf(5_000));
    assert.ok(refusal?.kind === "overBudget");
    assert.equal(refusal.spent, 0);
    assert.ok(refusal.least > 0.000_01);
  });

  it("asks about a model whose price nobody knows, where there is a budget", async () => {
    const unknown = requestOf(1, "own-model");
    const { refuse } = open({ budget: 1 });
    assert.deepEqual(await refuse(unknown), { kind: "unknownPrice", model: "own-model", budget: 1 });
    assert.equal(await refuse(unknown, true), undefined);
    assert.equal(await open().refuse(unknown), undefined);
  });

  it("says when more was spent than it knows", async () => {
    const { refuse, ledger } = open({ budget: 1 });
    const usage: Usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
    await ledger.record({ time: Date.now(), model: "own-model", usage });
    await ledger.record({ time: Date.now(), model: "m", usage, usd: 1 });
    const refusal = await refuse(requestOf(1));
    assert.ok(refusal?.kind === "overBudget");
    assert.equal(refusal.isPartial, true);
  });

  it("lets only as many through at once as the budget has room for", async () => {
    const alone = await open({ budget: 0.000_01 }).refuse(requestOf(5_000));
    assert.ok(alone?.kind === "overBudget");
    const { gate, letIn } = open({ budget: alone.least * 1.5 });
    const [first, second] = [requestOf(5_000), requestOf(5_000)];
    const [one, other] = await Promise.all([letIn(first), letIn(second)]);
    assert.equal(one, undefined);
    assert.ok(other?.kind === "overBudget");
    assert.equal(other.spent, alone.least);
    gate.over(first);
    assert.equal(await letIn(second), undefined);
  });

  it("stops when nobody can tell what was spent", async () => {
    const { refuse } = open({ budget: 1 });
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    assert.equal((await refuse(requestOf(1)))?.kind, "overBudget");
  });

  it("takes to account what a request took, at the price of the moment", async () => {
    const { gate, ledger, wasSpent, proven } = open();
    gate.answered(endpoint);
    assert.deepEqual([...proven], ["https://h"]);
    gate.spent("claude-sonnet-5-5", { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 });
    await wasSpent;
    assert.deepEqual(await ledger.spentOn(dayOf(new Date())), { usd: 2, isPartial: false });
  });
});

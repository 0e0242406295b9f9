import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { estimateRequest, estimateTokens, fitOf, priceRange, usageSoFar } from "../../../src/core/estimate";
import { buildRequest, systemPrompt } from "../../../src/core/request";
import { checkCreate } from "../../support/messages/check";
import { linedUp } from "../../support/conversations";
import { pricing } from "../../e2e/pages/sample";

const prose =
  "Everything that can happen to a conversation is an event. The host, the page and the history on disk all hold the " +
  "same events and nothing else, so that each of them arrives at the same conversation, whatever was lost on the way. ";

const samples: Readonly<Record<string, string>> = {
  prose: prose.repeat(20),
  TypeScript: pricing,
  "more TypeScript": readFileSync("src/core/request.ts", "utf8"),
  Markdown: readFileSync("README.md", "utf8"),
  CSS: ["chat", "composer", "controls"].map((name) => readFileSync(`media/${name}.css`, "utf8")).join("\n"),
};

function requestFor(text: string, model: string) {
  const conversation = linedUp("c", [
    { role: "user", id: "q", text, context: [] },
    { role: "assistant", id: "a", model, status: { type: "waiting" }, parts: [] },
  ]);
  return buildRequest(conversation, { model, maxTokens: 1000, system: systemPrompt(""), caching: true });
}

describe("an estimate of tokens", () => {
  for (const [name, text] of Object.entries(samples)) {
    it(`of ${name} is within 30 % of what the endpoint counts`, () => {
      for (const model of ["claude-sonnet-5-5", "claude-sonnet-4-6"]) {
        const request = requestFor(text, model);
        const { inputTokens } = checkCreate(JSON.parse(JSON.stringify(request)), "2023-06-01");
        const ratio = estimateRequest(request) / inputTokens;
        assert.ok(ratio > 0.7 && ratio < 1.3, `${model}: ${ratio.toFixed(2)}`);
      }
    });
  }

  it("of a search counts what was sought", () => {
    const request = requestFor("Why?", "claude-sonnet-4-6");
    const search = { type: "server_tool_use", id: "s", name: "web_search", input: { query: prose } } as const;
    const messages = [...request.messages, { role: "assistant" as const, content: [search] }];
    const added = estimateRequest({ ...request, messages }) - estimateRequest(request);
    assert.ok(added >= estimateTokens(prose, request.model), `${added}`);
  });

  it("is higher by the newer tokenizer, which came with 4.7", () => {
    const of = (model: string): number => estimateTokens(prose.repeat(50), model);
    const old = of("claude-opus-4-6");
    for (const id of [
      "claude-haiku-4-5-20251001",
      "claude-opus-4-1",
      "claude-3-7-sonnet-20250219",
      "claude-sonnet-4-6",
    ]) {
      assert.equal(of(id), old, id);
    }
    for (const id of ["claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5", "claude-fable-5-2", "mine"]) {
      assert.ok(Math.abs(of(id) / old - 1.3) < 0.01, id);
    }
  });

  it("takes a Chinese, Japanese or Korean character for about one", () => {
    for (const text of [
      "请解释这段代码的作用。",
      "このコードを説明してください。",
      "이 코드를 설명해 주세요.",
    ]) {
      const ratio = estimateTokens(text.repeat(10), "claude-sonnet-4-6") / text.length / 10;
      assert.ok(ratio > 0.7 && ratio < 1.3, `${text}: ${ratio}`);
    }
  });

  it("is never nothing for something, and grows with the text", () => {
    assert.equal(estimateTokens("", "m"), 0);
    let before = 0;
    for (let length = 1; length < 300; length += 7) {
      const now = estimateTokens(`x, ${prose}`.slice(0, length), "m");
      assert.ok(now >= 1 && now >= before, `${length}`);
      before = now;
    }
  });

  it("of four megabytes takes no time that one would notice", () => {
    const text = prose.repeat(20_000);
    const start = performance.now();
    estimateTokens(text, "m");
    assert.ok(performance.now() - start < 1_000);
  });
});

describe("the price range of a request", () => {
  it("goes from a cached prefix with a word of answer to all of it new with the longest answer", () => {
    const range = priceRange(
      { tokens: 10_000, sentBefore: 8_000, maxTokens: 4_000 },
      "claude-sonnet-5-5",
      {},
    );
    assert.ok(range);
    assert.ok(Math.abs(range.low - (8_000 * 0.1 + 2_000 * 2 + 10) / 1e6) < 1e-12);
    assert.ok(Math.abs(range.high - (10_000 * 2.5 + 4_000 * 10) / 1e6) < 1e-12);
  });

  it("is unknown where the price is", () => {
    assert.equal(priceRange({ tokens: 1, sentBefore: 0, maxTokens: 1 }, "claude-fable-5-2", {}), undefined);
  });
});

describe("whether a request fits", () => {
  for (const [tokens, fit] of [
    [1, "ok"],
    [152_999, "ok"],
    [153_000, "tight"],
    [200_000, "tight"],
    [200_001, "tooLong"],
  ] as const) {
    it(`${tokens} of 200,000: ${fit}`, () => assert.equal(fitOf(tokens, 200_000, 64_000), fit));
  }

  it("keeps less room for an answer that may not be long, and asks nothing of what nobody knows", () => {
    assert.equal(fitOf(169_000, 200_000, 1_000), "ok");
    assert.equal(fitOf(169_150, 200_000, 1_000), "tight");
    assert.equal(fitOf(10_000_000, undefined, 1_000), "ok");
  });
});

describe("the usage of an answer", () => {
  const usage = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0 };
  const parts = [{ type: "text", text: prose }] as const;

  it("is the API's own of a whole answer", () => {
    const status = { type: "complete", stopReason: "end_turn" } as const;
    assert.deepEqual(usageSoFar({ usage: { ...usage, output: 3 }, parts, status, model: "m" }), {
      usage: { ...usage, output: 3 },
      isExact: true,
    });
  });

  it("is about right of one that was stopped: the API tells its length only at the end", () => {
    const known = usageSoFar({ usage, parts, status: { type: "stopped" }, model: "m" });
    assert.equal(known?.isExact, false);
    assert.equal(known.usage.output, estimateTokens(prose, "m"));
  });

  it("is unknown while nothing was said of it", () => {
    assert.equal(usageSoFar({ parts: [], status: { type: "stopped" }, model: "m" }), undefined);
  });
});

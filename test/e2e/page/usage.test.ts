import assert from "node:assert/strict";
import { join } from "node:path";
import type { AssistantTurn } from "../../../src/core/conversation";
import type { ModelState } from "../../../src/core/model";
import { cacheFolder } from "../../support/project";
import { ChatPage, emptyState } from "./chatPage";
import { answered } from "./viewStates";
import { openForEachTest, suiteBrowser } from "./suite";

const model = "claude-sonnet-5-5";
const usage = { input: 304, output: 350, cacheRead: 900, cacheWrite: 0 };
const whole = { type: "complete", stopReason: "end_turn" } as const;

describe("what was spent", () => {
  let chat: ChatPage;

  openForEachTest((opened) => {
    chat = opened;
  });

  const answer = (more: Partial<AssistantTurn>) => answered(whole, "Yes.", { model, ...more });

  it("stands in a line under the answer: in, cached, out, money", async () => {
    await chat.snapshot(answer({ usage }));
    await chat.turns.last().getByText("1,204 in · 900 cached · 350 out · $0.0042", { exact: true }).waitFor();
  });

  it("names the cache only where it was used, and an unknown price as such", async () => {
    await chat.snapshot(answer({ model: "claude-fable-5-2", usage: { ...usage, cacheRead: 0 } }));
    await chat.turns.last().getByText("304 in · 350 out · ?", { exact: true }).waitFor();
    await chat.button("This chat: ? · Today: $0.00").waitFor();
  });

  it("is about right of an answer that was stopped", async () => {
    await chat.snapshot(
      answered({ type: "stopped" }, "Some words that had come.", { model, usage: { ...usage, output: 1 } }),
    );
    const line = chat.turns.last().getByText(/1,204 in · 900 cached · ≈\d+ out · ≈\$0\.000\d\b/);
    assert.ok(await line.isVisible());
  });

  it("is not told while the answer is under way, nor of one that took nothing", async () => {
    await chat.snapshot(answered({ type: "streaming" }, "Yes", { model, usage }));
    assert.equal(await chat.page.getByText(/ in · /).count(), 0);
    assert.equal(await chat.page.getByText(/This chat/).count(), 0);
    await chat.snapshot(answered({ type: "failed", failure: { kind: "cut" } }));
    assert.equal(await chat.page.getByText(/ in · /).count(), 0);
  });

  it("adds up to the conversation and the day, against the budget, and opens the list of days", async () => {
    await chat.snapshot(answer({ usage }));
    await chat.button("This chat: $0.0042 · Today: $0.00").waitFor();
    await chat.host({
      type: "totals",
      totals: {
        today: { usd: 1.2, isPartial: true },
        budget: 5,
        prices: { [model]: { input: 0, output: 1000 } },
      },
    });
    await chat.turns.last().getByText("350 out · $0.35").waitFor();
    await chat.button("This chat: $0.35 · Today: ≥ $1.20 + ? of $5.00").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "showUsage" });
  });

  it("offers to continue an answer that was cut, only at the end", async () => {
    for (const stopReason of ["max_tokens", "model_context_window_exceeded"]) {
      await chat.snapshot(answered({ type: "complete", stopReason }, "Half an"));
      await chat.button("Continue").click();
      assert.deepEqual((await chat.posted()).at(-1), { type: "continue" });
    }
    await chat.snapshot(answer({}));
    assert.equal(await chat.button("Continue").count(), 0);
  });

  it("says why Claude declined, and offers another model", async () => {
    await chat.snapshot(answered({ type: "complete", stopReason: "refusal", refusalCategory: "cyber" }));
    await chat.turns.last().getByText("Claude declined to answer this (cyber).").waitFor();
    await chat.button("Select Model").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "retry", turnId: "a1", withOtherModel: true });
  });

  it("offers what helps when a request was held back", async () => {
    await chat.snapshot(
      answered({ type: "failed", failure: { kind: "overBudget", spent: 5.2, budget: 5, least: 0.01 } }),
    );
    assert.match((await chat.alert.textContent()) ?? "", /budget of \$5\.00 is used up: \$5\.20 are spent/);
    await chat.button("Ask Anyway").click();
    await chat.button("Change Budget").click();
    assert.deepEqual((await chat.posted()).slice(1), [
      { type: "act", answerId: "a1", action: "askAnyway" },
      { type: "act", answerId: "a1", action: "changeBudget" },
    ]);
    await chat.snapshot(
      answered({ type: "failed", failure: { kind: "contextTooLong", tokens: 1_200_000, limit: 1_000_000 } }),
    );
    assert.ok(await chat.button("New Chat").isVisible());
    assert.ok(await chat.button("Select Model").isVisible());
  });

  it("names the thinking block by whether Claude is still at it", async () => {
    const parts = [{ type: "thinking", thinking: "Hm.", signature: "" }] as const;
    await chat.snapshot(answered({ type: "streaming" }, "", { model, parts }));
    await chat.page.locator("summary", { hasText: "Thinking…" }).waitFor();
    await chat.snapshot(answered(whole, "", { model, parts: [...parts, { type: "text", text: "So." }] }));
    await chat.page.locator("summary", { hasText: /^Thinking$/ }).waitFor();
    assert.equal(await chat.page.getByText("Hm.").isVisible(), false);
  });
});

describe("the model's controls", () => {
  const browser = suiteBrowser();
  let chat: ChatPage;

  afterEach(async () => {
    assert.deepEqual(chat.errors, []);
    await chat.close();
  });

  const full: ModelState = {
    id: "claude-haiku-5-5",
    name: "Claude Haiku 5.5",
    effort: { value: "medium", choices: ["low", "medium", "high"] },
    thinking: { on: false, canChange: true },
  };

  it("offer effort and thinking where the model has them, by keyboard", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot({ model: full });
    const effort = chat.page.getByRole("combobox", { name: "Effort" });
    assert.equal(await effort.inputValue(), "medium");
    assert.deepEqual(await effort.locator("option").allInnerTexts(), ["Default", "Low", "Medium", "High"]);
    await chat.button("Model: Claude Haiku 5.5").focus();
    await chat.page.keyboard.press("Tab");
    await effort.selectOption("high");
    assert.deepEqual((await chat.posted()).at(-1), { type: "setEffort", effort: "high" });
    await chat.page.keyboard.press("Tab");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual((await chat.posted()).at(-1), { type: "setThinking", on: true });
    const thinking = chat.page.getByRole("button", { name: "Thinking", pressed: false });
    assert.ok(await thinking.isVisible());
    await chat.host({ type: "model", model: { ...full, thinking: { on: true, canChange: true } } });
    assert.ok(await chat.page.getByRole("button", { name: "Thinking", pressed: true }).isVisible());
  });

  it("are not there where the model has none, and say what is wrong with it", async () => {
    chat = await ChatPage.open(browser());
    await chat.snapshot({ model: { id: "mine", name: "mine", problem: "unknown" } });
    assert.equal(await chat.page.getByRole("combobox", { name: "Effort" }).count(), 0);
    assert.equal(await chat.page.getByRole("button", { name: "Thinking" }).count(), 0);
    await chat.button("Model: mine (not among the endpoint's models)").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "selectModel" });
    await chat.host({ type: "model", model: { id: "old", name: "Old", problem: "retired" } });
    assert.ok(await chat.button("Model: Old (retired)").isVisible());
  });

  for (const [theme, width] of [
    ["dark", 300],
    ["light", 400],
    ["highContrast", 300],
  ] as const) {
    it(`fit into ${width} px, ${theme}`, async () => {
      chat = await ChatPage.open(browser(), { theme, width });
      await chat.snapshot({
        ...answered({ type: "complete", stopReason: "max_tokens" }, "An answer that was cut", {
          model,
          usage,
        }),
        model: { ...full, thinking: { on: true, canChange: true } },
        totals: { ...emptyState.totals, budget: 5 },
      });
      const overflow = await chat.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      assert.ok(await chat.button("Send").isVisible());
      await chat.page.screenshot({ path: join(cacheFolder, "screenshots", `money ${theme} ${width}.png`) });
    });
  }
});

import assert from "node:assert/strict";

import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

interface Body {
  readonly model: string;
  readonly thinking?: unknown;
  readonly output_config?: unknown;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

/** Long enough for the API to keep it in its cache. */
const long = Array.from({ length: 120 }, (_, n) => `export const value${n} = ${n} * rate;`).join("\n");

describe("tokens, money and models", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "values.ts": long }, openFile: "values.ts" });
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);

  const bodies = (): readonly Body[] =>
    workbench.endpoint
      .requests()
      .filter(({ path }) => path === "/v1/messages")
      .map(({ json }) => json as Body);

  it("tells what each answer took, that a follow-up reads the cache, and what the day has cost", async () => {
    const { chat } = workbench;
    await workbench.openFile("values.ts");
    await workbench.select(1, 120);
    await workbench.focusChat("Ask Claude about Selection");
    await workbench.exchange("What is this?", "Values.");
    const [first, second] = [0, 1].map((index) => chat.turnsOf("Claude").nth(index));
    await first?.getByText(/^\s*[\d,]+ in · \d+ out · \$0\.\d+\s*$/).waitFor();
    await workbench.exchange("And that?", "More values.");
    await second?.getByText(/^\s*[\d,]+ in · [\d,]+ cached · \d+ out · \$0\.\d+\s*$/).waitFor();
    const totals = chat.content.getByRole("button", { name: /^This chat: \$0\.\d+ · Today: \$0\.\d+$/ });
    await totals.waitFor();
    await workbench.screenshot("money usage");
    await totals.click();
    const list = workbench.page.locator(".quick-input-list");
    await list.getByText(/^2 requests · [\d,]+ in · [\d,]+ cached · \d+ out$/).waitFor();
    await list.getByText("claude-sonnet-5-5").waitFor();
    await workbench.screenshot("money days");
    await workbench.page.keyboard.press("Escape");
  });

  it("stops at the day's budget before anything goes out, and asks all the same when told to", async () => {
    const { chat } = workbench;
    await workbench.settings({ "askClaude.dailyBudget": 0.000001 });
    await workbench.focusChat("Focus Chat");
    await chat.ask("Why?");
    await chat.alert.waitFor();
    assert.match(await chat.alert.innerText(), /budget/);
    await workbench.screenshot("money budget");
    assert.equal(workbench.endpoint.requests().length, 0);
    workbench.endpoint.next({ type: "answer", text: "Because you said so." });
    await chat.button("Ask Anyway").click();
    await chat.turnsOf("Claude").getByText("Because you said so.").waitFor();
    // This once: the next question is held back again.
    await chat.send.waitFor();
    await chat.ask("And now?");
    await chat.alert.waitFor();
    assert.equal(bodies().length, 1);
    await workbench.settings({ "askClaude.dailyBudget": 0 });
  });

  it("asks with the effort that was chosen for this conversation", async () => {
    const { chat } = workbench;
    await workbench.exchange("Why?", "Because.");
    await chat.content.getByRole("combobox", { name: "Effort" }).selectOption("low");
    await workbench.exchange("Why?", "Because of that.");
    assert.deepEqual(
      bodies().map((body) => [body.output_config, body.thinking]),
      [
        [undefined, { type: "adaptive", display: "summarized" }],
        [{ effort: "low" }, { type: "adaptive", display: "summarized" }],
      ],
    );
    await workbench.focusChat("New Chat");
    await workbench.exchange("Why?", "Why not?");
    assert.equal(bodies()[2]?.output_config, undefined);
  });

  it("changes the model and its thinking for one conversation", async () => {
    const { chat, page } = workbench;
    await chat.content.getByRole("button", { name: /^Model: / }).click();
    await page.locator(".quick-input-list").getByText("claude-sonnet-5-5").first().waitFor();
    await workbench.screenshot("money models");
    await page.keyboard.type("opus-4-8");
    const row = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "claude-opus-4-8" });
    await row.getByText("$5.00 in, $25.00 out per million tokens").waitFor();
    await row.first().click();
    await chat.content.getByRole("button", { name: "Model: Claude Opus 4.8" }).waitFor();
    await chat.content.getByRole("button", { name: "Thinking", pressed: true }).click();
    await chat.content.getByRole("button", { name: "Thinking", pressed: false }).waitFor();
    await workbench.exchange("Why?", "Because.");
    assert.equal(bodies()[0]?.model, "claude-opus-4-8");
    assert.deepEqual(bodies()[0]?.thinking, { type: "disabled" });
    await workbench.focusChat("New Chat");
    await chat.content.getByRole("button", { name: "Model: Claude Sonnet 5.5" }).waitFor();
  });

  it("goes on with an answer that was cut", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next(
      { type: "answer", text: "The first half", stopReason: "max_tokens" },
      { type: "answer", text: " and the second." },
    );
    await chat.ask("Tell me.");
    await chat.button("Continue").click();
    await chat.turnsOf("Claude").getByText("and the second.").waitFor();
    const messages = bodies()[1]?.messages ?? [];
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["user", "assistant", "user"],
    );
    assert.deepEqual(messages.at(-1)?.content, [
      { type: "text", text: "Continue exactly where you stopped." },
    ]);
  });

  it("counts tokens of what is being written once the key has worked, and only when it may", async () => {
    const { chat, endpoint } = workbench;
    await workbench.exchange("Why?", "Because.");
    await workbench.focusChat("Focus Chat");
    await chat.composer.pressSequentially("Counted?");
    await workbench.page.waitForTimeout(1_500);
    assert.deepEqual(
      endpoint.requests().map(({ path }) => path),
      ["/v1/messages"],
    );
    await workbench.settings({ "askClaude.countTokens": true });
    await workbench.focusChat("Focus Chat");
    await chat.composer.pressSequentially(" Yes");
    const deadline = Date.now() + 10_000;
    while (endpoint.requests().length < 2) {
      assert.ok(Date.now() < deadline, "nothing was counted");
      await workbench.page.waitForTimeout(100);
    }
    const counted = endpoint.requests()[1]!;
    assert.equal(counted.path, "/v1/messages/count_tokens");
    assert.match(JSON.stringify((counted.json as Body).messages.at(-1)), /Counted\? Yes/);
    // Nobody has written anything since.
    await workbench.settings({ "askClaude.countTokens": true, "askClaude.model": "claude-haiku-5-5" });
    await workbench.page.waitForTimeout(1_500);
    assert.equal(endpoint.requests().length, 2);
    await workbench.settings({ "askClaude.countTokens": false, "askClaude.model": "claude-sonnet-5-5" });
  });
});

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { ChatPage } from "./chatPage";
import { composerStates, estimate } from "./composerStates";
import { openForEachTest } from "./suite";

describe("what is told before sending", () => {
  let chat: ChatPage;

  const browser = openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  const line = (): Locator => chat.page.locator(".meter");
  const words = async (): Promise<string> =>
    ((await line().textContent()) ?? "").replaceAll(/\s+/g, " ").trim();
  const last = async (): Promise<unknown> => (await chat.posted()).at(-1);

  it("is nothing until something is known, then tokens and a price", async () => {
    assert.equal(await line().count(), 0);
    await chat.host({ type: "estimate", estimate });
    assert.equal(await words(), "≈ 1,240 tokens $0.0031–$0.16");
    assert.ok(await chat.page.getByRole("img", { name: "1% of the context window" }).isVisible());
    assert.match(
      (await line().getAttribute("title")) ?? "",
      /about 1,240 tokens\.\nThat is 1% of the context window of 200,000 tokens\.\n/,
    );
    await chat.host({ type: "estimate", estimate: { ...estimate, tokens: 1239, isExact: true } });
    assert.equal(await words(), "1,239 tokens $0.0031–$0.16");
  });

  it("says of a price nobody knows that nobody knows it", async () => {
    const { price: _, contextTokens: __, ...rest } = estimate;
    await chat.host({ type: "estimate", estimate: rest });
    assert.equal(await words(), "≈ 1,240 tokens price unknown");
    assert.equal(await chat.page.getByRole("img", { name: "of the context window" }).count(), 0);
  });

  it("writes numbers as the display language does", async () => {
    const german = await ChatPage.open(browser(), { language: "de" });
    await german.snapshot({ estimate });
    assert.match((await german.page.locator(".meter").textContent()) ?? "", /≈ 1\.240 tokens/);
    await german.close();
  });

  it("warns when little room is left, and fills the ring as far", async () => {
    await chat.snapshot(composerStates["little room"]);
    const note = chat.page.getByText(
      "The context window is almost full: little room is left for the answer.",
    );
    assert.ok(await note.isVisible());
    const ring = chat.page.getByRole("img", { name: "91% of the context window" });
    assert.equal(await ring.locator(".meter-fill").getAttribute("stroke-dasharray"), "90.5 100");
    await chat.host({ type: "estimate", estimate });
    assert.equal(await note.count(), 0);
  });

  it("offers ways out when there is no room", async () => {
    await chat.snapshot(composerStates["no room"]);
    assert.ok(
      await chat.page.getByText("This is too long for the model: 312,000 of 200,000 tokens.").isVisible(),
    );
    await chat.button("Select Model").click();
    assert.deepEqual(await last(), { type: "selectModel" });
    await chat.button("New Chat").click();
    assert.deepEqual(await last(), { type: "newChat" });
  });

  it("says that a model is retired, with the way to another", async () => {
    await chat.snapshot(composerStates["a retired model"]);
    assert.ok(await chat.page.getByText("Claude Sonnet 3.7 is retired").isVisible());
    assert.equal(await chat.button("Model: Claude Sonnet 3.7 (retired)").count(), 1);
    await chat.button("Select Model").click();
    assert.deepEqual(await last(), { type: "selectModel" });
  });

  it("is the model's doing too: model, effort and thinking are chosen here", async () => {
    await chat.snapshot(composerStates["everything the model can"]);
    await chat.button("Model: Claude Sonnet 5.5").click();
    assert.deepEqual(await last(), { type: "selectModel" });
    const effort = chat.page.getByRole("combobox", { name: "Effort" });
    assert.equal(await effort.inputValue(), "high");
    await effort.selectOption("low");
    assert.deepEqual(await last(), { type: "setEffort", effort: "low" });
    const thinking = chat.page.getByRole("button", { name: "Thinking", pressed: true });
    await thinking.click();
    assert.deepEqual(await last(), { type: "setThinking", on: false });
    await chat.host({ type: "model", model: { id: "m", name: "M" } });
    assert.equal(await effort.count(), 0);
    assert.equal(await chat.button("Thinking").count(), 0);
  });

  it("is that an earlier question is being edited, which can be left by button and by Escape", async () => {
    await chat.snapshot(composerStates["editing an earlier question"]);
    const banner = chat.page.getByText("Editing an earlier question");
    assert.ok(await banner.isVisible());
    await chat.button("Cancel").click();
    assert.deepEqual(await last(), { type: "cancelEdit" });
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
    const before = (await chat.posted()).length;
    await chat.composer.press("Escape");
    assert.deepEqual((await chat.posted()).slice(before), [{ type: "cancelEdit" }]);
    await chat.snapshot({ draft: { text: "set aside", context: [] } });
    assert.equal(await banner.count(), 0);
    assert.equal(await chat.composer.inputValue(), "set aside");
    await chat.composer.press("Escape");
    assert.equal((await chat.posted()).length, before + 1);
  });

  it("gives back what was set aside when the edited question has been asked", async () => {
    const state = composerStates["editing an earlier question"]!;
    await chat.snapshot(state);
    await chat.composer.press("Enter");
    assert.deepEqual(await last(), { type: "send", conversationId: "c", text: state.draft.text });
    await chat.asked(state.draft.text, "9");
    assert.equal(await chat.composer.inputValue(), "");
    await chat.snapshot({ ...state, draft: { text: "set aside", context: [] } });
    assert.equal(await chat.composer.inputValue(), "set aside");
    assert.ok(!(await chat.posted(true)).some(({ type }) => type === "draft"));
  });

  it("never loses it to what is typed on while the edited question is on its way", async () => {
    const state = composerStates["editing an earlier question"]!;
    await chat.snapshot(state);
    await chat.composer.press("End");
    await chat.composer.press("Enter");
    await chat.page.keyboard.type("mo");
    await chat.asked(state.draft.text, "9");
    assert.equal(await chat.composer.inputValue(), "mo");
    await chat.page.keyboard.type("re");
    assert.ok(!(await chat.posted(true)).some(({ type }) => type === "draft"));
    await chat.snapshot({ ...state, draft: { text: "set aside", context: [] } });
    assert.equal(await chat.composer.inputValue(), "set aside\nmore");
    assert.deepEqual((await chat.posted(true)).slice(2), [
      { type: "draft", conversationId: "c", text: "set aside\nmore", edits: 1 },
    ]);
    await chat.page.keyboard.type("!");
    assert.deepEqual((await chat.posted(true)).at(-1), {
      type: "draft",
      conversationId: "c",
      text: "set aside\nmore!",
      edits: 2,
    });
  });

  it("keeps what is typed on when the edited question was not taken", async () => {
    const state = composerStates["editing an earlier question"]!;
    await chat.snapshot(state);
    await chat.composer.press("End");
    await chat.composer.press("Enter");
    await chat.page.keyboard.type(" More");
    await chat.snapshot(state);
    const text = `${state.draft.text} More`;
    assert.equal(await chat.composer.inputValue(), text);
    assert.deepEqual((await chat.posted(true)).slice(2), [
      { type: "draft", conversationId: "c", text, edits: 1 },
    ]);
  });
});

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { type ChatPage, emptyState } from "./chatPage";
import { allKinds, chip, estimate } from "./composerStates";
import { openForEachTest } from "./suite";

describe("the chips in the composer", () => {
  let chat: ChatPage;

  openForEachTest((opened) => {
    chat = opened;
  });

  const list = (): Locator => chat.page.getByRole("list", { name: "Attachments", exact: true });
  const focused = (): Promise<string> =>
    chat.page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName ?? "",
    );
  const three = allKinds.slice(0, 3);
  const attach = (context = three): Promise<void> => chat.snapshot({ draft: { text: "", context } });

  it("are reached from the start of the text, walked through, and left again", async () => {
    await attach();
    await chat.composer.focus();
    for (const [key, label] of [
      ["Backspace", "words.py"],
      ["ArrowLeft", "retry.ts:3-41"],
      ["Home", "pricing.ts:10-24"],
      ["ArrowLeft", "pricing.ts:10-24"],
      ["End", "words.py"],
      ["ArrowRight", "Message Claude"],
      ["Backspace", "words.py"],
      ["Escape", "Message Claude"],
      ["Shift+Tab", "words.py"],
      ["Shift+Tab", "Conversation"],
    ] as const) {
      await chat.page.keyboard.press(key);
      assert.equal(await focused(), label, key);
    }
  });

  it("can all be taken off at once where there are many", async () => {
    await attach();
    assert.equal(await chat.button("Clear Attachments").count(), 0);
    const many = allKinds.slice(0, 6);
    await attach(many);
    await chat.button("Clear Attachments").click();
    assert.deepEqual(
      (await chat.posted()).slice(-many.length),
      many.map(({ id }) => ({ type: "removeAttachment", id })),
    );
  });

  it("are not what a held Backspace or one within the text is meant for", async () => {
    await attach();
    await chat.composer.fill("ab");
    await chat.page.keyboard.down("Backspace");
    await chat.page.keyboard.down("Backspace");
    await chat.page.keyboard.down("Backspace");
    await chat.page.keyboard.up("Backspace");
    assert.equal(await chat.composer.inputValue(), "");
    assert.equal(await focused(), "Message Claude");
    await chat.page.keyboard.press("Backspace");
    assert.equal(await focused(), "words.py");
  });

  it("are taken off by keyboard, the focus going to a neighbour and in the end to the text", async () => {
    await attach();
    await chat.composer.focus();
    await chat.page.keyboard.press("Backspace");
    await chat.page.keyboard.press("ArrowLeft");
    await chat.page.keyboard.press("Delete");
    assert.equal(await focused(), "words.py");
    // The host is slow: what is leaving is no neighbour any more.
    await chat.page.keyboard.press("Delete");
    assert.equal(await focused(), "pricing.ts:10-24");
    await chat.host({ type: "attachments", context: three.slice(0, 1) });
    assert.equal(await focused(), "pricing.ts:10-24");
    await chat.page.keyboard.press("Backspace");
    await chat.host({ type: "attachments", context: [] });
    assert.equal(await focused(), "Message Claude");
    assert.deepEqual(
      (await chat.posted()).filter(({ type }) => type === "removeAttachment"),
      ["k2", "k3", "k1"].map((id) => ({ type: "removeAttachment", id })),
    );
  });

  it("open with Enter, and give way to typing", async () => {
    await attach();
    await chat.composer.focus();
    await chat.page.keyboard.press("Backspace");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual((await chat.posted()).at(-1), { type: "openAttachment", id: "k3" });
    await chat.page.keyboard.type("Why");
    assert.equal(await chat.composer.inputValue(), "Why");
  });

  it("tell their size, what they are, and that Git ignores them", async () => {
    await chat.snapshot({ draft: { text: "", context: allKinds } });
    assert.equal(await list().getByText("≈").count(), 0);
    await chat.host({ type: "estimate", estimate });
    const tooltip = async (name: string): Promise<string | null> =>
      list().getByRole("button", { name, exact: true }).getAttribute("title");
    const ignored = list().getByRole("listitem").filter({ hasText: ".env.local" });
    assert.match((await ignored.textContent()) ?? "", /≈ 9/);
    assert.match((await tooltip(".env.local")) ?? "", /Ignored by Git/);
    const symbol = list().getByRole("listitem").filter({ hasText: "retry.ts" });
    assert.match((await symbol.textContent()) ?? "", /≈ 1.2K/);
    assert.match(
      (await tooltip("retry.ts:3-41")) ?? "",
      /^src\/retry.ts\nA block of code\nAbout 1.2K tokens\n/,
    );
    const tooltips = await Promise.all(
      (await list().locator(".chip-open").all()).map((button) => button.getAttribute("title")),
    );
    const kinds = new Set(tooltips.map((text) => text?.split("\n")[1]));
    assert.equal(kinds.size, new Set(allKinds.map(({ kind }) => kind)).size);
  });

  it("include what goes along by itself, dashed, which can be left out", async () => {
    const auto = chip("auto", "src/checkout.ts", { kind: "selection", startLine: 5, endLine: 9 });
    await attach(three.slice(0, 1));
    await chat.host({ type: "auto", item: auto });
    const items = list().getByRole("listitem");
    assert.equal(await items.count(), 2);
    assert.equal(await items.last().evaluate((item) => getComputedStyle(item).borderTopStyle), "dashed");
    await list().getByRole("button", { name: "checkout.ts:5-9", exact: true }).click();
    await list().getByRole("button", { name: "Leave out checkout.ts:5-9", exact: true }).click();
    assert.deepEqual((await chat.posted()).slice(1), [
      { type: "openAttachment", id: "auto" },
      { type: "dismissAuto" },
    ]);
    await chat.host({ type: "auto" });
    assert.equal(await items.count(), 1);
  });

  it("scroll when they are many, the newest in sight", async () => {
    const many = Array.from({ length: 40 }, (_, index) => chip(`m${index}`, `src/module-${index}.ts`));
    await chat.snapshot({ ...emptyState, draft: { text: "", context: many.slice(0, 39) } });
    await chat.host({ type: "attachments", context: many });
    const { height, isLastInSight } = await list().evaluate((element) => {
      const box = element.getBoundingClientRect();
      const last = element.lastElementChild!.getBoundingClientRect();
      return { height: box.height, isLastInSight: last.bottom <= box.bottom + 1 };
    });
    assert.ok(height <= 110, `${height}`);
    assert.ok(isLastInSight);
  });
});

import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import type { ContextItem } from "../../../src/core/context";
import type { AnswerStatus } from "../../../src/core/conversation";
import type { ViewState } from "../../../src/core/protocol";
import { launchBrowser } from "../../support/browser";
import { linedUp } from "../../support/conversations";
import { ChatPage, emptyState } from "./chatPage";
import { allKinds, chip, estimate } from "./composerStates";

describe("the chips of a question asked before", () => {
  let browser: Browser;
  let chat: ChatPage;

  before(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    chat = await ChatPage.open(browser);
  });
  afterEach(async () => {
    assert.deepEqual(chat.errors, []);
    await chat.close();
  });
  after(() => browser.close());

  const complete: AnswerStatus = { type: "complete", stopReason: "end_turn" };
  const asked = (
    text: string,
    context: readonly ContextItem[],
    status: AnswerStatus = complete,
  ): Promise<void> =>
    chat.snapshot({
      ...emptyState,
      conversation: linedUp("c", [
        { role: "user", id: "q", text, context },
        { role: "assistant", id: "a", model: "m", status, parts: [{ type: "text", text: "So." }] },
      ]),
    });
  const sent = (): Locator => chat.page.getByRole("list", { name: "Sent with this message" });
  const button = (name: string): Locator => sent().getByRole("button", { name, exact: true });
  const since = async (from: number): Promise<unknown[]> => (await chat.posted()).slice(from);
  const focused = (): Promise<string | null | undefined> =>
    chat.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

  it("are taken off and brought up to date by mouse, shown where the pointer is", async () => {
    await asked("Why?", allKinds.slice(0, 2));
    const remove = button("Remove retry.ts:3-41");
    const opacity = (): Promise<string> => remove.evaluate((element) => getComputedStyle(element).opacity);
    assert.equal(await opacity(), "0");
    await sent().getByText("retry.ts").hover();
    assert.equal(await opacity(), "1");
    await remove.click();
    await button("Update pricing.ts:10-24").click();
    assert.deepEqual(await since(1), [
      { type: "removeSent", turnId: "q", id: "k2" },
      { type: "replaceSent", turnId: "q", id: "k1" },
    ]);
    await chat.events({ type: "attachmentChanged", turnId: "q", id: "k2" });
    assert.equal(await sent().getByRole("listitem").count(), 1);
  });

  for (const theme of ["dark", "highContrast"] as const) {
    it(`keep their width while an answer is written, and their words under the pointer, in ${theme}`, async () => {
      const page = await ChatPage.open(browser, { theme });
      const turns = (status: AnswerStatus): ViewState => ({
        ...emptyState,
        conversation: linedUp("c", [
          { role: "user", id: "q", text: "Why?", context: allKinds },
          { role: "assistant", id: "a", model: "m", status, parts: [{ type: "text", text: "So." }] },
        ]),
      });
      const list = page.page.getByRole("list", { name: "Sent with this message" });
      const widths = (): Promise<readonly number[]> =>
        list.getByRole("listitem").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
      await page.snapshot(turns({ type: "streaming" }));
      const before = await widths();
      assert.equal(before.length, allKinds.length);
      await page.snapshot(turns(complete));
      assert.deepEqual(await widths(), before);
      const chips = list.getByRole("listitem");
      for (let index = 0; index < before.length; index += 1) {
        await chips.nth(index).hover();
        const covered = await chips.nth(index).evaluate((one) => {
          const words = one.querySelector(".chip-label")!.getBoundingClientRect();
          return [...one.querySelectorAll(".chip-button")]
            .map((button) => button.getBoundingClientRect())
            .filter(({ left, right }) => left < words.right - 1 && right > words.left + 1).length;
        });
        assert.equal(covered, 0, `chip ${index}`);
      }
      assert.deepEqual(await widths(), before);
      await page.close();
    });
  }

  it("are reached by Tab, and taken off by Delete, the focus going to a neighbour", async () => {
    await asked("Why?", allKinds.slice(0, 2));
    await button("pricing.ts:10-24").focus();
    for (const name of ["Update pricing.ts:10-24", "Remove pricing.ts:10-24", "retry.ts:3-41"]) {
      await chat.page.keyboard.press("Tab");
      assert.equal(await focused(), name);
    }
    await chat.page.keyboard.press("Delete");
    assert.deepEqual(await since(1), [{ type: "removeSent", turnId: "q", id: "k2" }]);
    assert.equal(await focused(), "pricing.ts:10-24");
    await chat.page.keyboard.press("Tab");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await since(2), [{ type: "replaceSent", turnId: "q", id: "k1" }]);
  });

  it("are not offered to be read again where nothing is left to read", async () => {
    await asked("Why?", [
      ...allKinds,
      chip("one", "src/one.ts", { kind: "problems", startLine: 4, endLine: 4 }),
      chip("untitled", "Untitled-1", { uri: "" }),
    ]);
    assert.equal(
      await sent()
        .getByRole("button", { name: /^Remove / })
        .count(),
      11,
    );
    assert.equal(
      await sent()
        .getByRole("button", { name: /^Update / })
        .count(),
      8,
    );
    assert.equal(await button("Update bash").count(), 0);
  });

  it("stay as they are while an answer is under way", async () => {
    await asked("Why?", allKinds.slice(0, 2), { type: "streaming" });
    assert.equal(await sent().getByRole("button").count(), 2);
    await button("retry.ts:3-41").press("Delete");
    assert.deepEqual(await since(1), []);
  });

  it("leave no question to be asked again when nothing else was in it", async () => {
    await asked("", allKinds.slice(0, 1), { type: "stopped" });
    assert.equal(await chat.button("Retry").count(), 1);
    assert.equal(await chat.button("Try Again").count(), 1);
    await chat.events({ type: "attachmentChanged", turnId: "q", id: "k1" });
    for (const name of ["Retry", "Retry with Another Model", "Try Again"]) {
      assert.equal(await chat.button(name).count(), 0, name);
    }
    assert.equal(await chat.button("Delete").count(), 2);
  });

  it("can be seen in what is sent, by a button beside its size", async () => {
    await chat.snapshot({ ...emptyState, estimate });
    await chat.button("Show What Is Sent").click();
    assert.deepEqual(await since(1), [{ type: "showRequest" }]);
  });
});

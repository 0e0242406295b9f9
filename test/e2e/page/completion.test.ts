import assert from "node:assert/strict";
import type { CDPSession, Locator } from "playwright-core";
import type { CompletionItem, ToHost } from "../../../src/core/protocol";
import type { ChatPage } from "./chatPage";
import { someItems } from "./composerStates";
import { openForEachTest } from "./suite";

describe("the list of what can be attached", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
    await chat.composer.focus();
  });

  const list = (): Locator => chat.page.getByRole("listbox");
  const options = (): Locator => list().getByRole("option");
  const active = (): Locator => list().getByRole("option", { selected: true });

  const asked = async (): Promise<Extract<ToHost, { type: "complete" }>[]> =>
    (await chat.posted()).filter((message) => message.type === "complete");
  const chosen = async (): Promise<string[]> =>
    (await chat.posted()).flatMap((message) => (message.type === "choose" ? [message.id] : []));
  const sent = async (): Promise<number> =>
    (await chat.posted()).filter((message) => message.type === "send").length;

  /** Answers the last request, once it has been made for this query. */
  async function give(query: string, items: readonly CompletionItem[]): Promise<void> {
    await chat.page.waitForFunction(
      (wanted) =>
        window.posted.some(({ message }) => message.type === "complete" && message.query === wanted),
      query,
    );
    const request = (await asked()).at(-1);
    assert.equal(request?.query, query);
    await chat.host({ type: "completions", request: request?.request ?? 0, items });
  }

  it("opens by # and @, is walked through by keys, and attaches with Enter or Tab", async () => {
    for (const [sign, key] of [
      ["#", "Enter"],
      ["@", "Tab"],
    ] as const) {
      await chat.composer.fill("Why ");
      await chat.composer.pressSequentially(sign);
      await give("", someItems);
      assert.equal(await list().getAttribute("aria-label"), "What to attach");
      assert.equal(await options().count(), someItems.length);
      assert.match((await active().textContent()) ?? "", /Selection/);
      const press = async (name: string, label: RegExp): Promise<void> => {
        await chat.composer.press(name);
        assert.match((await active().textContent()) ?? "", label);
        assert.equal(
          await chat.composer.getAttribute("aria-activedescendant"),
          await active().getAttribute("id"),
        );
        assert.ok(
          await active().evaluate((line) => {
            const { top, bottom } = line.getBoundingClientRect();
            const box = line.closest(".completions")!.getBoundingClientRect();
            return top >= box.top && bottom <= box.bottom;
          }),
          "the active line is in sight",
        );
      };
      await press("ArrowUp", /test\//);
      await press("ArrowDown", /Selection/);
      await press("PageDown", /applyDiscount/);
      await press("PageDown", /test\//);
      await press("PageUp", /Unstaged/);
      await press("ArrowDown", /Terminal/);
      await chat.composer.press(key);
      assert.equal(await list().count(), 0);
      assert.equal((await chosen()).at(-1), "c5");
      assert.equal(await chat.composer.inputValue(), "Why ");
      assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
    }
    assert.equal(await sent(), 0);
    assert.equal(await chat.composer.getAttribute("aria-activedescendant"), null);
  });

  it("asks for what is typed once the typing pauses, with the draft told before", async () => {
    await chat.composer.pressSequentially("#");
    await chat.page.keyboard.type("pri");
    await give("pri", [someItems[5]!]);
    const queries = (await asked()).map(({ query }) => query);
    assert.equal(queries[0], "");
    assert.ok(queries.length <= 3, queries.join());
    assert.equal(await options().count(), 1);
    assert.equal(await options().locator("b").textContent(), "pri");
    await chat.composer.press("Enter");
    assert.equal(await chat.composer.inputValue(), "");
    const last = (await chat.posted(true)).slice(-2).map(({ type }) => type);
    assert.deepEqual(last, ["draft", "choose"]);
  });

  it("drops what comes late", async () => {
    await chat.composer.pressSequentially("#p");
    await give("p", someItems.slice(5));
    await chat.composer.pressSequentially("r");
    await chat.host({ type: "completions", request: (await asked()).at(-1)!.request, items: someItems });
    assert.equal(await options().count(), someItems.length - 5);
    await give("pr", someItems.slice(8));
    assert.equal(await options().count(), someItems.length - 8);
    await chat.host({ type: "completions", request: 1, items: someItems });
    assert.equal(await options().count(), someItems.length - 8);
    await chat.composer.press("Escape");
    await chat.host({ type: "completions", request: (await asked()).at(-1)!.request, items: someItems });
    assert.equal(await list().count(), 0);
  });

  it("waits for the answer when a person is faster, instead of sending", async () => {
    await chat.composer.pressSequentially("#pri");
    await chat.composer.press("Enter");
    assert.equal(await sent(), 0);
    await give("pri", someItems.slice(5, 7));
    assert.deepEqual(await chosen(), ["c6"]);
    assert.equal(await chat.composer.inputValue(), "");
  });

  it("sends with Enter when nothing fits, and with a second one when no answer comes", async () => {
    await chat.composer.pressSequentially("See #123");
    await give("123", []);
    assert.ok(await chat.page.locator("main").getByText("Nothing found.").isVisible());
    assert.equal(await list().count(), 0);
    await chat.composer.press("Enter");
    assert.equal(await sent(), 1);
    await chat.asked("See #123");
    await chat.stream(["Yes."]);
    await chat.composer.pressSequentially("#5");
    await chat.composer.press("Enter");
    assert.equal(await sent(), 1);
    await chat.composer.press("Enter");
    assert.equal(await sent(), 2);
  });

  it("says that it is searching, when that takes a while", async () => {
    await chat.composer.pressSequentially("#");
    await chat.page.getByText("Searching…").waitFor();
    await give("", someItems);
    assert.equal(await chat.page.getByText("Searching…").count(), 0);
  });

  it("closes with Escape alone, stays closed for this word, and stops no answer", async () => {
    await chat.asked("q");
    await chat.composer.fill("");
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    await chat.composer.press("Escape");
    assert.equal(await list().count(), 0);
    await chat.page.keyboard.type("x");
    await chat.page.waitForTimeout(120);
    assert.equal((await asked()).length, 1);
    assert.ok(!(await chat.posted()).some(({ type }) => type === "stop"));
    await chat.composer.press("Escape");
    assert.deepEqual((await chat.posted()).at(-1), { type: "stop" });
    await chat.page.keyboard.type(" @");
    await give("", someItems);
    assert.equal(await options().count(), someItems.length);
  });

  it("closes when the caret leaves the word, or the focus the text", async () => {
    await chat.composer.fill("Why ");
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    await chat.composer.press("Home");
    await list().waitFor({ state: "hidden" });
    assert.equal(await list().count(), 0);
    await chat.composer.press("End");
    await chat.page.keyboard.type("p");
    await give("p", someItems);
    await chat.log.focus();
    assert.equal(await list().count(), 0);
  });

  it("leaves the keys to the text where a chord or an input method is meant", async () => {
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    await chat.composer.press("Shift+Enter");
    assert.equal(await chat.composer.inputValue(), "#\n");
    assert.deepEqual(await chosen(), []);
    assert.equal(await list().count(), 0);
  });

  it("neither asks nor takes a line while an input method composes", async () => {
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    const devtools: CDPSession = await chat.page.context().newCDPSession(chat.page);
    await devtools.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    await chat.page.waitForTimeout(120);
    assert.equal((await asked()).length, 1);
    for (const [key, windowsVirtualKeyCode] of [
      ["Process", 229],
      ["ArrowDown", 229],
      ["Enter", 229],
    ] as const) {
      await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, windowsVirtualKeyCode });
    }
    assert.match((await active().textContent()) ?? "", /Selection/);
    assert.deepEqual(await chosen(), []);
    await devtools.send("Input.insertText", { text: "日本" });
    await give("日本", [someItems[5]!]);
    await devtools.send("Input.dispatchKeyEvent", {
      type: "keyUp",
      key: "Enter",
      windowsVirtualKeyCode: 13,
    });
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chosen(), ["c6"]);
  });

  it("works with the mouse, from the button on", async () => {
    await chat.composer.fill("Why");
    await chat.button("Add Context").click();
    assert.equal(await chat.composer.inputValue(), "Why #");
    await give("", someItems);
    await options().filter({ hasText: "applyDiscount" }).click();
    assert.deepEqual(await chosen(), ["c9"]);
    assert.equal(await chat.composer.inputValue(), "Why ");
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });

  it("offers saved prompts by / at the very beginning, and puts the chosen one where it stood", async () => {
    await chat.composer.pressSequentially("/re");
    await give("re", [{ id: "p1", label: "/review", detail: "Review", icon: "comment" }]);
    assert.equal((await asked()).at(-1)?.trigger, "prompt");
    assert.equal(await list().getAttribute("aria-label"), "Saved prompts");
    await chat.composer.press("Enter");
    assert.deepEqual(await chosen(), ["p1"]);
    await chat.host({ type: "insert", text: "Review this.\nBe brief." });
    assert.equal(await chat.composer.inputValue(), "Review this.\nBe brief.");
    assert.deepEqual((await chat.posted(true)).at(-1)?.type, "draft");
  });

  it("takes its word out of the middle of a sentence without leaving two spaces", async () => {
    await chat.composer.fill("Compare  please");
    await chat.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(8, 8));
    await chat.page.keyboard.type("#");
    await give("", someItems);
    await chat.composer.press("Enter");
    assert.equal(await chat.composer.inputValue(), "Compare please");
  });

  it("can be undone, with what was inserted", async () => {
    await chat.page.keyboard.type("Why #");
    await give("", someItems);
    await chat.composer.press("Enter");
    await chat.host({ type: "insert", text: "this" });
    assert.equal(await chat.composer.inputValue(), "Why this");
    for (const text of ["Why ", "Why #"]) {
      await chat.composer.press("Control+z");
      assert.equal(await chat.composer.inputValue(), text);
    }
  });

  it("lets Shift+Tab go back past it", async () => {
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    await chat.composer.press("Shift+Tab");
    assert.equal(await list().count(), 0);
    assert.ok(await chat.log.evaluate((log) => log === document.activeElement));
  });

  it("takes in a long text at once, told to the host once", async () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `line ${index}`).join("\n");
    await chat.host({ type: "insert", text: "one\ntwo\nthree" });
    await chat.host({ type: "insert", text });
    assert.equal((await chat.composer.inputValue()).length, text.length + 13);
    assert.equal((await chat.posted(true)).filter(({ type }) => type === "draft").length, 2);
  });

  it("marks what Git ignores, in words too", async () => {
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    assert.equal(await chat.page.getByRole("option", { name: "Ignored by Git" }).count(), 1);
  });

  it("is announced with its length, and stays a text box", async () => {
    const status = chat.page.locator(".visually-hidden[role=status]");
    await chat.composer.pressSequentially("#");
    await give("", someItems);
    assert.equal(await status.textContent(), "12 suggestions");
    assert.equal(await chat.composer.getAttribute("aria-controls"), await list().getAttribute("id"));
    assert.ok(await chat.composer.isVisible());
  });

  it("says in Restricted Mode why there is nothing", async () => {
    await chat.snapshot({ canAttach: false });
    await chat.composer.pressSequentially("#");
    await give("", []);
    await chat.page
      .getByText("In Restricted Mode nothing of the workspace is attached.", { exact: true })
      .first()
      .waitFor();
  });
});

import assert from "node:assert/strict";
import type { CDPSession } from "playwright-core";
import type { ChatPage } from "./chatPage";
import { enterTable } from "./enterTable";
import { openForEachTest } from "./suite";

describe("the composer", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  const sent = async (): Promise<string[]> =>
    (await chat.posted()).flatMap((message) => (message.type === "send" ? [message.text] : []));

  for (const [name, steps, sends] of enterTable) {
    it(`${name}: ${sends === 0 ? "does not send" : "sends"}`, async () => {
      await chat.composer.fill("text");
      await chat.page.evaluate(async (list) => {
        const field = document.querySelector("textarea")!;
        for (const step of list) {
          if ("wait" in step) {
            await new Promise((done) => setTimeout(done, step.wait));
          } else if ("click" in step) {
            field.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
          } else if ("composition" in step) {
            field.dispatchEvent(new CompositionEvent(`composition${step.composition}`, { bubbles: true }));
          } else {
            const press = "down" in step ? step.down : step.up;
            field.dispatchEvent(
              new KeyboardEvent("down" in step ? "keydown" : "keyup", {
                ...press,
                bubbles: true,
                cancelable: true,
              }),
            );
          }
        }
      }, steps);
      assert.equal((await sent()).length, sends);
      assert.equal(await chat.composer.inputValue(), "text");
    });
  }

  it("sends nothing while a real input method composes, and sends after it", async () => {
    await chat.composer.focus();
    const devtools: CDPSession = await chat.page.context().newCDPSession(chat.page);
    await devtools.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    const composingEnters = await chat.page.evaluate(() => {
      const seen: boolean[] = [];
      document.addEventListener("keydown", (event) => void seen.push(event.isComposing), true);
      return Object.assign(window, { seen }).seen.length;
    });
    assert.equal(composingEnters, 0);
    // The input method keeps the key to itself: it is seen going down, and no character comes of it.
    for (const [key, windowsVirtualKeyCode] of [
      ["Process", 229],
      ["Enter", 13],
    ] as const) {
      await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, windowsVirtualKeyCode });
    }
    assert.deepEqual(await chat.page.evaluate(() => (window as unknown as { seen: boolean[] }).seen), [
      true,
      true,
    ]);
    assert.deepEqual(await sent(), []);
    await devtools.send("Input.insertText", { text: "日本" });
    await devtools.send("Input.dispatchKeyEvent", {
      type: "keyUp",
      key: "Enter",
      windowsVirtualKeyCode: 13,
    });
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await sent(), ["日本"]);
  });

  it("breaks the line with Shift+Enter and sends with Enter", async () => {
    await chat.composer.focus();
    await chat.page.keyboard.type("one");
    await chat.page.keyboard.press("Shift+Enter");
    await chat.page.keyboard.type("two");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await sent(), ["one\ntwo"]);
  });

  it("breaks the line with Enter and sends with Ctrl+Enter or Command+Enter where that was chosen", async () => {
    await chat.snapshot({ sendWith: "ctrlEnter" });
    assert.equal(await chat.button("Send").getAttribute("title"), "Send (Ctrl+Enter)");
    await chat.composer.focus();
    await chat.page.keyboard.type("one");
    await chat.page.keyboard.press("Enter");
    await chat.page.keyboard.type("two");
    assert.deepEqual(await sent(), []);
    await chat.page.keyboard.press("Control+Enter");
    assert.deepEqual(await sent(), ["one\ntwo"]);
    await chat.asked("one\ntwo");
    await chat.stream(["Yes."]);
    await chat.composer.fill("three");
    await chat.page.keyboard.press("Meta+Enter");
    assert.deepEqual(await sent(), ["one\ntwo", "three"]);
  });

  it("lets the Enter of an input method neither send nor break the line, whichever key sends", async () => {
    await chat.snapshot({ sendWith: "ctrlEnter" });
    await chat.composer.fill("text");
    const taken = await chat.page.evaluate(() => {
      const field = document.querySelector("textarea")!;
      const press = (init: KeyboardEventInit): boolean =>
        !field.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }));
      const composing = press({ key: "Enter", ctrlKey: true, isComposing: true });
      field.dispatchEvent(new KeyboardEvent("keyup", { key: "Enter", bubbles: true }));
      field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
      const after = press({ key: "Enter", keyCode: 13 });
      return { composing, after };
    });
    assert.deepEqual(taken, { composing: false, after: true });
    assert.deepEqual(await sent(), []);
    assert.equal(await chat.composer.inputValue(), "text");
  });

  it("keeps the text until the host has taken it, and sends it once", async () => {
    await chat.composer.fill("Why?");
    await chat.button("Send").click();
    await chat.composer.press("Enter");
    await chat.composer.press("Enter");
    assert.deepEqual(await sent(), ["Why?"]);
    assert.equal(await chat.composer.inputValue(), "Why?");
    await chat.asked("Why?");
    assert.equal(await chat.composer.inputValue(), "");
    assert.deepEqual((await chat.posted(true)).at(-1), { type: "draft", text: "", edits: 2 });
  });

  it("keeps what was typed on since", async () => {
    await chat.composer.fill("Why?");
    await chat.composer.press("Enter");
    await chat.composer.press("End");
    await chat.page.keyboard.type(" And how?");
    await chat.asked("Why?");
    assert.equal(await chat.composer.inputValue(), " And how?");
  });

  it("sends no empty text, and nothing while an answer is under way", async () => {
    await chat.composer.fill(" \n ");
    await chat.composer.press("Enter");
    await chat.composer.fill("One");
    await chat.composer.press("Enter");
    await chat.asked("One");
    await chat.composer.fill("Two");
    await chat.composer.press("Enter");
    assert.deepEqual(await sent(), ["One"]);
    assert.equal(await chat.composer.inputValue(), "Two");
    assert.equal(await chat.button("Send").count(), 0);
  });

  it("stops with the button that stands where Send was, and keeps the focus", async () => {
    await chat.asked("One");
    await chat.button("Stop").click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "stop" });
    await chat.events({ type: "stopped", answerId: "a1" });
    assert.equal(await chat.button("Stop").count(), 0);
    assert.ok(await chat.button("Send").isVisible());
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });

  it("posts the draft at every change, numbered, and before the question", async () => {
    await chat.composer.pressSequentially("abc");
    await chat.composer.press("Enter");
    assert.deepEqual((await chat.posted(true)).slice(1), [
      { type: "draft", text: "a", edits: 1 },
      { type: "draft", text: "ab", edits: 2 },
      { type: "draft", text: "abc", edits: 3 },
      { type: "send", text: "abc" },
    ]);
  });

  it("takes the host's draft, but never over what the host had not heard of", async () => {
    await chat.snapshot({ draft: { text: "kept", context: [] } });
    assert.equal(await chat.composer.inputValue(), "kept");
    await chat.composer.fill("typed since");
    await chat.snapshot({ draft: { text: "old", context: [] } });
    assert.equal(await chat.composer.inputValue(), "typed since");
    await chat.snapshot({ draft: { text: "suggested by the host", context: [] } }, {}, 1);
    assert.equal(await chat.composer.inputValue(), "suggested by the host");
  });

  it("grows to four tenths of the height, then scrolls", async () => {
    const height = async (): Promise<number> => (await chat.composer.boundingBox())?.height ?? 0;
    const one = await height();
    await chat.composer.fill("a\nb\nc");
    const three = await height();
    await chat.composer.fill(Array.from({ length: 60 }, () => "line").join("\n"));
    const most = await height();
    assert.ok(one < three && three < most, `${one} ${three} ${most}`);
    assert.ok(most <= 700 * 0.4 + 1, `${most}`);
    assert.ok(await chat.composer.evaluate((field) => field.scrollHeight > field.clientHeight));
  });

  it("shows, opens and takes off what is attached", async () => {
    const item = {
      kind: "selection",
      id: "i1",
      uri: "file:///w/src/pricing.ts",
      fileName: "src/pricing.ts",
      languageId: "typescript",
      startLine: 10,
      endLine: 24,
      text: "x",
    } as const;
    await chat.host({ type: "attachments", context: [item] });
    const list = chat.page.getByRole("list", { name: "Attachments", exact: true });
    assert.equal(await list.getByRole("listitem").count(), 1);
    await list.getByRole("button", { name: "pricing.ts:10-24", exact: true }).click();
    await list.getByRole("button", { name: "Remove pricing.ts:10-24", exact: true }).click();
    assert.deepEqual((await chat.posted()).slice(1), [
      { type: "openAttachment", id: "i1" },
      { type: "removeAttachment", id: "i1" },
    ]);
    await chat.host({ type: "attachments", context: [] });
    assert.equal(await list.count(), 0);
  });

  it("gets the focus when the host says so", async () => {
    await chat.host({ type: "focusComposer" });
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });
});

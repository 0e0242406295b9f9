import assert from "node:assert/strict";

import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const long = Array.from({ length: 120 }, (_, n) => `Paragraph ${n + 1} of a long answer.`).join("\n\n");

describe("an answer under way", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "a.txt": "a\n" } });
  });
  closeAfterSuite(() => workbench);

  beforeEach(async () => {
    workbench.endpoint.reset();
    await workbench.focusChat("New Chat");
    await workbench.chat.turns.first().waitFor({ state: "detached" });
  });

  async function hungUp(): Promise<boolean> {
    const deadline = Date.now() + 5_000;
    while (!workbench.endpoint.requests().every((request) => request.closedEarly)) {
      if (Date.now() > deadline) {
        return false;
      }
      await workbench.page.waitForTimeout(50);
    }
    return true;
  }

  it("can be stopped, and keeps what had come", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({
      type: "stall",
      afterChars: 12,
      pingEveryMs: 100,
      text: "A first half and a second half.",
    });
    await chat.ask("Why?");
    await chat.turnsOf("Claude").getByText("A first half").waitFor();
    await chat.stop.click();
    await chat.turnsOf("Claude").getByText("Stopped").waitFor();
    await chat.turnsOf("Claude").getByText("A first half").waitFor();
    await workbench.screenshot("stopped");
    assert.ok(await hungUp());
    assert.equal(await chat.alert.count(), 0);
    // The conversation goes on, with the half answer in it.
    await chat.ask("And?");
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
    assert.match(JSON.stringify(endpoint.requests()[1]?.json), /A first half/);
  });

  it("can be stopped before the first byte", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "stall" });
    await chat.ask("Why?");
    await chat.stop.waitFor();
    await workbench.screenshot("waiting");
    await chat.stop.click();
    await chat.turnsOf("Claude").getByText("Stopped").waitFor();
    await chat.send.waitFor();
    assert.ok(await hungUp());
  });

  it("is followed to its end until the reader scrolls up, and then left alone", async () => {
    const { chat, endpoint, page } = workbench;
    endpoint.next({ type: "answer", text: long, deltaMs: 30, deltaChars: 24 });
    await chat.ask("Why?");
    await chat.conversation.getByText("Paragraph 40 of").waitFor();
    assert.ok(await isInSight("Paragraph 40 of"));
    await chat.conversation.hover();
    await page.mouse.wheel(0, -600);
    await chat.button("Jump to latest").waitFor();
    const { top } = await place("Paragraph 30 of");
    await chat.conversation.getByText("Paragraph 90 of").waitFor({ state: "attached" });
    assert.ok(Math.abs((await place("Paragraph 30 of")).top - top) < 3);
    await workbench.screenshot("scrolled-up");
    await chat.button("Jump to latest").click();
    await chat.send.waitFor();
    assert.ok(await isInSight("Paragraph 120 of"));
    assert.equal(await chat.button("Jump to latest").count(), 0);
  });

  async function place(
    text: string,
  ): Promise<{ readonly top: number; readonly bottom: number; readonly view: number }> {
    return workbench.chat.conversation
      .getByText(text)
      .first()
      .evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { top, bottom, view: window.innerHeight };
      });
  }

  async function isInSight(text: string): Promise<boolean> {
    const { top, bottom, view } = await place(text);
    return top >= 0 && bottom <= view;
  }

  it("goes on while the chat is hidden", async () => {
    const { chat, endpoint, page } = workbench;
    endpoint.next({ type: "answer", text: long, deltaMs: 5, deltaChars: 24 });
    await chat.ask("Why?");
    await chat.conversation.getByText("Paragraph 5 of").waitFor();
    await page.getByRole("tab", { name: /^Explorer/ }).click();
    await chat.composer.waitFor({ state: "detached" });
    await page.waitForTimeout(500);
    await page.getByRole("tab", { name: "Ask Claude" }).click();
    await chat.conversation.getByText("Paragraph 120 of").waitFor();
    await chat.send.waitFor();
    const texts = await chat.turnsOf("Claude").locator(".answer p:not(details *)").allInnerTexts();
    assert.deepEqual(texts, long.split("\n\n"));
  });

  it("survives a reload of the window: what had come is there, marked, and can be asked for again", async () => {
    const { chat, endpoint } = workbench;
    endpoint.next({ type: "stall", afterChars: 12, text: "A first half and a second half." });
    await chat.ask("Why does it break?");
    await chat.turnsOf("Claude").getByText("A first half").waitFor();
    await chat.composer.click();
    await workbench.page.keyboard.type("a half-written question", { delay: 40 });
    // No longer than a message to the extension host takes where much else goes on.
    await workbench.page.waitForTimeout(1_000);
    await workbench.reload();
    await workbench.focusChat("Focus Chat");
    await chat.turnsOf("You").getByText("Why does it break?").waitFor();
    await chat.turnsOf("Claude").getByText("A first half").waitFor();
    await chat.alert.waitFor();
    assert.equal(await chat.composer.inputValue(), "a half-written question");
    await workbench.screenshot("reloaded");
    // This set-up keeps secrets in memory: after a reload the key is given again, as without a keyring.
    await workbench.giveKey("sk-ant-test-0123456789abcdef");
    endpoint.next({ type: "answer", text: "Whole again." });
    await chat.button("Try Again").click();
    await chat.turnsOf("Claude").getByText("Whole again.").waitFor();
  });
});

import assert from "node:assert/strict";
import { type ConversationEvent, emptyConversation, treeOf } from "../../../src/core/conversation";
import { reduce } from "../../../src/core/reduce";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";

describe("following the end", () => {
  let chat: ChatPage;
  let said: number;

  openForEachTest(
    async (opened) => {
      said = 0;
      chat = opened;
      await chat.snapshot();
      await chat.asked("Go on");
      await chat.answer([
        { type: "opened" },
        { type: "partStarted", index: 0, part: { type: "text", text: "" } },
      ]);
    },
    { height: 500 },
  );

  async function say(paragraphs: number): Promise<void> {
    for (let count = 0; count < paragraphs; count += 1) {
      said += 1;
      await chat.answer([
        { type: "partGrew", index: 0, field: "text", delta: `Paragraph ${said}. ${"word ".repeat(20)}\n\n` },
      ]);
    }
    await chat.settled();
  }

  const place = (): Promise<{ top: number; toEnd: number }> =>
    chat.log.evaluate((log) => ({
      top: log.scrollTop,
      toEnd: log.scrollHeight - log.clientHeight - log.scrollTop,
    }));

  it("keeps the end in sight from the first line that does not fit", async () => {
    for (let round = 0; round < 5; round += 1) {
      await say(4);
      assert.ok((await place()).toEnd <= 2, `${(await place()).toEnd} after ${said}`);
    }
    assert.ok((await place()).top > 0);
    assert.equal(await chat.button("Jump to latest").count(), 0);
  });

  it("stays put once the reader has scrolled up, however little, and jumps when asked", async () => {
    await say(20);
    await chat.log.hover();
    await chat.page.mouse.wheel(0, -12);
    await chat.button("Jump to latest").waitFor();
    await chat.settled();
    const before = await place();
    assert.ok(before.toEnd > 0);
    await say(6);
    assert.equal((await place()).top, before.top);
    await chat.button("Jump to latest").click();
    await chat.settled();
    assert.ok((await place()).toEnd <= 2);
    assert.equal(await chat.button("Jump to latest").count(), 0);
    await say(4);
    assert.ok((await place()).toEnd <= 2);
  });

  it("follows again when the reader comes back to the end", async () => {
    await say(20);
    await chat.log.focus();
    await chat.page.keyboard.press("PageUp");
    await chat.button("Jump to latest").waitFor();
    await chat.page.keyboard.press("End");
    await chat.button("Jump to latest").waitFor({ state: "detached" });
    await say(4);
    assert.ok((await place()).toEnd <= 2);
  });

  it("goes to the end when a question is asked", async () => {
    await say(20);
    await chat.log.hover();
    await chat.page.mouse.wheel(0, -200);
    await chat.button("Jump to latest").waitFor();
    await chat.answer([{ type: "completed", stopReason: "end_turn" }]);
    await chat.asked("And then?", "2");
    await chat.settled();
    assert.ok((await place()).toEnd <= 2);
  });

  it("keeps the end in sight when the room gets smaller", async () => {
    await say(20);
    await chat.page.setViewportSize({ width: 300, height: 420 });
    await chat.settled();
    assert.ok((await place()).toEnd <= 2);
    await chat.composer.fill("a\nb\nc\nd\ne");
    await chat.settled();
    assert.ok((await place()).toEnd <= 2);
  });

  it("never takes the focus", async () => {
    await chat.composer.focus();
    await say(20);
    await chat.answer([{ type: "completed", stopReason: "end_turn" }]);
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });

  it("stays where the reader is, with what is being typed, when another window has gone on", async () => {
    const one = (n: number): readonly ConversationEvent[] => [
      {
        type: "asked",
        turn: { role: "user", id: `user ${n}`, text: `Question ${n}`, context: [] },
        answerId: `a${n}`,
        options: { model: "claude-sonnet-5-5" },
      },
      {
        type: "answer",
        answerId: `a${n}`,
        event: { type: "partStarted", index: 0, part: { type: "text", text: "word ".repeat(100) } },
      },
      { type: "stopped", answerId: `a${n}` },
    ];
    const before = Array.from({ length: 10 }, (_, n) => one(n))
      .flat()
      .reduce(reduce, emptyConversation("c1"));
    const after = one(10).reduce(reduce, before);
    await chat.snapshot({ conversation: treeOf(before) });
    await chat.settled();
    await chat.log.hover();
    await chat.page.mouse.wheel(0, -400);
    await chat.button("Jump to latest").waitFor();
    await chat.composer.fill("half a quest");
    await chat.settled();
    const { top } = await place();
    await chat.snapshot({ conversation: treeOf(after) });
    await chat.log.getByText("Question 10").waitFor();
    await chat.settled();
    assert.equal((await place()).top, top);
    assert.equal(await chat.composer.inputValue(), "half a quest");
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });
});

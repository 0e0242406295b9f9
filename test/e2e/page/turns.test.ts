import assert from "node:assert/strict";
import { withTurns } from "../../../src/core/branches";
import type { AssistantTurn, Conversation, UserTurn } from "../../../src/core/conversation";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";

const question = (id: string, parentId: string, text: string): UserTurn => ({
  role: "user",
  id,
  parentId,
  text,
  context: [],
});
const answer = (id: string, parentId: string, text: string): AssistantTurn => ({
  role: "assistant",
  id,
  parentId,
  model: "m",
  status: { type: "complete", stopReason: "end_turn" },
  parts: [{ type: "text", text }],
});

/** A question that was changed once, with two answers to the second form of it. */
const branched: Conversation = withTurns({
  id: "c",
  options: {},
  all: [
    question("q1", "", "Why?"),
    answer("a1", "q1", "Because."),
    question("q2", "", "Why not?"),
    answer("a2", "q2", "First of all, *no*."),
    answer("a3", "q2", "Second thoughts."),
  ],
  chosen: {},
});

describe("the turns of a conversation", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot({ conversation: branched });
  });

  const yours = () => chat.turns.nth(0);
  const claudes = () => chat.turns.nth(1);

  it("offer what can be done, by mouse and by keyboard", async () => {
    for (const [where, name, message] of [
      [yours(), "Edit", { type: "edit", turnId: "q2" }],
      [yours(), "Copy Message", { type: "copyTurn", turnId: "q2" }],
      [yours(), "Delete", { type: "deleteTurn", turnId: "q2" }],
      [claudes(), "Copy Answer", { type: "copyTurn", turnId: "a3" }],
      [claudes(), "Retry", { type: "retry", turnId: "a3", withOtherModel: false }],
      [claudes(), "Retry with Another Model", { type: "retry", turnId: "a3", withOtherModel: true }],
      [claudes(), "Delete", { type: "deleteTurn", turnId: "a3" }],
    ] as const) {
      const button = where.getByRole("button", { name, exact: true });
      await button.click();
      assert.deepEqual((await chat.posted()).at(-1), message);
      await button.press("Enter");
      assert.deepEqual((await chat.posted()).slice(-2), [message, message]);
    }
  });

  it("can be had back in place after a deletion, and the cursor is in the composer then", async () => {
    const focused = chat.page.locator(":focus");
    await yours().getByRole("button", { name: "Delete", exact: true }).focus();
    await chat.events({ type: "deleted", turnId: "q2" });
    await chat.host({ type: "deletion", canUndo: true });
    await chat.page.locator(".deletion").getByText("The message was deleted.").waitFor();
    await chat.composer.and(focused).waitFor();
    // The last thing before the composer.
    await chat.page.keyboard.press("Shift+Tab");
    await chat.button("Undo").and(focused).waitFor();
    await chat.page.screenshot({ path: ".vscode-test/screenshots/deletion.png" });
    await chat.page.keyboard.press("Enter");
    assert.deepEqual((await chat.posted()).at(-1), { type: "undoDeletion" });
    await chat.host({ type: "deletion", canUndo: false });
    assert.equal(await chat.page.locator(".deletion").count(), 0);
    await chat.composer.and(focused).waitFor();
    // A page that is loaded anew is told, too.
    await chat.snapshot({ conversation: branched, canUndoDeletion: true });
    assert.equal(await chat.button("Undo").count(), 1);
  });

  it("can be gone through where there are several in one place", async () => {
    await yours().getByText("Version 2 of 2").waitFor({ state: "attached" });
    await yours().getByRole("button", { name: "Previous Version" }).click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "showBranch", turnId: "q1" });
    assert.equal(
      await claudes().getByRole("button", { name: "Next Version" }).getAttribute("aria-disabled"),
      "true",
    );
    await claudes().getByRole("button", { name: "Previous Version" }).click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "showBranch", turnId: "a2" });
    await chat.events({ type: "shown", turnId: "q1" });
    assert.equal(await claudes().getByText("Because.").count(), 1);
    assert.equal(await claudes().getByRole("group", { name: "Versions" }).count(), 0);
  });

  it("change nothing while an answer is under way", async () => {
    await chat.asked("And?", "9");
    assert.equal(await chat.button("Edit").count(), 0);
    assert.equal(await chat.button("Retry").count(), 0);
    assert.equal(await chat.button("Delete").count(), 0);
    const before = await chat.posted();
    await yours().getByRole("button", { name: "Previous Version" }).dispatchEvent("click");
    assert.deepEqual(await chat.posted(), before);
  });

  it("are quoted in the composer: all of an answer, or what is selected of it", async () => {
    await claudes().getByRole("button", { name: "Quote" }).click();
    assert.equal(await chat.composer.inputValue(), "> Second thoughts.\n\n");
    await chat.snapshot({ draft: { text: "Look:", context: [] }, conversation: branched }, {}, 1);
    await claudes().getByText("Second thoughts.").selectText();
    await chat.host({ type: "quote", turnId: "a3" });
    assert.equal(await chat.composer.inputValue(), "Look:\n\n> Second thoughts.\n\n");
    assert.deepEqual((await chat.posted(true)).at(-1)?.type, "draft");
  });

  it("tell a tab which conversation it shows", async () => {
    const saved = await chat.page.evaluate(() => Reflect.get(window, "savedState") as unknown);
    assert.deepEqual(saved, { conversationId: "c" });
  });

  it("tell VS Code's menu what was clicked", async () => {
    assert.deepEqual(JSON.parse((await claudes().getAttribute("data-vscode-context")) ?? ""), {
      webviewSection: "answer",
      turnId: "a3",
    });
  });
});

import assert from "node:assert/strict";

import { pricing, testKey } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

/** When an answer ends is for the test to say. */
function ending(): { readonly promise: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end: () => end() };
}

describe("working with what was asked and answered", () => {
  let workbench: Workbench;

  before(async () => {
    // Without a file to open: VS Code would not bring back the tabs of before then.
    workbench = await Workbench.openWithKey({ files: { "pricing.ts": pricing } });
  });
  closeAfterSuite(() => workbench);
  // Tabs of a test that failed would be taken for those of the next.
  beforeEach(async () => workbench.palette("View: Close All Editors"));
  newChatForEachTest(() => workbench);

  const lastBody = (): Body => workbench.endpoint.requests().at(-1)?.json as Body;

  it("asks a question anew with its attachments, and keeps what was there before", async () => {
    const { chat, endpoint } = workbench;
    await workbench.openFile("pricing.ts");
    await workbench.select(10, 24);
    await workbench.focusChat("Ask Claude about Selection");
    await workbench.exchange("Is this right?", "It is right.");
    await workbench.exchange("And fast?", "It is fast.");
    await chat.composer.fill("not sent yet");
    await chat.act(chat.turnsOf("You").first(), "Edit");
    await chat.removeButton("pricing.ts:10-24").waitFor();
    assert.equal(await chat.composer.inputValue(), "Is this right?");
    await workbench.screenshot("turns editing");
    endpoint.next({ type: "answer", text: "It is wrong." });
    await chat.composer.fill("Is this wrong?");
    await chat.composer.press("Enter");
    await chat.turnsOf("Claude").getByText("It is wrong.").waitFor();
    await chat.send.waitFor();
    assert.equal(await chat.turns.count(), 2);
    assert.equal(await chat.composer.inputValue(), "not sent yet");
    await workbench.screenshot("turns edited");
    assert.equal(lastBody().messages.length, 1);
    assert.match(JSON.stringify(lastBody()), /lines 10-24.*Is this wrong\?/);
    await chat.act(chat.turnsOf("You").first(), "Previous Version");
    await chat.turnsOf("Claude").getByText("It is fast.").waitFor();
    await chat.composer.fill("");
    await workbench.exchange("Really?", "Really.");
    assert.equal(lastBody().messages.length, 5);
  });

  it("has another answer beside the first, and goes on from the one that is shown", async () => {
    const { chat, endpoint } = workbench;
    await workbench.exchange("Name a colour.", "Red.");
    endpoint.next({ type: "answer", text: "Blue." });
    await chat.act(chat.turnsOf("Claude"), "Retry");
    await chat.turnsOf("Claude").getByText("Blue.").waitFor();
    await chat.send.waitFor();
    const [first, second] = endpoint.requests();
    assert.equal(first?.body, second?.body);
    await chat.act(chat.turnsOf("Claude"), "Previous Version");
    await chat.turnsOf("Claude").getByText("Red.").waitFor();
    await workbench.exchange("Why?", "Because.");
    assert.match(JSON.stringify(lastBody().messages), /Red\./);
    assert.doesNotMatch(JSON.stringify(lastBody().messages), /Blue\./);
  });

  it("deletes a question with its answer, for the screen, the next request and after a reload", async () => {
    const { chat } = workbench;
    await workbench.exchange("Keep this?", "Kept.");
    await workbench.exchange("Drop this?", "Dropped.");
    await workbench.exchange("And this?", "This too.");
    await chat.act(chat.turnsOf("You").nth(1), "Delete");
    await chat.turnsOf("You").nth(2).waitFor({ state: "detached" });
    assert.equal(await chat.turns.count(), 4);
    await workbench.exchange("Go on?", "On.");
    assert.doesNotMatch(JSON.stringify(lastBody()), /Drop/);
    await workbench.reload();
    // What is served here keeps secrets in memory only.
    await workbench.giveKey(testKey);
    await workbench.focusChat("Focus Chat");
    await chat.turnsOf("Claude").getByText("On.").waitFor();
    assert.equal(await chat.conversation.getByText("Dropped.").count(), 0);
    assert.equal(await chat.turns.count(), 6);
  });

  it("copies an answer as Markdown and a question as it was typed", async () => {
    const { chat } = workbench;
    await workbench.exchange("Copy *me*?", "A plain answer.");
    await chat.act(chat.turnsOf("You"), "Copy Message");
    await chat.composer.click();
    await workbench.page.keyboard.press("ControlOrMeta+v");
    assert.equal(await chat.composer.inputValue(), "Copy *me*?");
    await chat.act(chat.turnsOf("Claude"), "Copy Answer");
    await chat.composer.fill("");
    await chat.composer.click();
    await workbench.page.keyboard.press("ControlOrMeta+v");
    assert.equal(await chat.composer.inputValue(), "A plain answer.");
    await chat.composer.fill("");
  });

  it("has the same in the context menu of a turn", async () => {
    const { chat, page } = workbench;
    await workbench.exchange("Right-click me?", "Rightly so.");
    await chat.turnsOf("Claude").getByText("Rightly so.").click({ button: "right" });
    const entries = page.locator(".context-view .action-label");
    await entries.filter({ hasText: "Quote" }).waitFor();
    await workbench.screenshot("turns menu");
    const titles = await entries.allInnerTexts();
    for (const title of ["Quote", "Copy Message", "Retry", "Delete Message"]) {
      assert.ok(titles.includes(title), titles.join(", "));
    }
    assert.ok(!titles.includes("Edit Message"));
    await page.waitForTimeout(200);
    await entries.filter({ hasText: "Quote" }).click();
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    assert.equal(await chat.composer.inputValue(), "> Rightly so.\n\n");
    await chat.composer.fill("");
  });

  it("goes on in a tab while another conversation is answered in the side bar", async function () {
    this.timeout(120_000);
    const { chat, tabChat, endpoint, page } = workbench;
    const { promise, end } = ending();
    endpoint.next({
      type: "answer",
      text: "A slow answer to its end.",
      deltaChars: 2,
      endsAfter: promise,
    });
    await chat.ask("Slowly?");
    await chat.turnsOf("Claude").getByText("A slow").waitFor();
    await workbench.palette("Ask Claude: Move Chat into Editor");
    await tabChat.turnsOf("You").getByText("Slowly?").waitFor();
    await workbench.focusChat("Focus Chat");
    await workbench.exchange("Quickly?", "A quick answer.");
    assert.equal(await tabChat.turnsOf("Claude").getByText("to its end.").count(), 0);
    await workbench.screenshot("turns tab");
    end();
    await tabChat.turnsOf("Claude").getByText("A slow answer to its end.").waitFor();
    await tabChat.send.waitFor();
    await page.locator(".tab", { hasText: "Slowly?" }).waitFor();

    // The tab is back after a reload, and goes on.
    await workbench.reloadWindow();
    await workbench.giveKey(testKey);
    await page.locator(".tab", { hasText: "Slowly?" }).click();
    await tabChat.turnsOf("Claude").getByText("A slow answer to its end.").waitFor();
    endpoint.next({ type: "answer", text: "Still here." });
    await tabChat.ask("Here?");
    await tabChat.turnsOf("Claude").getByText("Still here.").waitFor();
    await tabChat.send.waitFor();
    await workbench.palette("View: Close All Editors");
  });

  it("keeps a moved conversation whole: its name, its draft, and what the side bar does for itself", async function () {
    this.timeout(120_000);
    const { chat, tabChat, page } = workbench;
    await workbench.exchange("To be moved?", "Move me.");
    await workbench.palette("Ask Claude: Move Chat into Editor");
    await tabChat.turnsOf("Claude").getByText("Move me.").waitFor();
    await tabChat.composer.fill("not finished");
    await workbench.palette("Ask Claude: Rename Conversation…");
    await workbench.quickInput("Rename Conversation", "A better name");
    await page.locator(".tab", { hasText: "A better name" }).waitFor();
    await workbench.focusChat("Focus Chat");
    await workbench.exchange("In the side bar?", "At home.");
    // The tab is the active editor; the title bar of the side bar is for the side bar all the same.
    await page.locator(".tab", { hasText: "A better name" }).click();
    await page
      .locator(".pane-header, .composite.title")
      .getByRole("button", { name: "New Chat" })
      .first()
      .click();
    await chat.conversation.getByText("At home.").waitFor({ state: "detached" });
    assert.equal(await tabChat.turnsOf("Claude").getByText("Move me.").count(), 1);
    assert.equal(await tabChat.composer.inputValue(), "not finished");
    await workbench.reloadWindow();
    await page.locator(".tab", { hasText: "A better name" }).click();
    await tabChat.turnsOf("Claude").getByText("Move me.").waitFor();
    assert.equal(await tabChat.composer.inputValue(), "not finished");
    await workbench.palette("View: Close All Editors");
    await workbench.giveKey(testKey);
  });

  it("asks a changed question in the branch it was in, whichever is shown by then", async () => {
    const { chat, endpoint } = workbench;
    await workbench.exchange("First?", "One.");
    await workbench.exchange("Second?", "Two.");
    endpoint.next({ type: "answer", text: "Another one." });
    await chat.act(chat.turnsOf("Claude").first(), "Retry");
    await chat.turnsOf("Claude").getByText("Another one.").waitFor();
    await chat.send.waitFor();
    await chat.act(chat.turnsOf("Claude").first(), "Previous Version");
    await chat.act(chat.turnsOf("You").nth(1), "Edit");
    await chat.act(chat.turnsOf("Claude").first(), "Next Version");
    await chat.composer.fill("Changed?");
    endpoint.next({ type: "answer", text: "Three." });
    await chat.composer.press("Enter");
    await chat.turnsOf("Claude").getByText("Three.").waitFor();
    const { messages } = lastBody();
    assert.match(JSON.stringify(messages), /First\?.*One\..*Changed\?/);
    assert.equal(messages.at(-1)?.role, "user");
  });

  it("finishes an answer whose view is closed", async () => {
    const { chat, tabChat, endpoint, page } = workbench;
    await workbench.palette("Ask Claude: New Chat in Editor");
    const { promise, end } = ending();
    endpoint.next({
      type: "answer",
      text: "Nobody looks, and yet it ends.",
      deltaChars: 4,
      endsAfter: promise,
    });
    await tabChat.ask("Are you alone?");
    await tabChat.turnsOf("Claude").getByText("Nobody looks").waitFor();
    await workbench.palette("View: Close All Editors");
    await page.locator(".tab").waitFor({ state: "detached" });
    // What a closed view would take with it, it has taken by then.
    await page.waitForTimeout(500);
    end();
    await workbench.palette("Ask Claude: Show Conversations");
    await workbench.quickPick("Are you alone?");
    await chat.turnsOf("Claude").getByText("Nobody looks, and yet it ends.").waitFor();
    assert.equal(await chat.alert.count(), 0);
  });
});

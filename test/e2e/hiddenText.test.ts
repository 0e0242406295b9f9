import assert from "node:assert/strict";

import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const tags = "\u{E0048}\u{E0069}";

describe("hidden characters in a question", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey();
  });
  closeAfterSuite(() => workbench);

  /** The next key goes to the composer. */
  async function typesOn(before: string): Promise<void> {
    const { chat, page } = workbench;
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
    await page.keyboard.type("!");
    assert.equal(await chat.composer.inputValue(), `${before}!`);
    await page.keyboard.press("Backspace");
  }

  it("are asked about; the cursor is in the composer after each answer, and what was sent is not", async () => {
    const { chat, endpoint, page } = workbench;
    await chat.composer.fill(`${tags}Explain${tags} this${tags}`);
    await chat.composer.press("Enter");
    await workbench.question.getByText("Your message: tags: 6").waitFor();
    await workbench.screenshot("hidden dialog");
    await page.keyboard.press("Escape");
    await workbench.question.waitFor({ state: "detached" });
    await typesOn(`${tags}Explain${tags} this${tags}`);
    endpoint.next({ type: "answer", text: "Explained." });
    await page.keyboard.press("Enter");
    await workbench.dialog("Remove Them and Send");
    await chat.turnsOf("Claude").getByText("Explained.").waitFor();
    await typesOn("");
    assert.equal(await chat.conversation.locator(".hidden-character").count(), 0);
    await chat.send.waitFor();
  });

  it("a deleted message is had back in the chat, and the cursor is in the composer then", async () => {
    const { chat, page } = workbench;
    await chat.act(chat.turnsOf("You"), "Delete");
    await chat.turnsOf("You").waitFor({ state: "detached" });
    await workbench.screenshot("deleted");
    assert.equal(await workbench.notification("deleted").count(), 0);
    await typesOn("");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await chat.turnsOf("Claude").getByText("Explained.").waitFor();
    await typesOn("");
  });
});

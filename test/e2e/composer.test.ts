import assert from "node:assert/strict";
import { pricing } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("writing a question", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "src/pricing.ts": pricing, "notes.md": "# Notes\n\nRound down.\n" },
      openFile: "src/pricing.ts",
    });
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);
  beforeEach(() => workbench.chat.composer.fill(""));

  it("attaches a file and sends, by keyboard alone, without what was typed to find it", async () => {
    const { page, chat, endpoint } = workbench;
    await page.keyboard.type("What does #notes");
    const line = chat.content.getByRole("option", { selected: true, name: /notes\.md/ });
    await line.waitFor();
    await workbench.screenshot("composer-list");
    await page.keyboard.press("Enter");
    await chat.removeButton("notes.md").waitFor();
    await page.keyboard.type("mean?");
    await workbench.screenshot("composer-chip");
    await page.keyboard.press("Enter");
    await chat.turnsOf("You").first().waitFor();
    await chat.send.waitFor();
    const body = endpoint.requests().at(-1)?.body ?? "";
    assert.match(body, /Round down\./);
    assert.match(body, /What does mean\?/);
    assert.doesNotMatch(body, /#notes/);
  });

  it("says what it would send and cost, and of each chip how much it is", async () => {
    const { page, chat } = workbench;
    await page.keyboard.type("#pricing");
    await chat.content.getByRole("option", { selected: true, name: /pricing\.ts/ }).waitFor();
    await page.keyboard.press("Tab");
    const chip = chat.attachments.getByRole("listitem").filter({ hasText: "pricing.ts" });
    await chip.getByText(/^≈ \d+$/).waitFor();
    await chat.content.getByText(/^≈ [\d,]+ tokens$/).waitFor();
    await chat.content.getByText(/^\$[\d.]+–\$[\d.]+$/).waitFor();
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Delete");
    await chip.waitFor({ state: "detached" });
    assert.ok(await chat.composer.evaluate((field) => field === document.activeElement));
  });

  it("takes what is dragged from the Explorer with Shift held", async () => {
    const { page } = workbench;
    await workbench.palette("View: Show Explorer");
    const file = page.locator(".explorer-folders-view").getByRole("treeitem", { name: "notes.md" });
    await workbench.palette("Ask Claude: Move Chat into Editor");
    const { tabChat } = workbench;
    await tabChat.composer.waitFor();
    const from = await file.boundingBox();
    const to = await tabChat.composer.boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 30, from.y + 8);
    await page.mouse.down();
    await page.keyboard.down("Shift");
    await page.mouse.move(from.x + 60, from.y + 30, { steps: 3 });
    await page.mouse.move(to.x + 40, to.y + 10, { steps: 10 });
    await workbench.screenshot("composer-drag");
    await page.mouse.move(to.x + 42, to.y + 12, { steps: 2 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await tabChat.removeButton("notes.md").waitFor();
    assert.equal(await tabChat.composer.inputValue(), "");
    await workbench.palette("View: Close Editor");
  });

  it("sends with Ctrl+Enter from the moment that this is set", async () => {
    const { page, chat } = workbench;
    await workbench.settings({ "askClaude.sendWith": "ctrlEnter" });
    await workbench.focusChat("Focus Chat");
    await page.keyboard.type("One");
    await page.keyboard.press("Enter");
    await page.keyboard.type("two");
    assert.equal(await chat.composer.inputValue(), "One\ntwo");
    assert.equal(await chat.turnsOf("You").count(), 0);
    await page.keyboard.press("ControlOrMeta+Enter");
    await chat.turnsOf("You").first().waitFor();
    await chat.send.waitFor();
    await workbench.settings({ "askClaude.sendWith": "enter" });
  });
});

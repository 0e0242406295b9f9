import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { explainPricing } from "./pages/explained";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const code = `export function total(lines: readonly Line[], discount = 0): number {
  return lines.reduce((sum, line) => sum + Math.round(line.cents * line.count * (1 - discount)), 0);
}`;

const answer = `To round each line on its own:

\`\`\`ts pricing.ts
${code}
\`\`\`

That changes the total.`;

describe("working with an answer", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "pricing.ts": pricing }, openFile: "pricing.ts" });
    await explainPricing(workbench, answer, "That changes the total.");
  });
  closeAfterSuite(() => workbench);

  // A test that is tried again begins with the file as it was.
  beforeEach(async () => {
    const { page, workspace } = workbench;
    if ((await page.locator('.tab.active.dirty[data-resource-name="pricing.ts"]').count()) > 0) {
      await workbench.palette("File: Revert File");
    }
    if ((await readFile(join(workspace, "pricing.ts"), "utf8")) !== pricing) {
      await writeFile(join(workspace, "pricing.ts"), pricing);
    }
  });

  const find = (): Locator => workbench.chat.content.getByRole("search", { name: "Find in conversation" });

  /** What is on the disk once the editor, which has to have the focus, has saved its document. */
  async function saved(): Promise<string> {
    const { page, workspace: folder } = workbench;
    await page.locator('.tab.active.dirty[data-resource-name="pricing.ts"]').waitFor();
    await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
    await page.keyboard.press("ControlOrMeta+S");
    await page.locator('.tab.active:not(.dirty)[data-resource-name="pricing.ts"]').waitFor();
    return readFile(join(folder, "pricing.ts"), "utf8");
  }

  it("finds in the conversation with the keyboard, and VS Code opens no find of its own", async () => {
    const { page, chat } = workbench;
    await chat.composer.click();
    await page.keyboard.press("ControlOrMeta+F");
    await find().waitFor();
    await page.keyboard.type("total");
    await find().getByText("1 of 2").waitFor();
    await page.keyboard.press("Enter");
    await find().getByText("2 of 2").waitFor();
    await page.keyboard.press("F3");
    await find().getByText("1 of 2").waitFor();
    assert.equal(await page.locator(".find-widget.visible, .simple-find-part.visible").count(), 0);
    assert.equal(await page.locator(".quick-input-widget:visible").count(), 0);
    await workbench.screenshot("find in the conversation");
    await page.keyboard.press("Escape");
    await find().waitFor({ state: "detached" });
    await chat.composer.and(chat.content.locator(":focus")).waitFor();
  });

  it("finds when asked from the palette", async () => {
    await workbench.palette("Ask Claude: Find in Conversation");
    await find().waitFor();
    await find().getByRole("textbox").and(workbench.chat.content.locator(":focus")).waitFor();
    await workbench.page.keyboard.press("Escape");
    await find().waitFor({ state: "detached" });
  });

  it("applies code to what was asked about as an edit under review: kept, saved, and one step to undo", async () => {
    const { page, chat } = workbench;
    await chat.button("Apply").click();
    await workbench.editor.locator(".view-line", { hasText: "lines.reduce" }).waitFor();
    // VS Code makes lenses of lines that are out of sight, too.
    await workbench.editor.getByText("Keep", { exact: true }).filter({ visible: true }).first().waitFor();
    await workbench.screenshot("apply code");
    await workbench.palette("Ask Claude: Keep All Hunks");
    await workbench.editor.getByText("Keep", { exact: true }).first().waitFor({ state: "detached" });
    await workbench.palette("View: Focus Active Editor Group");
    const [old = ""] = /export function total[\s\S]*?\n\}\n/.exec(pricing) ?? [];
    assert.equal(
      await saved(),
      pricing.replace(old, () => `${code}\n`),
    );
    await page.keyboard.press("ControlOrMeta+Z");
    assert.equal(await saved(), pricing);
  });

  it("inserts code at the cursor and leaves the keyboard there", async () => {
    const { page, chat } = workbench;
    await workbench.goTo(1);
    await chat.button("Insert at Cursor").click();
    assert.equal(await saved(), code + pricing);
    await page.keyboard.press("ControlOrMeta+Z");
    assert.equal(await saved(), pricing);
  });

  it("opens code as a new file in its language", async () => {
    const { page, chat } = workbench;
    await chat.button("New File").click();
    await page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
    await page.locator(".statusbar-item", { hasText: "TypeScript" }).waitFor();
    await workbench.editor.locator(".view-line", { hasText: "lines.reduce" }).waitFor();
  });

  it("follows the person's fonts for chats, at once", async () => {
    const size = (): Promise<string> =>
      workbench.chat.composer.evaluate((field) => getComputedStyle(field).fontSize);
    assert.equal(await size(), "13px");
    await workbench.settings({ "chat.fontSize": 18, "chat.editor.fontSize": 16 });
    await workbench.chat.content.locator('html[style*="--chat-font-size: 18px"]').waitFor();
    assert.equal(await size(), "18px");
    const block = workbench.chat.content.locator("pre code").first();
    assert.equal(await block.evaluate((element) => getComputedStyle(element).fontSize), "16px");
    await workbench.screenshot("larger fonts");
  });
});

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { keepPicturesOfFailures } from "./pages/failurePictures";
import { pricing } from "./pages/sample";
import { Workbench } from "./pages/workbench";

const answer = `To round each line on its own:

\`\`\`ts pricing.ts
export function total(lines: readonly Line[], discount = 0): number {
  return lines.reduce((sum, line) => sum + Math.round(line.cents * line.count * (1 - discount)), 0);
}
\`\`\`

That changes the total.`;

describe("working with an answer", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({ files: { "pricing.ts": pricing }, openFile: "pricing.ts" });
    workbench.endpoint.next({ type: "answer", text: answer, deltaMs: 1 });
    await workbench.openFile("pricing.ts");
    await workbench.select(10, 24);
    await workbench.contextMenu("Explain with Claude");
    await workbench.chat.conversation.getByText("That changes the total.").waitFor();
    await workbench.chat.send.waitFor();
  });
  after(async () => workbench?.close());
  keepPicturesOfFailures(() => workbench);

  const find = (): Locator => workbench.chat.content.getByRole("search", { name: "Find in conversation" });
  const tab = (name: string): Locator => workbench.page.locator(`.tab[aria-label*="${name}"]`);

  /** What the editor's document holds, as its own status bar and lines tell. */
  async function editorText(): Promise<string> {
    const lines = await workbench.editor.locator(".view-line").evaluateAll((all) =>
      all
        .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? "" }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll("\u00a0", " ")),
    );
    return lines.join("\n");
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

  it("applies code to what was asked about after showing what it changes, as one step to undo", async () => {
    const { page, chat } = workbench;
    const before = await editorText();
    await chat.button("Apply").click();
    await tab("proposed by Claude").waitFor();
    await page.locator(".editor-actions").getByRole("button", { name: "Apply Proposal" }).waitFor();
    await page.locator(".modified-in-monaco-diff-editor .view-line", { hasText: "lines.reduce" }).waitFor();
    await workbench.screenshot("apply proposal");
    await page.locator(".editor-actions").getByRole("button", { name: "Apply Proposal" }).click();
    await tab("proposed by Claude").waitFor({ state: "detached" });
    await page.locator('.tab.active.dirty[data-resource-name="pricing.ts"]').waitFor();
    assert.match(await editorText(), /return lines\.reduce/);
    assert.doesNotMatch(await editorText(), /let sum = 0/);
    await workbench.editor.locator(".view-line").first().click();
    await page.keyboard.press("ControlOrMeta+Z");
    await page.locator('.tab.active:not(.dirty)[data-resource-name="pricing.ts"]').waitFor();
    assert.equal(await editorText(), before);
  });

  it("inserts code at the cursor and leaves the keyboard there", async () => {
    const { page, chat } = workbench;
    await workbench.goTo(1);
    await chat.button("Insert at Cursor").click();
    await page.locator('.tab.active.dirty[data-resource-name="pricing.ts"]').waitFor();
    await page.keyboard.type("// here");
    assert.match(await editorText(), /^export function total[^}]*\n}\/\/ here\/\*\* One line/);
    await page.keyboard.press("ControlOrMeta+Z");
    await page.keyboard.press("ControlOrMeta+Z");
    await page.locator('.tab.active:not(.dirty)[data-resource-name="pricing.ts"]').waitFor();
  });

  it("opens code as a new file in its language", async () => {
    const { page, chat } = workbench;
    await chat.button("New File").click();
    await page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
    await page.locator(".statusbar-item", { hasText: "TypeScript" }).waitFor();
    assert.match(await editorText(), /^export function total/);
  });

  it("follows the person's fonts for chats, at once", async () => {
    const size = (): Promise<string> =>
      workbench.chat.composer.evaluate((field) => getComputedStyle(field).fontSize);
    assert.equal(await size(), "13px");
    await workbench.settings({ "chat.fontSize": 18, "chat.editor.fontSize": 16 });
    await workbench.chat.content.locator('html[style*="18px"]').waitFor();
    assert.equal(await size(), "18px");
    const code = workbench.chat.content.locator("pre code").first();
    assert.equal(await code.evaluate((element) => getComputedStyle(element).fontSize), "16px");
    await workbench.screenshot("larger fonts");
  });
});

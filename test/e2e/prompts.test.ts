import assert from "node:assert/strict";

import { openContextMenu } from "./pages/contextMenu";
import { pricing } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const broken = `export const tax: number = "a lot";\n`;
const instructions = "Answer in the house style of this shop.";

describe("prompts", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: {
        "pricing.ts": pricing,
        "broken.ts": broken,
        ".vscode/settings.json": JSON.stringify({ "askClaude.systemPrompt": instructions }),
      },
      openFile: "pricing.ts",
    });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);
  beforeEach(() => workbench.chat.composer.fill(""));

  async function onlyBody(): Promise<string> {
    await workbench.chat.turnsOf("Claude").first().waitFor();
    await workbench.chat.send.waitFor();
    const requests = workbench.endpoint.requests();
    assert.equal(requests.length, 1);
    return requests[0]?.body ?? "";
  }

  it("go from / to the list to the composer, with the selection on a chip", async () => {
    const { chat, page } = workbench;
    await workbench.openFile("pricing.ts");
    await workbench.select(10, 24);
    await workbench.focusChat("Focus Chat");
    await page.keyboard.type("/rev");
    await chat.content.getByRole("option", { name: /\/review/ }).waitFor();
    await workbench.screenshot("prompts-list");
    await page.keyboard.press("Enter");
    await chat.removeButton("pricing.ts:10-24").waitFor();
    assert.match(await chat.composer.inputValue(), /^Review this code\. /);
    assert.equal(workbench.endpoint.requests().length, 0);
    await workbench.screenshot("prompts-chosen");
    await chat.composer.press("Enter");
    const body = await onlyBody();
    assert.match(body, /lines 10-24:.*Review this code\. /s);
    assert.doesNotMatch(body, /taxRate = 0\.19/);
  });

  it("are expanded when typed and sent, and leave the composer empty", async () => {
    const { chat, page } = workbench;
    await workbench.openFile("pricing.ts");
    await workbench.select(2, 6);
    await workbench.focusChat("Focus Chat");
    await page.keyboard.type("/explain for a beginner");
    await chat.composer.press("Enter");
    const body = await onlyBody();
    assert.match(body, /Explain this code\.\\n\\nfor a beginner/);
    assert.equal(await chat.composer.inputValue(), "");
    assert.equal(await chat.attachments.getByRole("listitem").count(), 0);
  });

  it("are asked by right-click, in a menu of their own", async () => {
    const { page } = workbench;
    await workbench.openFile("pricing.ts");
    await workbench.select(10, 24);
    const entries = await openContextMenu(page, workbench.editor);
    const menu = entries.filter({ has: page.getByText("Ask Claude", { exact: true }) });
    await menu.hover();
    await page.waitForTimeout(300);
    await menu.click();
    const entry = page.getByRole("menuitem", { name: "Write Tests with Claude" });
    await entry.waitFor();
    await workbench.screenshot("prompts-menu");
    await entry.hover();
    await page.waitForTimeout(300);
    await entry.click();
    assert.match(await onlyBody(), /Write tests for this code\. /);
  });

  it("fix a problem from its light bulb", async () => {
    const { page } = workbench;
    await workbench.openFile("broken.ts");
    await workbench.goTo(1);
    await workbench.editor.locator(".squiggly-error").waitFor();
    for (let presses = 0; presses < 13; presses += 1) {
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("ControlOrMeta+.");
    const list = page.locator(".action-widget");
    await list.getByText("Fix with Claude").waitFor();
    await list.getByText("Explain with Claude").waitFor();
    await workbench.screenshot("prompts-quick-fix");
    workbench.endpoint.next({ type: "answer", text: "```ts\nconst fixed = 1;\n```\n", deltaMs: 1 });
    await list.getByText("Fix with Claude").click();
    await workbench.editor.locator(".view-line", { hasText: "fixed" }).waitFor();
    const requests = workbench.endpoint.requests();
    assert.equal(requests.length, 1);
    const body = requests[0]?.body ?? "";
    assert.match(body, /Fix the problem in line 1\./);
    assert.match(body, /Type 'string' is not assignable to type 'number'/);
    await workbench.screenshot("prompts-fix");
    await workbench.palette("Ask Claude: Undo All Hunks");
    await workbench.editor.locator(".view-line", { hasText: "fixed" }).waitFor({ state: "detached" });
  });

  it("can be read before they are sent, byte for byte", async () => {
    const { chat, page } = workbench;
    await chat.composer.fill("What will be sent?");
    await workbench.palette("Ask Claude: Show What Is Sent");
    await page.locator('.tab.active[aria-label*="Next Request.json"]').waitFor();
    await page.getByRole("button", { name: "Copy as curl" }).waitFor();
    // All of the instructions are one line, which is wrapped: rows that go on have no number.
    const rows = workbench.editor.locator(".view-line");
    await rows.filter({ hasText: '"stream": true' }).waitFor();
    await page.waitForFunction(() => {
      const count = (part: string): number =>
        document.querySelectorAll(`.editor-group-container.active .monaco-editor ${part}`).length;
      return count(".view-line") > count(".line-numbers:not(:empty)");
    });
    await workbench.screenshot("what-is-sent");
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.locator(".statusbar-item", { hasText: "ANTHROPIC_API_KEY" }).waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    await workbench.palette("View: Close Editor");
    await workbench.focusChat("Focus Chat");
    await chat.composer.press("Enter");
    const body = await onlyBody();
    assert.ok(command.includes(`'${body.replaceAll("'", "'\\''")}'`));
  });

  it("come with the workspace's instructions only after the person has agreed", async () => {
    const { chat, page } = workbench;
    await chat.ask("Before?");
    assert.ok(!(await onlyBody()).includes(instructions));
    await chat.button("Workspace instructions: not used").click();
    await workbench.notification(instructions).waitFor();
    await workbench.screenshot("instructions-question");
    await workbench.notification(instructions).getByRole("button", { name: "Use", exact: true }).click();
    await chat.button("Workspace instructions").waitFor();
    await workbench.screenshot("instructions-used");
    workbench.endpoint.reset();
    await workbench.focusChat("New Chat");
    await chat.ask("After?");
    assert.ok((await onlyBody()).includes(instructions));
    await chat.button("Workspace instructions").click();
    await page.locator(".settings-editor").getByText("System Prompt").first().waitFor();
  });
});

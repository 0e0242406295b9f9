import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";

import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const fence = (text: string): string => `\`\`\`ts\n${text}\n\`\`\`\n`;
const secret = "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";

describe("asking for an edit", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "pricing.ts": pricing, "retry.ts": "export const mostTries = 3;\n", ".env": secret },
      openFile: "pricing.ts",
    });
  });
  closeAfterSuite(() => workbench);

  const widget = (): Locator => workbench.page.locator(".quick-input-widget:visible");
  const input = (): Locator => widget().locator("input:visible").first();
  const row = (text: string): Locator => widget().locator(".monaco-list-row", { hasText: text });
  const title = (text: string): Locator => widget().locator(".quick-input-title", { hasText: text });
  const line = (text: string): Locator =>
    workbench.editor.locator(".view-line").filter({ hasText: text }).first();

  /** The input fades in. */
  async function settled(): Promise<void> {
    await widget().evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    );
  }

  async function saved(): Promise<string> {
    const { page, workspace } = workbench;
    await workbench.editor.locator(".view-line").first().click();
    await page.keyboard.press("ControlOrMeta+S");
    await page.locator('.tab.active:not(.dirty)[data-resource-name="pricing.ts"]').waitFor();
    return readFile(join(workspace, "pricing.ts"), "utf8");
  }

  /** The question of the last request, as Claude reads it. */
  function question(): string {
    const body = workbench.endpoint.requests().at(-1)?.json as
      | { readonly messages: readonly { readonly content: string | readonly { readonly text?: string }[] }[] }
      | undefined;
    const { content } = body?.messages.at(-1) ?? { content: "" };
    return typeof content === "string" ? content : content.map(({ text = "" }) => text).join("\n");
  }

  it("begins with a right-click: the lines selected go out in their surroundings, and come back changed", async () => {
    const { page, endpoint } = workbench;
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("const taxRate = 0.07;"), deltaMs: 1 });
    await workbench.select(8, 8);
    await workbench.contextMenu("Edit with Claude…");
    await title("Edit with Claude: pricing.ts, line 8").waitFor();
    await row("/tests").waitFor();
    await workbench.screenshot("edit input");
    await page.keyboard.press("Enter");
    await row("Nothing is asked yet.").waitFor();
    await workbench.screenshot("edit input, nothing typed");
    await page.keyboard.type("Lower it to seven percent");
    await row("Edit line 8").waitFor();
    await workbench.screenshot("edit input, typed");
    await page.keyboard.press("Enter");
    await line("0.07").waitFor();
    assert.match(question(), /Lower it to seven percent/);
    assert.match(question(), /const taxRate = 0\.19;/);
    assert.match(question(), /export function total/);
    assert.equal(endpoint.requests().length, 1);
    await workbench.screenshot("edit under review");
    await workbench.palette("Ask Claude: Undo All Hunks");
    await line("0.19").waitFor();
    assert.equal(await saved(), pricing);
  });

  it("attaches with #, keeps what was typed over Escape, and takes chips off again", async () => {
    const { page, endpoint } = workbench;
    await workbench.goTo(15);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude: pricing.ts, function total").waitFor();
    await page.keyboard.type("Limit the tries as in #");
    await title("Attach to the Instruction").waitFor();
    await page.keyboard.type("retry");
    await row("retry.ts").waitFor();
    await workbench.screenshot("edit input, attaching");
    await page.keyboard.press("Enter");
    await row("retry.ts")
      .and(row("Remove").or(row("retry.ts")))
      .waitFor();
    await title("Edit with Claude").waitFor();
    await page.keyboard.type("this file");
    assert.equal(await input().inputValue(), "Limit the tries as in this file");
    await workbench.screenshot("edit input, attached");
    await page.keyboard.press("Escape");
    await widget().waitFor({ state: "hidden" });
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    await row("retry.ts").waitFor();
    assert.equal(await input().inputValue(), "Limit the tries as in this file");
    endpoint.reset();
    endpoint.next({ type: "answer", text: "There is nothing to change.", deltaMs: 1 });
    await page.keyboard.press("Enter");
    await workbench.notification("Claude proposed no change").waitFor();
    const body = endpoint.requests()[0]?.body ?? "";
    assert.match(body, /mostTries = 3/);
    assert.match(body, /Limit the tries as in this file/);
    await workbench.palette("Notifications: Clear All Notifications");
    // What was asked is no draft any more.
    await workbench.palette("Edit with Claude…");
    await row("Say what should change").waitFor();
    assert.equal(await input().inputValue(), "");
    assert.equal(await row("retry.ts").count(), 0);
    await page.keyboard.press("Escape");
  });

  it("goes back to earlier instructions with the arrow up, and changes one before it is given", async () => {
    const { page, endpoint } = workbench;
    await workbench.select(8, 8);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    await row("/tests").waitFor();
    await page.keyboard.press("ArrowUp");
    await row("Limit the tries").and(page.locator(".focused")).waitFor();
    await page.keyboard.press("ArrowUp");
    await row("Lower it to seven percent").and(page.locator(".focused")).waitFor();
    await workbench.screenshot("edit input, earlier");
    await page.keyboard.press("Enter");
    await row("Edit line 8").waitFor();
    await page.keyboard.type(" at most");
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("const taxRate = 0.06;"), deltaMs: 1 });
    await page.keyboard.press("Enter");
    await line("0.06").waitFor();
    assert.match(question(), /Lower it to seven percent at most/);
  });

  it("goes on with an edit under review, and asks for it anew with another instruction", async () => {
    const { page, endpoint } = workbench;
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("const taxRate = 0.05;"), deltaMs: 1 });
    await workbench.goTo(8);
    await workbench.palette("Edit with Claude…");
    await title("Follow up on the edit: pricing.ts, line 8").waitFor();
    await page.keyboard.type("Lower still");
    await page.keyboard.press("Enter");
    await line("0.05").waitFor();
    assert.match(question(), /Lower still/);
    await workbench.palette("Ask Claude: Retry Edit…");
    await title("Retry: pricing.ts, line 8").waitFor();
    assert.equal(await input().inputValue(), "Lower still");
    await workbench.screenshot("edit input, retry");
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("const taxRate = 0.2;"), deltaMs: 1 });
    await page.keyboard.type("Twenty percent");
    await page.keyboard.press("Enter");
    await line("0.2;").waitFor();
    assert.match(question(), /const taxRate = 0\.19;/);
    await workbench.palette("Ask Claude: Undo All Hunks");
    await line("0.19").waitFor();
    assert.equal(await saved(), pricing);
  });

  it("gives a saved prompt as an instruction about the lines", async () => {
    const { page, endpoint } = workbench;
    endpoint.reset();
    endpoint.next({ type: "answer", text: "Nothing to say.", deltaMs: 1 });
    await workbench.select(8, 8);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    await row("/document").click();
    await row("Edit line 8").waitFor();
    await page.keyboard.type("in German");
    assert.equal(await input().inputValue(), "/document in German");
    await page.keyboard.press("Enter");
    await workbench.notification("Claude proposed no change").waitFor();
    assert.match(question(), /Write documentation comments for this code\.[\s\S]*in German/);
    await workbench.palette("Notifications: Clear All Notifications");
  });

  it("asks before lines go out that look like a secret, and sends nothing when they are to stay", async () => {
    const { page, endpoint } = workbench;
    endpoint.reset();
    await workbench.openFile(".env");
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude: .env, the whole file").waitFor();
    await page.keyboard.type("Sort it");
    await page.keyboard.press("Enter");
    await workbench.question.getByText("looks as if it holds a secret").waitFor();
    await workbench.dialog("Send Nothing");
    assert.deepEqual(endpoint.requests(), []);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    assert.equal(await input().inputValue(), "Sort it");
    await page.keyboard.press("Escape");
    await workbench.openFile("pricing.ts");
  });

  it("is readable in every theme, and in a narrow window", async () => {
    const { page } = workbench;
    for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] as const) {
      await workbench.setTheme(theme);
      await workbench.openFile("pricing.ts");
      await workbench.select(10, 12);
      await workbench.palette("Edit with Claude…");
      await title("Edit with Claude").waitFor();
      await row("/tests").waitFor();
      await settled();
      await workbench.screenshot(`edit input ${theme}`);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 300, height: 600 });
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    await row("/tests").waitFor();
    const overflow = await widget().evaluate((element) => element.getBoundingClientRect().right - innerWidth);
    await settled();
    await workbench.screenshot("edit input narrow");
    assert.ok(overflow <= 0, `${overflow} px outside of the window`);
    await page.keyboard.press("Escape");
  });
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";

import { openPalette } from "./pages/palette";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { someThemes, Workbench } from "./pages/workbench";

const fence = (text: string): string => `\`\`\`ts\n${text}\n\`\`\`\n`;
const secret = "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
/** 10,000 lines, 20 to a function; the language server takes its time. */
const big = Array.from(
  { length: 500 },
  (_, index) => `function f${index}(): number {\n${"  mark();\n".repeat(16)}  return ${index};\n}\n\n`,
).join("");

const notebook = JSON.stringify({
  cells: [
    { cell_type: "code", metadata: {}, execution_count: null, source: ["one = 1"], outputs: [] },
    { cell_type: "code", metadata: {}, execution_count: null, source: ["two = 2"], outputs: [] },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe("asking for an edit", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: {
        "pricing.ts": pricing,
        "retry.ts": "export const mostTries = 3;\n",
        ".env": secret,
        "big.ts": big,
        "sums.ipynb": notebook,
      },
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

  /** Where a line of the editor begins, in pixels of the window; below everything when it is not drawn. */
  async function lineTop(text: string): Promise<number> {
    const found = line(text);
    return (await found.count()) === 0
      ? Number.POSITIVE_INFINITY
      : found.evaluate((element) => element.getBoundingClientRect().top);
  }

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
    await row("/document").waitFor();
    await workbench.screenshot("edit input");
    await page.keyboard.press("Enter");
    await row("First say what should change.").waitFor();
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
    await row("/document").waitFor();
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

  it("opens at once in a long file, marks what it is about, and lets nothing typed into the document", async () => {
    const { page, endpoint, workspace } = workbench;
    await workbench.openFile("big.ts");
    await workbench.goTo(5_010);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude: big.ts").waitFor();
    await page.keyboard.type("Negate it");
    await title("Edit with Claude: big.ts, function f250").waitFor();
    assert.equal(await input().inputValue(), "Negate it");
    await page.locator(".editor-group-container.active .view-overlays [class*='ced-']").first().waitFor();
    await settled();
    await workbench.screenshot("edit input, target marked");
    await page.keyboard.press("Escape");
    await workbench.openFile("pricing.ts");
    assert.equal(await page.locator('.tab.dirty[data-resource-name="big.ts"]').count(), 0);
    assert.equal(await readFile(join(workspace, "big.ts"), "utf8"), big);
    endpoint.reset();
  });

  it("brings lines out from under itself", async () => {
    const { page } = workbench;
    await workbench.openFile("big.ts");
    await workbench.select(5_003, 5_004);
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press("Control+ArrowDown");
      if ((await lineTop("function f250")) < 130) {
        break;
      }
    }
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude: big.ts, lines").waitFor();
    await settled();
    await workbench.screenshot("edit input, lines uncovered");
    const bottom = await widget().evaluate((element) => element.getBoundingClientRect().bottom);
    const top = await lineTop("function f250");
    assert.ok(top >= bottom - 20, `${top} is beneath ${bottom}`);
    await page.keyboard.press("Escape");
    await workbench.openFile("pricing.ts");
  });

  it("stops with a key while Claude writes", async () => {
    const { page, endpoint } = workbench;
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("const taxRate = 0.07;\n".repeat(200)), deltaMs: 500 });
    await workbench.select(8, 8);
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    await page.keyboard.type("Repeat it");
    await page.keyboard.press("Enter");
    await workbench.editor.getByText("Claude is writing").first().waitFor();
    await page.keyboard.press("Alt+Shift+X");
    await workbench.editor.getByText("Claude is writing").first().waitFor({ state: "hidden" });
    assert.equal(await saved(), pricing);
  });

  it("edits the cell of a notebook, from the palette and from the cell's own menu", async () => {
    const { page, endpoint } = workbench;
    await workbench.palette("View: Close All Editors");
    const rows = await openPalette(page, "sums.ipynb");
    await rows.first().click();
    const cell = page.locator(".notebookOverlay .cell-list-container .monaco-list-row").nth(1);
    await cell.waitFor();
    await cell.locator(".cell-focus-indicator-left").click();
    endpoint.reset();
    endpoint.next({ type: "answer", text: fence("two = 22"), deltaMs: 1 });
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude: sums.ipynb, the whole cell").waitFor();
    await page.keyboard.type("Make it more");
    await page.keyboard.press("Enter");
    await cell.getByText("22").first().waitFor();
    assert.match(question(), /two = 2/);
    await workbench.screenshot("edit of a cell");
    await cell.hover();
    await cell.locator(".cell-title-toolbar").getByRole("button", { name: "More" }).click();
    await page.locator(".monaco-menu").getByText("Edit with Claude…").waitFor();
    await workbench.screenshot("menu of a cell");
    await page.keyboard.press("Escape");
    await workbench.palette("File: Revert File");
    await workbench.openFile("pricing.ts");
  });

  it("is readable in every theme, and in a narrow window", async () => {
    const { page } = workbench;
    // A notebook's outputs are drawn over its editor, and for a moment over the next one.
    await workbench.palette("View: Close All Editors");
    for (const theme of someThemes) {
      await workbench.setTheme(theme);
      await workbench.openFile("pricing.ts");
      await workbench.select(10, 12);
      await workbench.palette("Edit with Claude…");
      await title("Edit with Claude").waitFor();
      await row("/fix").waitFor();
      await settled();
      await workbench.screenshot(`edit input ${theme}`);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 300, height: 600 });
    await workbench.palette("Edit with Claude…");
    await title("Edit with Claude").waitFor();
    // The saved prompts are below what can be seen of so short a list.
    await row("Attach files").waitFor();
    const overflow = await widget().evaluate((element) => element.getBoundingClientRect().right - innerWidth);
    await settled();
    await workbench.screenshot("edit input narrow");
    assert.ok(overflow <= 0, `${overflow} px outside of the window`);
    await page.keyboard.press("Escape");
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { pickFromMenu } from "./pages/contextMenu";
import { pricing } from "./pages/sample";
import { closeAfterSuite, newChatForEachTest } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const notebook = JSON.stringify({
  cells: [{ cell_type: "code", metadata: {}, execution_count: 1, source: ["print(1)"], outputs: [] }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe("adding context", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: {
        "pricing.ts": pricing,
        "orders/summary.ts": "export const summary = 1;\n",
        "sums.ipynb": notebook,
        ".env": "DEBUG=1\n",
        ".gitignore": "*.log\n",
        "debug.log": "noise\n",
        "broken.ts": 'const one = 1;\nexport const count: number = "one" + one;\n',
      },
      openFile: "pricing.ts",
      settings: { "git.enabled": true, "git.openRepositoryInParentFolders": "never" },
    });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  closeAfterSuite(() => workbench);
  newChatForEachTest(() => workbench);

  const inExplorer = (name: string) =>
    workbench.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: false });

  async function sent(question: string): Promise<string> {
    const { chat, endpoint } = workbench;
    await chat.ask(question);
    await chat.send.waitFor();
    await chat.turnsOf("Claude").first().waitFor();
    return endpoint.requests().at(-1)?.body ?? "";
  }

  it("takes a file from the explorer, and asks about one that holds secrets", async () => {
    const { page, chat } = workbench;
    await workbench.palette("View: Show Explorer");
    await pickFromMenu(page, inExplorer("pricing.ts"), "Add to Ask Claude");
    await chat.removeButton("pricing.ts").waitFor();
    await workbench.palette("View: Show Explorer");
    await pickFromMenu(page, inExplorer(".env"), "Add to Ask Claude");
    await workbench.question.getByText("Files of this name usually hold secrets.").waitFor();
    await workbench.screenshot("context-secret");
    await workbench.dialog("Leave Out");
    await workbench.focusChat("Focus Chat");
    assert.equal(await chat.attachments.getByRole("listitem").count(), 1);
    const body = await sent("What is this?");
    assert.match(body, /`pricing\.ts` \(typescript\), whole file:/);
    assert.doesNotMatch(body, /DEBUG/);
  });

  it("takes a file from its tab", async () => {
    await workbench.openFile("orders/summary.ts");
    const tab = workbench.page.locator('.tab.active[data-resource-name="summary.ts"]');
    await pickFromMenu(workbench.page, tab, "Add to Ask Claude");
    await workbench.chat.removeButton("summary.ts").waitFor();
  });

  it("takes a problem from the list of problems", async () => {
    const { page, chat } = workbench;
    await workbench.openFile("broken.ts");
    await workbench.palette("View: Focus Problems");
    const problem = page.locator(".markers-panel").getByRole("treeitem", { name: /not assignable/ });
    await problem.waitFor({ timeout: 30_000 });
    await problem.click();
    await pickFromMenu(page, problem, "Add Problem to Ask Claude");
    await chat.removeButton("broken.ts:2").waitFor();
    await workbench.screenshot("context-problem");
    assert.match(await sent("How?"), /Problem in `broken\.ts`, line 2:[\s\S]*not assignable/);
    await workbench.palette("View: Hide Panel");
  });

  it("takes what is selected in a terminal, and leaves the clipboard as it was", async () => {
    const { page, chat } = workbench;
    await page.evaluate(() => navigator.clipboard.writeText("was there before"));
    await workbench.palette("Terminal: Create New Terminal");
    const screen = page.locator(".terminal-wrapper.active .xterm-screen");
    await screen.waitFor();
    await page.keyboard.type("echo a-line-of-the-terminal");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1_000);
    await workbench.palette("Terminal: Select All");
    await pickFromMenu(page, screen, "Add to Ask Claude");
    await chat.attachments.getByRole("listitem").first().waitFor();
    await workbench.screenshot("context-terminal");
    assert.match(await sent("What happened?"), /Selected in terminal[\s\S]*a-line-of-the-terminal/);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "was there before");
    await workbench.palette("Terminal: Kill All Terminals");
  });

  it("takes the changes of a file, and of a group, from the source control view", async () => {
    const { page, chat, workspace } = workbench;
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: workspace,
        encoding: "utf8",
      });
    git("init", "-q");
    git("add", "pricing.ts", "orders", ".gitignore");
    git("commit", "-q", "-m", "First");
    await writeFile(join(workspace, "pricing.ts"), pricing.replace("0.19", "0.07"));
    await writeFile(join(workspace, "orders/summary.ts"), "export const summary = 2;\n");
    git("add", "orders");
    await page.getByRole("tab", { name: /^Source Control/ }).click();
    const view = page.locator(".scm-view");
    const row = (name: string) => view.getByRole("treeitem", { name });
    await row("pricing.ts").first().waitFor({ timeout: 30_000 });
    await pickFromMenu(page, row("pricing.ts").first(), "Add to Ask Claude");
    await chat.removeButton("pricing.ts").waitFor();
    await page.getByRole("tab", { name: /^Source Control/ }).click();
    await pickFromMenu(page, row("Staged Changes").first(), "Add to Ask Claude");
    await chat.removeButton("workspace").waitFor();
    await workbench.screenshot("context-diff");
    const body = await sent("Review this.");
    assert.match(body, /Unstaged changes in `pricing\.ts`:[\s\S]*\+const taxRate = 0\.07/);
    assert.match(body, /Staged changes in `workspace`:[\s\S]*\+export const summary = 2/);
  });

  it("takes a cell from its toolbar", async () => {
    const { page, chat } = workbench;
    const rows = page.locator(".notebookOverlay .cell-list-container");
    await workbench.palette("View: Show Explorer");
    await inExplorer("sums.ipynb").dblclick();
    await rows.getByText("print").first().click();
    await page.locator(".cell-title-toolbar").getByRole("button", { name: /More/ }).first().click();
    await page.getByRole("menuitem", { name: "Add to Ask Claude", exact: true }).click();
    await chat.attachments.getByRole("listitem").first().waitFor();
    assert.match(await sent("What is it?"), /cell 1 of notebook `sums\.ipynb`/);
  });

  it("takes a file by a few letters, and marks one that git ignores", async () => {
    const { page, chat } = workbench;
    await chat.composer.click();
    await page.keyboard.type("#");
    await chat.content.getByRole("option", { name: /Open Editors/ }).waitFor();
    await workbench.screenshot("context-completion");
    await page.keyboard.type("ordsum");
    await chat.content.getByRole("option", { name: /summary\.ts/ }).waitFor();
    await page.keyboard.press("Enter");
    await chat.removeButton("summary.ts").waitFor();
    await page.keyboard.type("#debug.log");
    await chat.content.getByRole("option", { name: /debug\.log/ }).waitFor();
    await page.keyboard.press("Enter");
    await chat.attachments.getByText("debug.log").waitFor();
    await workbench.screenshot("context-ignored");
    assert.equal(await chat.composer.inputValue(), "");
  });

  it("takes the listing of a folder, with files chosen from it", async () => {
    const { page, chat } = workbench;
    await chat.composer.click();
    await page.keyboard.type("#orders");
    await chat.content
      .getByRole("option", { name: /orders\// })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").getByText("Files of orders to Attach").waitFor();
    await workbench.screenshot("context-folder");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "summary.ts" }).click();
    await page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
    await chat.removeButton("summary.ts").waitFor();
    assert.equal(await chat.attachments.getByRole("listitem").count(), 2);
  });

  it("lets the selection go along when the person wants that, and shows it before", async () => {
    const { chat } = workbench;
    await workbench.settings({ "askClaude.autoAttachSelection": true });
    await workbench.openFile("pricing.ts");
    await workbench.select(10, 12);
    await chat.content.getByText(":10-12").waitFor();
    await workbench.screenshot("context-auto");
    await workbench.focusChat("Focus Chat");
    assert.match(await sent("Why?"), /`pricing\.ts` \(typescript\), lines 10-12:/);
    await workbench.settings({ "askClaude.autoAttachSelection": false });
  });
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";

import type { AnswerBehaviour } from "../support/messages/behaviour";
import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { someThemes, Workbench } from "./pages/workbench";

const negative = `  let sum = 0;
  for (const line of lines) {
    if (line.count < 0) {
      throw new RangeError(\`\${line.name}: a count cannot be negative.\`);
    }
    sum += line.cents * line.count;
  }
`;

const shorter = "  const sum = lines.reduce((so, line) => so + line.cents * line.count, 0);\n";

const heading = "/** What an order costs, in cents. */\n";

const [upper = "", rest = ""] = pricing.split(negative);
const [head = "", top = ""] = upper.split(/(?=export function total)/);

/** Lines 10 to 24 with two changes: one only adds a line, the other replaces seven by one. */
const answer = `\`\`\`ts\n${heading}${top}${shorter}${rest.slice(0, rest.indexOf("}\n") + 2)}\`\`\``;

describe("the review of an edit", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "pricing.ts": pricing },
      openFile: "pricing.ts",
    });
    await workbench.palette("View: Toggle Primary Side Bar Visibility");
  });
  closeAfterSuite(() => workbench);

  /** A row of words above a line, from the top; each word can be clicked. */
  const lenses = (row: number): Locator => workbench.editor.locator(".codelens-decoration").nth(row);
  const zones = (): Locator => workbench.editor.locator(".review-widget");
  const status = (text: string): Locator => workbench.page.locator(".statusbar-item", { hasText: text });
  /** Where the keys go. */
  const focused = (): Locator =>
    workbench.editor.locator(".native-edit-context:focus, textarea.inputarea:focus");
  const panel = (): Locator => workbench.page.locator(".part.panel:visible");

  async function ask(how: Pick<AnswerBehaviour, "deltaMs" | "endsAfter">): Promise<void> {
    if ((await status("to review").count()) > 0) {
      // A test that failed half-way is tried again: its edit must not be in the way.
      await workbench.palette("Undo All Hunks");
      await status("to review").waitFor({ state: "detached" });
      await startAgain();
    }
    workbench.endpoint.next({ type: "answer", text: answer, deltaChars: 12, ...how });
    await workbench.select(10, 24);
    await workbench.contextMenu("Edit with Claude…");
    await workbench.page.locator(".quick-input-widget input:visible").waitFor();
    await workbench.page.keyboard.type("Shorter, please");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Asks, and waits until all of the review can be seen. */
  async function review(): Promise<void> {
    await ask({ deltaMs: 0 });
    await status("2 hunks to review").waitFor();
    await zones().getByText("let sum = 0;").waitFor();
    await lenses(0).getByText("Show Diff").waitFor();
    await lenses(1).getByText("Undo").waitFor();
  }

  async function saved(): Promise<string> {
    const { page } = workbench;
    await page.keyboard.press("Control+S");
    await page.locator('.tab.active:not(.dirty)[data-resource-name="pricing.ts"]').waitFor();
    return readFile(join(workbench.workspace, "pricing.ts"), "utf8");
  }

  /** As it was on the disk at first, for the next test. */
  async function startAgain(): Promise<void> {
    const { page } = workbench;
    for (let left = 9; (await saved()) !== pricing; left -= 1) {
      assert.ok(left > 0);
      await page.keyboard.press("Control+Z");
    }
  }

  it("shows in the editor what is being written, and how to stop it", async () => {
    // Written until it is stopped, however long this machine takes to look.
    await ask({ endsAfter: new Promise(() => undefined) });
    await zones().getByText("A discount is a share").waitFor();
    await zones()
      .getByText(/Claude is writing… \d+ lines/)
      .waitFor();
    // One count is enough.
    await lenses(0).getByText("Claude is writing…", { exact: true }).waitFor();
    await status("Claude is editing pricing.ts").waitFor();
    await workbench.screenshot("edits writing");
    await lenses(0).getByText("Stop").click();
    await zones().waitFor({ state: "detached" });
    await status("Claude is editing").waitFor({ state: "detached" });
    assert.equal(await workbench.page.locator(".tab.active.dirty").count(), 0);
  });

  it("shows what came and what went, and takes no room elsewhere for it", async () => {
    await review();
    await workbench.screenshot("edits review");
    assert.deepEqual(await zones().locator(".review-title .filename").allInnerTexts(), [
      "7 lines replaced by 1",
    ]);
    assert.equal(await panel().count(), 0);
    assert.deepEqual(await lenses(0).locator("a").allInnerTexts(), [
      "Keep",
      "Undo",
      "Keep All",
      "Undo All",
      "Retry…",
      "Follow Up…",
      "Show Diff",
    ]);
  });

  it("keeps one hunk, undoes the other, and saves just that", async () => {
    await lenses(0).getByText("Keep", { exact: true }).click();
    await status("1 hunk to review").waitFor();
    // Until VS Code has asked for the lenses again, the first row is that of the hunk that is gone.
    await lenses(1).waitFor({ state: "detached" });
    await lenses(0).getByText("Undo", { exact: true }).click();
    await status("to review").waitFor({ state: "detached" });
    await zones().waitFor({ state: "detached" });
    assert.equal(await saved(), `${head}${heading}${top}${negative}${rest}`);
    await startAgain();
  });

  it("has the same buttons above the removed lines and in the title bar", async () => {
    const { page } = workbench;
    await review();
    const title = page.locator(".editor-group-container.active .editor-actions");
    for (const name of ["Previous Hunk", "Next Hunk", "Keep All Hunks", "Undo All Hunks"]) {
      await title.getByRole("button", { name }).waitFor();
    }
    await zones().getByRole("button", { name: "Undo Hunk" }).click();
    await status("1 hunk to review").waitFor();
    await zones().waitFor({ state: "detached" });
    await focused().waitFor({ state: "attached" });
    await title.getByRole("button", { name: "Keep All Hunks" }).click();
    await status("to review").waitFor({ state: "detached" });
    assert.equal(await saved(), `${head}${heading}${top}${negative}${rest}`);
    assert.equal(await title.getByRole("button", { name: "Keep All Hunks" }).count(), 0);
    await startAgain();
  });

  it("can be gone through and decided with keys alone", async () => {
    const { page } = workbench;
    await review();
    await workbench.goTo(1);
    await page.keyboard.press("Alt+Shift+N");
    await status("Ln 10, Col 1").waitFor();
    await status("Hunk 1 of 2 in pricing.ts").waitFor();
    await page.keyboard.press("Alt+Shift+N");
    await status("Ln 15, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+N");
    await status("Ln 10, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+P");
    await status("Ln 15, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+K");
    await status("1 hunk to review").waitFor();
    await status("Ln 10, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+U");
    await status("to review").waitFor({ state: "detached" });
    await status("Hunk 1 of").waitFor({ state: "detached", timeout: 1_500 });
    assert.equal(await saved(), `${head}${top}${shorter}${rest}`);
    await startAgain();
  });

  it("lists what is pending, and goes there", async () => {
    const { page } = workbench;
    await review();
    await workbench.goTo(1);
    await status("2 hunks to review").click();
    const rows = page.locator(".quick-input-list .monaco-list-row");
    // Rows are there before the keyboard is.
    const inList = page.locator(".quick-input-widget input:focus");
    await rows.nth(1).waitFor();
    await workbench.screenshot("edits list");
    const parts = async (part: string): Promise<readonly string[]> =>
      (await rows.locator(part).allInnerTexts()).map((text) => text.replaceAll("\u00a0", " "));
    assert.deepEqual(await parts(".label-name"), [heading.trim(), shorter.trim()]);
    assert.deepEqual(await parts(".quick-input-list-rows > :first-child .label-description"), [
      "line 10 · −0 +1",
      "line 15 · −7 +1",
    ]);
    assert.deepEqual(await parts(".quick-input-list-separator:visible"), ["pricing.ts"]);
    await inList.waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await status("Ln 15, Col 1").waitFor();
    await focused().waitFor({ state: "attached" });
    await status("2 hunks to review").click();
    await rows.nth(1).waitFor();
    await inList.waitFor();
    await page.keyboard.press("Escape");
    await focused().waitFor({ state: "attached" });
    await page.keyboard.press("Alt+Shift+P");
    await status("Ln 10, Col 1").waitFor();
  });

  for (const theme of someThemes) {
    it(`can be read in ${theme}`, async () => {
      await workbench.setTheme(theme);
      await zones().getByText("let sum = 0;").waitFor();
      await lenses(1).waitFor();
      await workbench.goTo(1);
      await workbench.screenshot(`edits review ${theme}`);
      // High contrast has no background for lines that came; a frame is what VS Code's own diff has there.
      const seen = await workbench.editor.locator(".view-overlays [class*='ced-']").evaluateAll((marks) =>
        marks
          .map((mark) => getComputedStyle(mark))
          .filter(({ backgroundColor, outlineStyle, outlineColor }) => {
            const hasFrame = outlineStyle === "dashed" && outlineColor !== "rgba(0, 0, 0, 0)";
            return hasFrame || backgroundColor !== "rgba(0, 0, 0, 0)";
          }),
      );
      assert.ok(seen.length >= 2, `${seen.length} marks`);
    });
  }

  it("fits into a narrow window", async () => {
    const { page } = workbench;
    await page.setViewportSize({ width: 480, height: 800 });
    await page.waitForTimeout(1_000);
    await workbench.screenshot("edits review narrow");
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.equal(await panel().count(), 0);
  });

  it("compares with what stood there, in the editor's own diff", async () => {
    const { page } = workbench;
    await lenses(0).getByText("Show Diff").click();
    const tab = page.locator(".tab.active", { hasText: "pricing.ts (before ↔ Claude's edit)" });
    await tab.waitFor();
    const diff = page.locator(".monaco-diff-editor");
    await diff.locator(".editor.original").getByText("let sum").waitFor();
    await diff.locator(".editor.modified").getByText("reduce").first().waitFor();
    // What went stands on the left, and nowhere else.
    await diff.locator(".review-widget").waitFor({ state: "detached" });
    await workbench.screenshot("edits diff");
    await workbench.palette("View: Close Editor");
    await tab.waitFor({ state: "detached" });
    await page.locator(".review-widget:visible").getByText("let sum = 0;").waitFor();
  });
});

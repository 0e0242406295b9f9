import assert from "node:assert/strict";
import type { Locator } from "playwright-core";

import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const steps = Array.from({ length: 60 }, (_, step) => `  const step${step} = ${step};\n`).join("");
const long = `export function long(): number {\n${steps}  return step0;\n}\n`;
const shortFile = "export const mostTries = 3;\n";

const fencedText = (text: string): string => `\`\`\`ts\n${text}\`\`\``;

describe("an edit where one looks", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "long.ts": long, "retry.ts": shortFile, "other.ts": "export {};\n", "empty.ts": "" },
      openFile: "long.ts",
    });
  });
  closeAfterSuite(() => workbench);
  beforeEach(() => workbench.endpoint.reset());

  const zone = (): Locator => workbench.editor.locator(".review-widget");
  const status = (text: string): Locator => workbench.page.locator(".statusbar-item", { hasText: text });

  /** Asks for an edit of all lines of the document. */
  async function ask(): Promise<void> {
    const { page } = workbench;
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ControlOrMeta+A");
    await askHere();
  }

  async function askHere(): Promise<void> {
    const { page } = workbench;
    await workbench.palette("Edit with Claude…");
    await page.getByPlaceholder("What should change?").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Count from one");
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  async function stop(): Promise<void> {
    await zone()
      .getByRole("button", { name: /Cancel|Stop/ })
      .click();
    await zone().waitFor({ state: "detached" });
    await workbench.editor
      .locator(".native-edit-context:focus, textarea.inputarea:focus")
      .waitFor({ state: "attached" });
  }

  it("is written beside the cursor, not below the end of a long function", async () => {
    workbench.endpoint.next({ type: "answer", text: fencedText(long), deltaMs: 60, deltaChars: 12 });
    await workbench.goTo(3);
    await askHere();
    await zone().getByText("const step1", { exact: false }).first().waitFor();
    const box = await zone().boundingBox();
    assert.ok(box && box.y > 0 && box.y + box.height < 800, JSON.stringify(box));
    await workbench.screenshot("edits writing, long");
    await zone().getByText("const step20").first().waitFor();
    const later = await zone().boundingBox();
    assert.equal(later?.y, box.y);
    await workbench.screenshot("edits writing, longer");
    await stop();
  });

  it("says that Claude thinks", async () => {
    const thinking = "What does it count? ".repeat(20);
    workbench.endpoint.next({ type: "answer", thinking, text: fencedText(long), deltaMs: 60 });
    await workbench.goTo(3);
    await askHere();
    await zone().getByText("Claude is thinking…").waitFor();
    await workbench.editor.locator(".codelens-decoration").getByText("Claude is thinking…").waitFor();
    await workbench.screenshot("edits thinking");
    await zone().getByText("Claude is writing…").waitFor();
    await stop();
  });

  it("says why it waits, as long as that may be", async () => {
    const message =
      "This request would exceed your organization's rate limit of 10,000 input tokens per minute. Reduce the prompt length, or try again later.";
    workbench.endpoint.next({ type: "error", status: 429, message, headers: { "retry-after": "30" } });
    await workbench.goTo(3);
    await askHere();
    await zone()
      .getByText(/Asking again in \d+ s/)
      .waitFor();
    const reason = zone().locator(".comment-body p", { hasText: message });
    await reason.waitFor();
    assert.ok(await reason.evaluate((element) => element.scrollWidth <= element.clientWidth));
    await workbench.editor.locator(".codelens-decoration").getByText("Waiting to ask again").waitFor();
    await workbench.screenshot("edits waiting");
    await stop();
  });

  it("needs no place for what replaced nothing", async () => {
    const { page } = workbench;
    await workbench.openFile("empty.ts");
    workbench.endpoint.next({ type: "answer", text: fencedText("export const tries = 1;\n"), deltaMs: 0 });
    await askHere();
    await status("1 hunk to review").waitFor();
    await zone().waitFor({ state: "detached" });
    await workbench.screenshot("edits empty file");
    await page.keyboard.press("Alt+Shift+U");
    await status("to review").waitFor({ state: "detached" });
  });

  it("is gone on to from the last hunk of another document, or from anywhere", async () => {
    const { page } = workbench;
    const hunks = long
      .replace("const step2 = 2", "const step2 = 3")
      .replace("const step50 = 50", "const step50 = 51");
    const tab = (name: string): Locator => page.locator(`.tab.active[data-resource-name="${name}"]`);
    await workbench.openFile("long.ts");
    workbench.endpoint.next({ type: "answer", text: fencedText(hunks), deltaMs: 0 });
    await ask();
    await status("2 hunks to review").waitFor();
    await workbench.openFile("retry.ts");
    workbench.endpoint.next({
      type: "answer",
      text: fencedText("export const mostTries = 4;\n"),
      deltaMs: 0,
    });
    await ask();
    await status("3 hunks to review").waitFor();
    await workbench.openFile("other.ts");
    await page.keyboard.press("Alt+Shift+N");
    await tab("long.ts").waitFor();
    await status("Ln 4, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+N");
    await status("Ln 52, Col 1").waitFor();
    await workbench.screenshot("edits one line");
    await page.keyboard.press("Alt+Shift+N");
    await tab("retry.ts").waitFor();
    await page.keyboard.press("Alt+Shift+N");
    await tab("long.ts").waitFor();
    await status("Ln 4, Col 1").waitFor();
    await page.keyboard.press("Alt+Shift+P");
    await tab("retry.ts").waitFor();
  });

  it("can be decided in the list of all", async () => {
    const { page } = workbench;
    await status("3 hunks to review").click();
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "mostTries" });
    await row.hover();
    await workbench.screenshot("edits list, over a row");
    await row.getByRole("button", { name: "Undo" }).click();
    await status("2 hunks to review").waitFor();
    await row.waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await status("Ln 4, Col 1").waitFor();
  });
});

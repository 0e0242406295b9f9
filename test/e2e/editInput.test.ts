import assert from "node:assert/strict";
import type { Locator } from "playwright-core";

import { pricing } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

const retryFile = `export const mostTries = 3;\n`;

describe("asking for an edit", () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.openWithKey({
      files: { "pricing.ts": pricing, "retry.ts": retryFile },
      openFile: "pricing.ts",
    });
  });
  closeAfterSuite(() => workbench);

  const widget = (): Locator => workbench.page.locator(".quick-input-widget:visible");
  const input = (): Locator => widget().locator("input:visible").first();
  const rows = (): Locator => widget().locator(".monaco-list-row");

  it("says what is edited and offers prompts and earlier instructions", async () => {
    const { page } = workbench;
    await workbench.select(10, 12);
    await workbench.contextMenu("Edit with Claude…");
    await widget().getByText("Edit with Claude: pricing.ts, lines 10–12").waitFor();
    await page.waitForTimeout(500);
    await workbench.screenshot("edit input");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
    await workbench.screenshot("edit input missing");
    await page.keyboard.type("make it");
    await page.waitForTimeout(500);
    await workbench.screenshot("edit input typed");
    await page.keyboard.type(" #");
    await page.waitForTimeout(1500);
    await workbench.screenshot("edit input attach");
    await page.keyboard.type("retry");
    await page.waitForTimeout(1000);
    await workbench.screenshot("edit input attach typed");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1000);
    await workbench.screenshot("edit input attached");
    await page.keyboard.type("like retry");
    await page.waitForTimeout(500);
    console.log(await input().inputValue(), await rows().allInnerTexts());
    await page.keyboard.type(" #");
    await page.waitForTimeout(700);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(700);
    await page.keyboard.type("1");
    await page.waitForTimeout(300);
    console.log(await input().inputValue(), await rows().allInnerTexts());
    await input().fill("");
    await page.waitForTimeout(300);
    await rows().filter({ hasText: "/tests" }).click();
    await page.keyboard.type("now");
    await page.waitForTimeout(300);
    console.log(await input().inputValue(), await rows().allInnerTexts());
    await page.keyboard.press("Escape");
    await workbench.goTo(15);
    await workbench.palette("Edit with Claude…");
    await page.waitForTimeout(2500);
    await workbench.screenshot("edit input symbol");
    console.log(await input().inputValue());
    assert.ok(await rows().count());
  });
});

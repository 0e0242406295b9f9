import assert from "node:assert/strict";

import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

describe("the settings", () => {
  let workbench: Workbench;

  before(async () => {
    // Tall, so that the page builds all of its rows.
    workbench = await Workbench.openWithKey({ viewport: { width: 1280, height: 2600 } });
  });
  closeAfterSuite(() => workbench);

  it("open from the chat's own menu, in an order of their own, and link to what chooses for them", async () => {
    const { page } = workbench;
    const title = page.locator(".part.sidebar .composite.title");
    await title.hover();
    await title.getByRole("button", { name: /More Actions/ }).click();
    const entry = page.locator(".context-view .monaco-menu").getByRole("menuitem", { name: "Open Settings" });
    await entry.waitFor();
    await workbench.screenshot("menu of the view");
    // A menu takes no click in its first tenth of a second, so that the click that opened it picks nothing.
    await page.waitForTimeout(200);
    await entry.click();
    const settings = page.locator(".settings-editor .settings-tree-container");
    const names = settings.locator(".setting-item-label");
    await names.filter({ hasText: "Base Url" }).waitFor();
    await workbench.screenshot("settings");
    assert.deepEqual((await names.allInnerTexts()).slice(0, 4), [
      "Model",
      "Effort",
      "Thinking",
      "Max Tokens",
    ]);
    await settings.getByRole("link", { name: "Show Usage" }).click();
    await page.locator(".quick-input-widget:visible .quick-input-title", { hasText: "Usage" }).waitFor();
    await page.keyboard.press("Escape");
  });
});

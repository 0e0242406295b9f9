import type { Locator, Page } from "playwright-core";

/** Right-clicks something and picks an entry of the menu. It insists, as below. */
export async function pickFromMenu(page: Page, target: Locator, title: string): Promise<void> {
  const entry = page
    .locator(".context-view .monaco-menu")
    .getByRole("menuitem", { name: title, exact: true });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await target.click({ button: "right", timeout: 5_000 });
      await entry.waitFor({ timeout: 2_000 });
      // A menu takes no click in its first tenth of a second, so that the click that opened it picks nothing.
      await page.waitForTimeout(200);
      await entry.click({ timeout: 2_000 });
      return;
    } catch (error) {
      if (attempt === 5) {
        throw error;
      }
      await page.keyboard.press("Escape");
    }
  }
}

/**
 * Right-clicks an editor's selection, or its cursor, and gives the menu's entries. It insists: a layout that moves
 * under the pointer, as when a view has just opened beside the editor, closes the menu again or makes the click miss.
 */
export async function openContextMenu(page: Page, editor: Locator): Promise<Locator> {
  const entries = page.locator(".context-view .monaco-menu").getByRole("menuitem");
  for (let attempt = 1; ; attempt += 1) {
    const selected = editor.locator(".selected-text").first();
    const target = (await selected.count()) > 0 ? selected : editor.locator(".cursor").first();
    try {
      // Not boundingBox(): a blinking cursor counts as invisible half of the time.
      const place = await target.evaluate((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: x + Math.min(width / 2, 20), y: y + height / 2 };
      });
      await page.mouse.click(place.x, place.y, { button: "right" });
      await entries.first().waitFor({ timeout: 2_000 });
      return entries;
    } catch (error) {
      if (attempt === 5) {
        throw error;
      }
    }
  }
}

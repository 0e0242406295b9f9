import type { Locator, Page } from "playwright-core";

/**
 * Opens the palette with something typed and gives its rows. It insists: key bindings answer some time after the first
 * paint, and while an earlier palette is closing its input still shows, but takes no text.
 */
export async function openPalette(page: Page, text: string): Promise<Locator> {
  const input = page.locator(".quick-input-widget input:visible").first();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await input.waitFor({ state: "hidden", timeout: 2_000 });
      await page.keyboard.press("F1");
      await input.waitFor({ timeout: 2_000 });
      await input.fill(text, { timeout: 2_000 });
      return page.locator(".quick-input-list .monaco-list-row");
    } catch (error) {
      if (attempt === 10) {
        throw error;
      }
      await page.keyboard.press("Escape");
    }
  }
}

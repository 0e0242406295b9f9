import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { MessagesEndpoint } from "../../support/messages/server";
import { cacheFolder } from "../../support/project";
import { isFullSize } from "../../support/proof";
import type { Settings } from "../../support/workbench";
import { Chat } from "./chat";
import { openContextMenu } from "./contextMenu";
import { openPalette } from "./palette";
import { testKey } from "./sample";
import { startPlace, type Place, type WorkbenchOptions } from "./place";

/** The four kinds of theme, by the names that VS Code gives its own. */
export const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
} as const;

/** All of them in the full size; in other runs two that are far apart, where the same is seen in all of them elsewhere. */
export const someThemes: readonly (keyof typeof themes)[] = isFullSize
  ? ["dark", "light", "high-contrast", "high-contrast-light"]
  : ["light", "high-contrast"];

const themeClass: Readonly<Record<keyof typeof themes, string>> = {
  dark: "vs-dark",
  light: "vs",
  "high-contrast": "hc-black",
  "high-contrast-light": "hc-light",
};

const startMs = 60_000;

/** A workbench in a browser with its own server, user folder, workspace and endpoint, driven as a person would. */
export class Workbench {
  readonly chat: Chat;
  /** The chat in a tab. */
  readonly tabChat: Chat;
  readonly page: Page;
  readonly endpoint: MessagesEndpoint;
  /** Absolute path of the opened folder. */
  readonly workspace: string;
  private settingsNow: Settings;

  private constructor(
    private readonly place: Place,
    private readonly fileOpens: boolean,
  ) {
    this.page = place.page;
    this.endpoint = place.endpoint;
    this.workspace = place.workspace;
    this.settingsNow = place.settings;
    this.chat = new Chat(place.page);
    this.tabChat = new Chat(place.page, "tab");
  }

  /** Resolves when the workbench, and the file that should be open, can be seen. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const place = await startPlace(options);
    try {
      await place.page.goto(place.url);
      return await Workbench.on(place, options.openFile !== undefined);
    } catch (error) {
      await place.close();
      throw error;
    }
  }

  /** The same for a page that somebody else has opened, and closes. */
  static async on(place: Place, fileOpens: boolean): Promise<Workbench> {
    const workbench = new Workbench(place, fileOpens);
    await workbench.ready();
    return workbench;
  }

  /** The same, with a key saved for the suite's own endpoint and the chat in sight. */
  static async openWithKey(options: WorkbenchOptions = {}): Promise<Workbench> {
    const workbench = await Workbench.open(options);
    await workbench.giveKey(testKey);
    await workbench.openChat();
    return workbench;
  }

  /** Shows the chat for the first time. While a workbench starts, something else may take the focus once more. */
  async openChat(title = "Ask Claude: Focus Chat", composer = this.chat.composer): Promise<void> {
    const focused = composer.and(this.chat.content.locator(":focus"));
    await this.palette(title);
    await focused.waitFor({ timeout: 10_000 }).catch(async () => {
      await this.palette(title);
      await focused.waitFor();
    });
  }

  /** Runs a command that ends with the composer focused, and waits for that: the next key goes there. */
  async focusChat(command: "Focus Chat" | "New Chat" | "Ask Claude about Selection"): Promise<void> {
    await this.palette(command.includes("Claude") ? command : `Ask Claude: ${command}`);
    await this.chat.composer.and(this.chat.content.locator(":focus")).waitFor();
  }

  /** Asks in the chat, has the endpoint give this answer, and waits for all of it. */
  async exchange(question: string, answer: string): Promise<void> {
    this.endpoint.next({ type: "answer", text: answer, deltaMs: 1 });
    await this.chat.ask(question);
    await this.chat.turnsOf("Claude").getByText(answer).waitFor();
    await this.chat.send.waitFor();
  }

  /** Sets the key as a person does. */
  async giveKey(key: string): Promise<void> {
    await this.palette("Ask Claude: Set API Key");
    await this.enterKey(key);
  }

  /** Answers the question for the key, in the words of the display language. */
  async enterKey(key: string, { title = "API key for", enter = "Enter a key…" } = {}): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="password"]:visible');
    // When the key store was slow to answer or has lost the key, as it has after a reload of what is served, a list
    // asks first where the key is to come from. Its filter would swallow the key.
    const choice = this.page.locator(".quick-input-list .monaco-list-row", { hasText: enter });
    await input.or(choice).first().waitFor();
    if (await choice.isVisible()) {
      await choice.click();
      await input.waitFor();
    }
    await this.quickInput(title, key);
  }

  async close(): Promise<void> {
    await this.place.close();
  }

  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor").first();
  }

  private async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: startMs });
    if (this.fileOpens) {
      await this.editor.locator(".view-line").first().waitFor({ timeout: startMs });
    }
    await this.page.getByRole("tab", { name: "Ask Claude" }).waitFor({ timeout: startMs });
    // Some of what `when` clauses ask for, trust among it, is known only after the third and last phase of the start.
    await this.page.waitForFunction(
      () => performance.getEntriesByName("code/didCreateWorkbenchContributions/3").length > 0,
      undefined,
      { timeout: startMs },
    );
  }

  /** Reloads the page, without a warning to anybody, and waits until it is back. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Reloads the page as one in a browser that says it is this. */
  async reloadAs(userAgent: string): Promise<void> {
    const devTools = await this.page.context().newCDPSession(this.page);
    await devTools.send("Emulation.setUserAgentOverride", { userAgent });
    await this.reload();
  }

  /** As "Developer: Reload Window" does, which gives the workbench the time to keep what is open. */
  async reloadWindow(): Promise<void> {
    const reloaded = this.page.waitForEvent("load");
    await this.palette("Developer: Reload Window");
    await reloaded;
    await this.ready();
  }

  /** Runs a command from the palette by its title, such as "Ask Claude: New Chat". */
  async palette(title: string): Promise<void> {
    for (let triesLeft = 4; ; triesLeft -= 1) {
      const rows = await openPalette(this.page, `>${title}`);
      const click = rows.filter({ hasText: title }).first().click({ timeout: 5_000 });
      const isDone = await click.then(
        () => true,
        (error: unknown) => {
          // A page that takes the focus when it is ready, as a walkthrough does, closes the palette.
          if (triesLeft === 1) {
            throw error;
          }
          return false;
        },
      );
      if (isDone) {
        return;
      }
    }
  }

  /** The titles that the palette offers for some text; closes the palette again. */
  async paletteTitles(text: string): Promise<readonly string[]> {
    const rows = await openPalette(this.page, `>${text}`);
    await rows.first().waitFor();
    const titles = await rows.locator(".label-name").allInnerTexts();
    await this.page.keyboard.press("Escape");
    return titles.map((title) => title.replaceAll("\u00a0", " "));
  }

  /** Those of some titles that the palette has no command for; opens it once for all of them. */
  async missingInPalette(titles: readonly string[]): Promise<readonly string[]> {
    const rows = await openPalette(this.page, ">");
    const input = this.page.locator(".quick-input-widget input:visible").first();
    const missing: string[] = [];
    for (const title of titles) {
      await input.fill(`>${title}`);
      const isThere = await rows
        .getByText(title, { exact: true })
        .first()
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
      missing.push(...(isThere ? [] : [title]));
    }
    await this.page.keyboard.press("Escape");
    return missing;
  }

  async openFile(path: string): Promise<void> {
    const rows = await openPalette(this.page, path);
    await rows.first().click();
    await this.page.locator(`.tab.active[data-resource-name="${path.split("/").at(-1)}"]`).waitFor();
    await this.editor.locator(".view-line").first().waitFor();
  }

  /** The text of the editor, by way of the clipboard: only what is in sight of it is in the page. */
  async wholeText(selectAll: "Control+A" | "Meta+A"): Promise<string> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.keyboard.press(selectAll);
    await this.editor.locator(".selected-text").first().waitFor();
    // The browser's own copy, which is on Control whatever system the workbench believes in.
    await this.page.keyboard.press("Control+C");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Puts the cursor at the start of a line, with nothing selected. */
  async goTo(line: number): Promise<void> {
    await openPalette(this.page, `:${line}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.page.keyboard.press("Home");
  }

  /** Selects whole lines, from the start of the first to the end of the last. */
  async select(startLine: number, endLine: number): Promise<void> {
    await this.goTo(startLine);
    for (let line = startLine; line < endLine; line += 1) {
      await this.page.keyboard.press("Shift+ArrowDown");
    }
    await this.page.keyboard.press("Shift+End");
    await this.page.locator(".statusbar-item", { hasText: "selected" }).waitFor();
    await this.editor.locator(".selected-text").first().waitFor();
  }

  /** Right-clicks the selection, or where the cursor is, and picks an entry. */
  async contextMenu(title: string): Promise<void> {
    const entry = (await openContextMenu(this.page, this.editor)).filter({ hasText: title });
    await entry.hover();
    // A menu takes no click in its first tenth of a second, so that the click that opened it picks nothing.
    await this.page.waitForTimeout(200);
    await entry.click();
    await entry.waitFor({ state: "hidden" });
  }

  /** The entries of the editor's context menu; closes it again. */
  async contextMenuTitles(): Promise<readonly string[]> {
    const entries = await openContextMenu(this.page, this.editor);
    const titles = await entries.locator(".action-label").allInnerTexts();
    await this.page.keyboard.press("Escape");
    return titles;
  }

  /** Types into the input with this title that VS Code shows at the top, and confirms it. */
  async quickInput(title: string, text: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget").filter({ has: this.page.getByText(title) });
    const input = widget.locator("input:visible").first();
    await input.fill(text);
    await input.press("Enter");
    await widget.waitFor({ state: "hidden" });
  }

  /** Answers VS Code's own question, at the top, for the place of a file. */
  async saveAs(path: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    // Until the folder is listed, what is typed is overwritten.
    await widget.locator(".monaco-list-row").getByText("..", { exact: true }).waitFor();
    const input = widget.locator("input:visible").first();
    await input.fill(path);
    await input.press("Enter");
    await widget.waitFor({ state: "hidden" });
  }

  /** Picks a row of the list that VS Code shows at the top. */
  async quickPick(text: string): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first().click();
  }

  /** A message in the corner; its buttons are found inside by role and name. */
  notification(text: string): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
  }

  /** The question that covers the window. */
  get question(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Answers the question that covers the window. */
  async dialog(button: string): Promise<void> {
    await this.question.getByRole("button", { name: button }).click();
  }

  /**
   * Changes user settings in the running workbench, in its own editor for them: what is written to the file from
   * outside, a workbench in a browser does not reliably notice.
   */
  async settings(change: Settings): Promise<void> {
    this.settingsNow = { ...this.settingsNow, ...change };
    await this.palette("Preferences: Open User Settings (JSON)");
    const tab = this.page.locator('.tab.active[data-resource-name="settings.json"]');
    await tab.waitFor();
    // Not by a click: the page of an editor that was here before can lie over this one for a while.
    await this.editor.locator(".native-edit-context, textarea.inputarea").first().focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(JSON.stringify(this.settingsNow));
    await this.page.locator('.tab.active.dirty[data-resource-name="settings.json"]').waitFor();
    await this.page.keyboard.press("ControlOrMeta+S");
    await this.page.locator('.tab.active:not(.dirty)[data-resource-name="settings.json"]').waitFor();
    await this.palette("View: Close Editor");
    await tab.waitFor({ state: "detached" });
  }

  /** Resolves when the new colours are on. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.settings({ "workbench.colorTheme": themes[theme] });
    await this.page.locator(`.monaco-workbench.${themeClass[theme]}`).waitFor();
  }

  /** Keeps a picture of the window under .vscode-test/screenshots/. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(cacheFolder, "screenshots", `${name}.png`) });
  }
}

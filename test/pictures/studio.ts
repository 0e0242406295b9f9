import type { FrameLocator, Locator, Page } from "playwright-core";

import { openPalette } from "../e2e/pages/palette";
import { testKey } from "../e2e/pages/sample";
import { Workbench } from "../e2e/pages/workbench";
import type { MessagesEndpoint } from "../support/messages/server";
import type { Settings } from "../support/workbench";
import { stories, type Language, type Story } from "./story";
import { wordingOf, type Wording } from "./wording";

/** The size of a picture of the whole window, in pixels. */
export const windowSize = { width: 1000, height: 720 } as const;

const sideBarEnd = 448;

/** Nothing that blinks, and nothing that says where and in what this workbench runs. */
const calm: Settings = {
  "breadcrumbs.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.fontSize": 12,
  "editor.hideCursorInOverviewRuler": true,
  "editor.lightbulb.enabled": "off",
  "editor.matchBrackets": "never",
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.renderWhitespace": "none",
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.selectionHighlight": false,
  "typescript.validate.enable": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "workbench.colorTheme": "Dark Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.navigationControl.enabled": false,
};

/** A workbench that is ready to be drawn, in one language. */
export class Studio {
  readonly story: Story;
  readonly words: Wording;
  readonly page: Page;
  readonly endpoint: MessagesEndpoint;

  private constructor(
    readonly workbench: Workbench,
    readonly language: Language,
  ) {
    this.story = stories[language];
    this.words = wordingOf(language);
    this.page = workbench.page;
    this.endpoint = workbench.endpoint;
  }

  /** Resolves with the file open on the right, and an empty chat with a key on the left. */
  static async open(language: Language): Promise<Studio> {
    const workbench = await Workbench.open({
      files: stories[language].files,
      openFile: "cart.ts",
      settings: calm,
      env: { TZ: "UTC" },
      viewport: windowSize,
      ...(language === "en" ? {} : { language }),
    });
    try {
      const studio = new Studio(workbench, language);
      await studio.#prepare();
      return studio;
    } catch (error) {
      await workbench.close();
      throw error;
    }
  }

  async #prepare(): Promise<void> {
    const { say, command } = this.words;
    await this.workbench.palette(`Ask Claude: ${command("setApiKey")}`);
    const [before = "", after = ""] = say("API key for {0}").split("{0}");
    await this.workbench.enterKey(testKey, {
      title: (before.length > after.length ? before : after).trim(),
      enter: say("Enter a key…"),
    });
    await this.workbench.openChat(`Ask Claude: ${command("focusChat")}`, this.composer);
    // What VS Code says there is in VS Code's language, which is not here in every one.
    await this.workbench.settings({ "workbench.statusBar.visible": false });
    await this.#widenSideBar();
  }

  async #widenSideBar(): Promise<void> {
    const { mouse } = this.page;
    const box = await this.page.locator(".part.sidebar").boundingBox();
    const edge = (box?.x ?? 0) + (box?.width ?? 0);
    await mouse.move(edge, 300);
    await mouse.down();
    await mouse.move(sideBarEnd, 300, { steps: 5 });
    await mouse.up();
    await this.putMouseAway();
  }

  /** Where the pointer is over nothing that shows it. */
  async putMouseAway(): Promise<void> {
    await this.page.mouse.move(24, 480);
  }

  get chat(): FrameLocator {
    return this.workbench.chat.content;
  }

  get composer(): Locator {
    return this.chat.getByRole("textbox", { name: this.words.say("Message Claude") });
  }

  get conversation(): Locator {
    return this.chat.getByRole("log", { name: this.words.say("Conversation"), exact: true });
  }

  get send(): Locator {
    return this.chat.getByRole("button", { name: this.words.say("Send"), exact: true });
  }

  /** The input that VS Code shows at the top. */
  get input(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  row(text: string): Locator {
    return this.input.locator(".monaco-list-row", { hasText: text }).first();
  }

  /** Runs a command of the extension, named as in `package.nls.json`. */
  async run(name: string): Promise<void> {
    await this.workbench.palette(this.words.command(name));
  }

  /** Selects whole lines of the editor. */
  async select([first, last]: readonly [number, number]): Promise<void> {
    await this.workbench.goTo(first);
    for (let line = first; line < last; line += 1) {
      await this.page.keyboard.press("Shift+ArrowDown");
    }
    await this.page.keyboard.press("Shift+End");
    await this.workbench.editor.locator(".selected-text").first().waitFor();
  }

  /** Opens the palette with the beginning of a command's title, and gives the row of the command. */
  async offered(name: string): Promise<Locator> {
    const title = this.words.command(name);
    await openPalette(this.page, `>${title}`);
    const row = this.row(title);
    await row.waitFor();
    return row;
  }

  /**
   * The window, or a part of it, as soon as it has been at rest for a while: scroll bars take a second to fade.
   * @param less so many pixels are left off at the part's end
   */
  async shot(part?: Locator, less = 0): Promise<Buffer> {
    await this.putMouseAway();
    let before: Buffer = Buffer.of();
    let alike = 0;
    for (let left = 60; left > 0; left -= 1) {
      const now = await this.#shotNow(part, less);
      alike = now.equals(before) ? alike + 1 : 0;
      if (alike === 4) {
        return now;
      }
      before = now;
      await this.page.waitForTimeout(250);
    }
    throw new Error("The window does not come to rest.");
  }

  async #shotNow(part: Locator | undefined, less: number): Promise<Buffer> {
    const box = await part?.boundingBox();
    return this.page.screenshot({
      animations: "disabled",
      caret: "hide",
      ...(box === undefined || box === null ? {} : { clip: { ...box, height: box.height - less } }),
    });
  }

  async close(): Promise<void> {
    await this.workbench.close();
  }
}

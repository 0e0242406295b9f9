import type { FrameLocator, Locator, Page } from "playwright-core";

/** The chat as a person meets it: found by roles and names, inside the two frames that VS Code puts a view into. */
export class Chat {
  readonly content: FrameLocator;

  /** @param where in the side bar, or in the tab that is in front */
  constructor(page: Page, where: "view" | "tab" = "view") {
    const frames = 'iframe.webview[src*="extensionId=ask-claude.ask-claude"]';
    // A side bar that comes back into sight gets a new frame, whose address no longer says what it is for.
    const place = where === "view" ? ":left-of(.part.editor)" : ':not([src*="purpose=webviewView"])';
    this.content = page.frameLocator(`${frames}${place} >> visible=true`).frameLocator("#active-frame");
  }

  get composer(): Locator {
    return this.content.getByRole("textbox", { name: "Message Claude" });
  }

  get send(): Locator {
    return this.content.getByRole("button", { name: "Send", exact: true });
  }

  get stop(): Locator {
    return this.content.getByRole("button", { name: "Stop", exact: true });
  }

  get conversation(): Locator {
    return this.content.getByRole("log", { name: "Conversation" });
  }

  get turns(): Locator {
    return this.conversation.getByRole("article");
  }

  /** The turns of one side, oldest first. */
  turnsOf(who: "You" | "Claude"): Locator {
    return this.conversation.getByRole("article", { name: new RegExp(`^${who}`) });
  }

  get attachments(): Locator {
    return this.content.getByRole("list", { name: "Attachments" });
  }

  removeButton(label: string): Locator {
    return this.attachments.getByRole("button", { name: `Remove ${label}` });
  }

  get alert(): Locator {
    return this.content.getByRole("alert");
  }

  button(name: string): Locator {
    return this.content.getByRole("button", { name, exact: true });
  }

  /** Takes off whatever is attached in the composer. */
  async clearAttachments(): Promise<void> {
    const remove = this.attachments.getByRole("button", { name: /^Remove / });
    for (let left = await remove.count(); left > 0; left -= 1) {
      await remove.first().click();
      await remove.nth(left - 1).waitFor({ state: "detached" });
    }
  }

  /** Clicks what can be done with a turn. */
  async act(turn: Locator, name: string): Promise<void> {
    await turn.hover();
    await turn.getByRole("button", { name, exact: true }).click();
  }

  /** Types a question and presses Enter. */
  async ask(question: string): Promise<void> {
    await this.composer.click();
    await this.composer.pressSequentially(question);
    const before = await this.turnsOf("You").count();
    await this.composer.press("Enter");
    // Until the question stands there, nothing has begun: Send is still in sight.
    await this.turnsOf("You").nth(before).waitFor();
  }
}

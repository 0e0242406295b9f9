import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import type { AnswerEvent } from "../../../src/core/answer";
import { type ConversationEvent, emptyConversation } from "../../../src/core/conversation";
import type { ToHost, ToView, ViewState } from "../../../src/core/protocol";
import { origin, pageHtml, themeCss, token } from "./pageHtml";
import { type ThemeName, themes } from "./themes";

const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  ttf: "font/ttf",
  map: "application/json",
};

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** BCP 47; English without it. */
  readonly language?: string;
}

export const emptyState: ViewState = {
  conversation: emptyConversation("c1"),
  draft: { text: "", context: [] },
  key: { type: "ready" },
  model: {
    id: "claude-sonnet-5-5",
    name: "Claude Sonnet 5.5",
    effort: { value: "", choices: ["low", "medium", "high", "xhigh", "max"] },
    thinking: { on: true, canChange: false },
    imageInput: true,
  },
  sendWith: "enter",
  totals: { today: { usd: 0, isPartial: false }, budget: 0, prices: {} },
  canAttach: true,
  fonts: {},
};

/** The built page in a browser, with the test in the place of the extension host. */
export class ChatPage {
  /** Every address the page asked for beyond its own files. */
  readonly strangeRequests: string[] = [];
  readonly errors: string[] = [];
  #sequence = 0;

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, options: PageOptions = {}): Promise<ChatPage> {
    const theme = themes[options.theme ?? "dark"];
    const page = await browser.newPage({
      viewport: { width: options.width ?? 400, height: options.height ?? 700 },
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    });
    const chat = new ChatPage(page);
    page.on("pageerror", (error) => chat.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        chat.errors.push(message.text());
      }
    });
    page.on("framenavigated", (frame: Frame) => {
      if (frame.url() !== `${origin}/`) {
        chat.strangeRequests.push(frame.url());
      }
    });
    await page.context().route("**/*", (route) => {
      const url = route.request().url();
      if (url === `${origin}/`) {
        const body = pageHtml(theme.bodyClass, options.language ?? "en");
        return route.fulfill({ contentType: "text/html; charset=utf-8", body });
      }
      if (url === `${origin}/theme.css`) {
        return route.fulfill({ contentType: "text/css", body: themeCss(theme.variables) });
      }
      const name = basename(new URL(url).pathname);
      if (url.startsWith(`${origin}/webview/`)) {
        return route.fulfill({
          contentType: types[name.split(".").at(-1) ?? ""] ?? "text/plain",
          body: readFileSync(join("dist", "webview", name)),
        });
      }
      chat.strangeRequests.push(url);
      return route.abort();
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => window.posted.length > 0);
    return chat;
  }

  /** What the page posted since it was opened: without the drafts unless asked for, and without what it does by itself. */
  async posted(withDrafts = false): Promise<ToHost[]> {
    const envelopes = await this.page.evaluate(() => window.posted);
    return envelopes
      .filter((envelope) => envelope.token === token)
      .map((envelope) => envelope.message)
      .filter(
        ({ type }) =>
          type !== "focused" &&
          type !== "colourCode" &&
          type !== "forgetCode" &&
          (withDrafts || type !== "draft"),
      );
  }

  /** The code that the page wants coloured, so far. */
  async colourAsked(): Promise<readonly Extract<ToHost, { type: "colourCode" }>[]> {
    const envelopes = await this.page.evaluate(() => window.posted);
    return envelopes.flatMap(({ message }) => (message.type === "colourCode" ? [message] : []));
  }

  /** Sends a message as the host would, and waits for the frame it is drawn in. */
  async host(message: ToView, envelopeToken = token): Promise<void> {
    await this.page.evaluate(
      ([sent]) => {
        window.postMessage(sent, "*");
        return window.drawn();
      },
      [{ token: envelopeToken, message }] as const,
    );
  }

  async snapshot(
    state: Partial<ViewState> = {},
    strings: Readonly<Record<string, string>> = {},
    edits = 0,
  ): Promise<void> {
    await this.host({
      type: "snapshot",
      state: { ...emptyState, ...state },
      sequence: this.#sequence,
      edits,
      strings,
    });
  }

  async events(...events: readonly ConversationEvent[]): Promise<void> {
    const sequence = this.#sequence;
    this.#sequence += 1;
    await this.host({ type: "events", sequence, events });
  }

  /** As `events`, with numbers that leave one out. */
  async eventsAfterGap(...events: readonly ConversationEvent[]): Promise<void> {
    this.#sequence += 1;
    await this.events(...events);
  }

  /** Asks a question, as far as the page can see. */
  async asked(text: string, id = "1"): Promise<void> {
    await this.events({
      type: "asked",
      turn: { role: "user", id: `q${id}`, text, context: [] },
      answerId: `a${id}`,
      options: { model: "claude-sonnet-5-5" },
    });
  }

  async answer(events: readonly AnswerEvent[], id = "1"): Promise<void> {
    await this.events(
      ...events.map((event): ConversationEvent => ({ type: "answer", answerId: `a${id}`, event })),
    );
  }

  /** A whole answer in these pieces, each in a message of its own. */
  async stream(pieces: readonly string[], id = "1"): Promise<void> {
    await this.answer(
      [{ type: "opened" }, { type: "partStarted", index: 0, part: { type: "text", text: "" } }],
      id,
    );
    for (const delta of pieces) {
      await this.answer([{ type: "partGrew", index: 0, field: "text", delta }], id);
    }
    await this.answer([{ type: "completed", stopReason: "end_turn" }], id);
    await this.settled();
  }

  /** Waits until nothing is left to draw. */
  async settled(): Promise<void> {
    await this.page.evaluate(() => window.settled());
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message Claude" });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Conversation" });
  }

  get turns(): Locator {
    return this.log.getByRole("article");
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

declare global {
  interface Window {
    posted: { readonly token: string; readonly message: ToHost }[];
    /** Resolves after the next frame but one. */
    drawn(): Promise<void>;
    /** Resolves when the transcript has not changed for some frames. */
    settled(): Promise<void>;
  }
}

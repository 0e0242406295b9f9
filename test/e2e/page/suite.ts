import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../support/browser";
import { ChatPage, type PageOptions } from "./chatPage";

/** What a suite wants of its pages. */
export interface SuiteOptions extends PageOptions {
  /** True for a suite that provokes errors, or looks for them itself; otherwise one fails the test it came up in. */
  readonly mayHaveErrors?: boolean;
}

/** Starts one browser for the suite in which it is called; it is there from the first hook or test on. */
export function suiteBrowser(): () => Browser {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  return () => browser;
}

/**
 * Gives every test of the suite in which it is called a page of its own, handed to `begin` and closed after the test,
 * all in one browser, which it returns for further pages.
 */
export function openForEachTest(
  begin: (chat: ChatPage) => Promise<void> | void,
  { mayHaveErrors = false, ...options }: SuiteOptions = {},
): () => Browser {
  const browser = suiteBrowser();
  let chat: ChatPage;
  beforeEach(async () => {
    chat = await ChatPage.open(browser(), options);
    await begin(chat);
  });
  afterEach(async () => {
    if (!mayHaveErrors) {
      assert.deepEqual(chat.errors, []);
    }
    await chat.close();
  });
  return browser;
}

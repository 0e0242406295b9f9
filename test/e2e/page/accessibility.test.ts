import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../support/browser";
import { axeFindings } from "../axe";
import { ChatPage } from "./chatPage";
import { themeNames } from "./themes";
import { states } from "./viewStates";

describe("the chat for everyone", () => {
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
  });

  after(() => browser.close());

  for (const theme of themeNames) {
    it(`has no accessibility findings in ${theme}, and fits any width`, async function () {
      this.timeout(90_000);
      const chat = await ChatPage.open(browser, { theme, reducedMotion: true });
      await chat.snapshot();
      for (const [name, state] of Object.entries(states)) {
        await chat.snapshot(state);
        await chat.settled();
        for (const width of [260, 300, 480, 1200]) {
          await chat.page.setViewportSize({ width, height: 700 });
          const overflow = await chat.page.evaluate(() =>
            [document.documentElement, document.querySelector(".transcript")!].some(
              (element) => element.scrollWidth > element.clientWidth,
            ),
          );
          assert.equal(overflow, false, `${name} is wider than ${width}`);
        }
        await chat.page.setViewportSize({ width: 400, height: 700 });
        const findings = await axeFindings(chat.page);
        assert.deepEqual(findings, [], name);
      }
      await chat.snapshot(states["complete"]);
      await chat.host({ type: "find" });
      await chat.page.keyboard.type("a");
      await chat.settled();
      assert.deepEqual(await axeFindings(chat.page), [], "find");
      await chat.close();
    });
  }
});

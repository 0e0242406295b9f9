import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { cacheFolder } from "../../support/project";
import { axeFindings } from "../axe";
import { ChatPage } from "./chatPage";
import { composerStates } from "./composerStates";
import { someThemeNames } from "./themes";
import { imageStates } from "./imageStates";
import { exchange, states } from "./viewStates";
import { linedUp } from "../../support/conversations";
import { emptyState } from "./chatPage";
import { suiteBrowser } from "./suite";

const chinese: Readonly<Record<string, string>> = JSON.parse(
  readFileSync("media/l10n/bundle.l10n.zh-cn.json", "utf8"),
);
const everyState = { ...states, ...composerStates, ...imageStates };

/** The narrowest side bar that VS Code allows, and the usual one at a zoom of 150 %, in the page's own pixels. */
const narrowest = 170;

describe("the chat for everyone, everywhere", () => {
  const browser = suiteBrowser();

  async function tooWide(chat: ChatPage): Promise<readonly string[]> {
    return chat.page.evaluate(() =>
      [...document.querySelectorAll("html, .transcript, .floor-scroll, .composer")]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map(({ className, tagName, scrollWidth }) => `${tagName} ${className}: ${scrollWidth}`),
    );
  }

  for (const theme of someThemeNames) {
    it(`speaks Chinese in ${theme}, also where there is hardly any room`, async function () {
      this.timeout(90_000);
      const chat = await ChatPage.open(browser(), { theme, reducedMotion: true });
      for (const [name, state] of Object.entries(everyState)) {
        await chat.snapshot(state, chinese);
        await chat.settled();
        for (const width of [narrowest, 260]) {
          await chat.page.setViewportSize({ width, height: 700 });
          assert.deepEqual(await tooWide(chat), [], `${name}, ${width} px`);
        }
        assert.deepEqual(await axeFindings(chat.page), [], name);
      }
      for (const width of [260, 400]) {
        await chat.page.setViewportSize({ width, height: 800 });
        await chat.snapshot(states["complete"], chinese);
        await chat.settled();
        await chat.page.screenshot({ path: `${cacheFolder}/screenshots/chinese ${theme} ${width}.png` });
      }
      await chat.close();
    });
  }

  it("shows where the focus is, on everything that can have it", async function () {
    this.timeout(120_000);
    for (const theme of someThemeNames) {
      const chat = await ChatPage.open(browser(), { theme });
      for (const [name, state] of Object.entries(everyState)) {
        await chat.snapshot(state);
        await chat.settled();
        const count = await chat.page.locator("button:visible, textarea:visible, summary:visible").count();
        for (let tab = 0; tab < count + 2; tab += 1) {
          await chat.page.keyboard.press("Tab");
          const unseen = await chat.page.evaluate(() => {
            const element = document.activeElement;
            if (element === null || element === document.body) {
              return undefined;
            }
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
            const hasOutline =
              outlineStyle !== "none" && outlineWidth !== "0px" && !outlineColor.endsWith(", 0)");
            const around = element.closest(".composer, .find-input, .find");
            const before = around === null ? "" : getComputedStyle(around).borderColor;
            const focus = document.createElement("i");
            focus.style.color = "var(--vscode-focusBorder)";
            document.body.append(focus);
            const focusColor = getComputedStyle(focus).color;
            focus.remove();
            const isSeen = hasOutline || before === focusColor;
            const opacity = getComputedStyle(element).opacity;
            return isSeen && opacity !== "0" ? undefined : element.outerHTML.slice(0, 200);
          });
          assert.equal(unseen, undefined, `${theme}, ${name}`);
        }
      }
      await chat.close();
    }
  });

  it("does not move where less motion is wanted, by the system or by VS Code", async () => {
    for (const reducedMotion of [true, false]) {
      const chat = await ChatPage.open(browser(), { reducedMotion });
      if (!reducedMotion) {
        await chat.page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
      }
      for (const [name, state] of Object.entries(everyState)) {
        await chat.snapshot(state);
        await chat.settled();
        const moving = await chat.page.evaluate(() =>
          document
            .getAnimations()
            // Those that follow a scroll bar move only with it.
            .filter(({ timeline }) => timeline instanceof DocumentTimeline)
            .map(
              (animation) => (animation.effect as KeyframeEffect | null)?.target?.className ?? "something",
            ),
        );
        assert.deepEqual(moving, [], name);
      }
      await chat.close();
    }
  });

  it("has a heading for each turn, and the parts of the page by their names", async () => {
    const chat = await ChatPage.open(browser());
    const turns = [...exchange(1, "Why?", "# Because\n\n## In short"), ...exchange(2, "And how?", "So.")];
    await chat.snapshot({ ...emptyState, conversation: linedUp("c", turns) });
    await chat.settled();
    const headings = await chat.page
      .getByRole("heading")
      .evaluateAll((all) => all.map((heading) => `${heading.tagName} ${heading.textContent?.trim()}`));
    assert.deepEqual(headings, [
      "H1 Ask Claude",
      "H2 You",
      "H2 Claude",
      "H3 Because",
      "H4 In short",
      "H2 You",
      "H2 Claude",
    ]);
    assert.equal(await chat.page.getByRole("main").count(), 1);
    assert.equal(await chat.log.count(), 1);
    assert.equal(await chat.composer.count(), 1);
    assert.deepEqual(await axeFindings(chat.page), []);
    await chat.close();
  });
});

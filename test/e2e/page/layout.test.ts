import assert from "node:assert/strict";
import { linedUp } from "../../support/conversations";
import { ChatPage, emptyState } from "./chatPage";
import { composerStates, estimate } from "./composerStates";
import { imageStates } from "./imageStates";
import { suiteBrowser } from "./suite";
import { themeNames } from "./themes";
import { exchange, states } from "./viewStates";

const long = linedUp("c", exchange(1, "Why?", "A paragraph of the answer.\n\n".repeat(60)));

describe("the layout of the chat", () => {
  const browser = suiteBrowser();

  it("has one left edge, for the answer and for every line around the composer", async () => {
    for (const width of [260, 1200]) {
      const chat = await ChatPage.open(browser(), { width });
      await chat.snapshot({
        ...emptyState,
        conversation: long,
        estimate,
        instructions: "used",
        canUndoDeletion: true,
        key: { type: "ready", sessionOnly: true },
        draft: { text: "a\u200bb", context: [] },
      });
      await chat.settled();
      const edges = await chat.page.evaluate(() =>
        [
          ".answer p",
          ".deletion > span",
          ".instructions button",
          ".floor > .note > .codicon",
          ".composer",
          ".meter",
          ".composer-hidden p",
        ].map((selector) => document.querySelector(selector)!.getBoundingClientRect().x),
      );
      assert.deepEqual(new Set(edges).size, 1, `${width} px: ${edges.join(" ")}`);
      await chat.close();
    }
  });

  it("keeps lines short enough to be read in a wide panel, in the middle of it", async () => {
    const chat = await ChatPage.open(browser(), { width: 1200 });
    await chat.snapshot({ ...emptyState, conversation: long });
    await chat.settled();
    const columns = await chat.page.evaluate(() =>
      [".turns", ".floor"].map((selector) => {
        const element = document.querySelector(selector)!;
        const { left, right } = element.getBoundingClientRect();
        const holder = element.parentElement!;
        return {
          em: (right - left) / parseFloat(getComputedStyle(element).fontSize),
          aside: left + right - holder.clientLeft * 2 - holder.clientWidth,
        };
      }),
    );
    assert.deepEqual(columns, [
      { em: 60, aside: 0 },
      { em: 60, aside: 0 },
    ]);
    await chat.close();
  });

  it("lets nothing shine through the button that leads to the latest", async () => {
    for (const theme of themeNames) {
      const chat = await ChatPage.open(browser(), { theme });
      await chat.snapshot({ ...emptyState, conversation: long });
      await chat.settled();
      await chat.log.hover();
      await chat.page.mouse.wheel(0, -400);
      const color = await chat.button("Jump to latest").evaluate((button) => {
        const { backgroundColor } = getComputedStyle(button);
        return backgroundColor;
      });
      assert.match(color, /^rgb\(/, theme);
      await chat.close();
    }
  });

  it("has no button that is hard to hit", async function () {
    this.timeout(90_000);
    const chat = await ChatPage.open(browser(), { width: 260 });
    for (const [name, state] of Object.entries({ ...states, ...composerStates, ...imageStates })) {
      await chat.snapshot(state);
      await chat.settled();
      const small = await chat.page.evaluate(() =>
        [...document.querySelectorAll("button:not(.link-button), select, textarea")]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 20 || box.height < 20)
          .map(({ element, box }) => `${element.className} ${box.width} × ${box.height}`),
      );
      assert.deepEqual(small, [], name);
    }
    await chat.close();
  });
});

import assert from "node:assert/strict";
import { axeFindings } from "../axe";
import { ChatPage } from "./chatPage";
import { themeNames } from "./themes";
import { composerStates, someItems } from "./composerStates";
import { imageStates } from "./imageStates";
import { states } from "./viewStates";
import { suiteBrowser } from "./suite";

describe("the chat for everyone", () => {
  const browser = suiteBrowser();

  for (const theme of themeNames) {
    it(`has no accessibility findings in ${theme}, and fits any width`, async function () {
      this.timeout(90_000);
      const chat = await ChatPage.open(browser(), { theme, reducedMotion: true });
      await chat.snapshot();
      for (const [name, state] of Object.entries({ ...states, ...composerStates, ...imageStates })) {
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

    it(`has no accessibility findings in ${theme} while a list is open, or something is dragged`, async () => {
      const chat = await ChatPage.open(browser(), { theme, reducedMotion: true, width: 300 });
      await chat.snapshot();
      await chat.composer.pressSequentially("#");
      await chat.host({ type: "completions", request: 1, items: someItems });
      assert.equal(await chat.page.getByRole("listbox").getByRole("option").count(), someItems.length);
      assert.deepEqual(await axeFindings(chat.page), []);
      const { left, right } = await chat.page.getByRole("listbox").evaluate((list) => {
        const box = list.parentElement!.getBoundingClientRect();
        return { left: box.left, right: window.innerWidth - box.right };
      });
      assert.ok(left >= 0 && right >= 0, `${left} ${right}`);
      await chat.composer.press("Escape");
      await chat.page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData("text/uri-list", "file:///a");
        document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true }));
      });
      assert.ok(await chat.page.getByText("Drop to attach").isVisible());
      assert.deepEqual(await axeFindings(chat.page), []);
      await chat.close();
    });
  }
});

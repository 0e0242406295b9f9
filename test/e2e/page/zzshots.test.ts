import { launchBrowser } from "../../support/browser";
import { ChatPage } from "./chatPage";
import { composerStates, someItems } from "./composerStates";
import type { ThemeName } from "./themes";

describe("zzshots", () => {
  it("shoots", async function () {
    this.timeout(120_000);
    const browser = await launchBrowser();
    for (const theme of (process.env["SHOT_THEMES"] ?? "dark").split(",") as ThemeName[]) {
      for (const width of [300, 480]) {
        const chat = await ChatPage.open(browser, { theme, width, height: 420 });
        for (const [name, state] of Object.entries(composerStates)) {
          await chat.snapshot({ ...state, draft: { ...state.draft } });
          await chat.settled();
          if (chat.errors.length > 0) throw new Error(chat.errors.join("; "));
          await chat.page.screenshot({
            path: `/tmp/composer-shots/${theme}-${width}-${name.replaceAll(" ", "_")}.png`,
          });
        }
        await chat.snapshot();
        await chat.composer.fill("Look at ");
        await chat.composer.pressSequentially("#");
        await chat.host({ type: "completions", request: 1, items: someItems });
        await chat.composer.press("ArrowDown");
        await chat.page.screenshot({ path: `/tmp/composer-shots/${theme}-${width}-list.png` });
        await chat.composer.pressSequentially("pri");
        await chat.page.waitForTimeout(150);
        await chat.host({
          type: "completions",
          request: 2,
          items: someItems.filter((i) => i.label.includes("pri")),
        });
        await chat.page.screenshot({ path: `/tmp/composer-shots/${theme}-${width}-list-query.png` });
        await chat.composer.pressSequentially("zz");
        await chat.page.waitForTimeout(150);
        await chat.host({ type: "completions", request: 3, items: [] });
        await chat.page.screenshot({ path: `/tmp/composer-shots/${theme}-${width}-list-empty.png` });
        await chat.composer.fill("");
        await chat.snapshot(
          {
            ...composerStates["everything the model can"]!,
            draft: composerStates["chips of every kind, one by itself"]!.draft,
          },
          {},
          99,
        );
        await chat.page.evaluate(() => {
          const data = new DataTransfer();
          data.setData("text/uri-list", "file:///a");
          document.body.dispatchEvent(
            new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }),
          );
        });
        await chat.page.screenshot({ path: `/tmp/composer-shots/${theme}-${width}-drag.png` });
        await chat.close();
      }
    }
    await browser.close();
  });
});

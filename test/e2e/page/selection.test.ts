import assert from "node:assert/strict";
import { join } from "node:path";
import { cacheFolder } from "../../support/project";
import { ChatPage } from "./chatPage";
import { suiteBrowser } from "./suite";
import { themeNames, themes } from "./themes";

/** The signs of the code are full of their colour, so that one pixel tells it. */
const answer = "Some **words** and `code`.\n\n```ts\n████\n```\n\nThe end.";
const red = "rgb(255, 0, 0)";

describe("how the selected looks", () => {
  const browser = suiteBrowser();

  for (const theme of themeNames) {
    it(`is the editor's own in ${theme}, with the keyboard here and elsewhere`, async () => {
      const chat = await ChatPage.open(browser(), { theme });
      await chat.snapshot();
      await chat.asked("q");
      await chat.stream([answer]);
      await chat.page.waitForFunction(() =>
        window.posted.some(({ message }) => message.type === "colourCode"),
      );
      await chat.host({ type: "codeStyles", first: 0, styles: [{ color: "#ff0000" }] });
      await chat.host({ type: "codeColours", block: 1, offset: 0, runs: [4, 0] });
      await chat.settled();
      await chat.page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector(".answer")!));

      const variables: Readonly<Record<string, string>> = themes[theme].variables;
      const foreground = variables["--vscode-editor-selectionForeground"];
      assert.equal(await background(chat), await asRgb(chat, "selectionBackground"));
      assert.equal(
        await codePixel(chat),
        foreground === undefined ? red : await asRgb(chat, "selectionForeground"),
      );
      await chat.page.screenshot({ path: join(cacheFolder, "screenshots", `selection ${theme}.png`) });

      await chat.page.evaluate(() => {
        const elsewhere = document.createElement("iframe");
        document.body.append(elsewhere);
        elsewhere.contentWindow!.focus();
      });
      await chat.page.waitForFunction(() => document.activeElement?.localName === "iframe");
      assert.equal(await background(chat), await asRgb(chat, "inactiveSelectionBackground"));
      assert.equal(
        await codePixel(chat),
        foreground === undefined ? red : await asRgb(chat, "selectionForeground"),
      );
      await chat.page.screenshot({
        path: join(cacheFolder, "screenshots", `selection elsewhere ${theme}.png`),
      });
      await chat.page.evaluate(() => window.focus());
      await chat.page.waitForFunction(
        (colour) => {
          const words = document.querySelector(".answer strong")!;
          return getComputedStyle(words, "::selection").backgroundColor === colour;
        },
        await asRgb(chat, "selectionBackground"),
      );
      await chat.close();
    });
  }
});

/** What every kind of text in the answer has below it while it is selected. */
async function background(chat: ChatPage): Promise<string> {
  const colours = await chat.page
    .locator(".answer")
    .locator("p, strong, code, pre span")
    .evaluateAll((elements) =>
      elements.map((element) => getComputedStyle(element, "::selection").backgroundColor),
    );
  assert.equal(new Set(colours).size, 1);
  return colours[0]!;
}

/** A theme's colour in the words of computed styles. */
function asRgb(chat: ChatPage, name: string): Promise<string> {
  return chat.page.evaluate((variable) => {
    const sample = document.createElement("i");
    sample.style.color = `var(--vscode-editor-${variable})`;
    document.body.append(sample);
    const { color } = getComputedStyle(sample);
    sample.remove();
    return color;
  }, name);
}

/** The colour that the code is painted with. */
async function codePixel(chat: ChatPage): Promise<string> {
  const picture = await chat.page.locator(".answer pre").screenshot();
  return chat.page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(bitmap, 0, 0);
      const [r, g, b] = context.getImageData(28, 12, 1, 1).data;
      return `rgb(${r}, ${g}, ${b})`;
    },
    [...picture],
  );
}

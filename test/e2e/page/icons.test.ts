import assert from "node:assert/strict";
import { ChatPage } from "./chatPage";
import { composerStates } from "./composerStates";
import { imageStates } from "./imageStates";
import { suiteBrowser } from "./suite";
import { states } from "./viewStates";

describe("the icons of the chat", () => {
  const browser = suiteBrowser();

  it("are in the font that is left of all icons: those of every state, and those that the styles write", async function () {
    this.timeout(60_000);
    const chat = await ChatPage.open(browser(), { reducedMotion: true });
    let count = 0;
    for (const [name, state] of Object.entries({ ...states, ...composerStates, ...imageStates })) {
      await chat.snapshot(state);
      await chat.settled();
      const { seen, empty } = await chat.page.evaluate(async () => {
        await document.fonts.load("16px codicon");
        const canvas = document.createElement("canvas").getContext("2d")!;
        canvas.font = "16px codicon";
        const isIcon = (text: string): boolean => /^[\ue000-\uf8ff]$/.test(text);
        const hasOutline = (text: string): boolean => {
          const { actualBoundingBoxLeft, actualBoundingBoxRight } = canvas.measureText(text);
          return actualBoundingBoxLeft + actualBoundingBoxRight > 0;
        };
        const first = (content: string): string => /^"(.)"/u.exec(content)?.[1] ?? "";
        const ofElements = [...document.querySelectorAll("*")].flatMap((element) =>
          ["::before", "::after"].map((part) => ({
            text: first(getComputedStyle(element, part).content),
            where: element.className,
          })),
        );
        const rules = (list: CSSRuleList): CSSStyleRule[] =>
          [...list].flatMap((rule) => [
            ...(rule instanceof CSSStyleRule ? [rule] : []),
            ...("cssRules" in rule ? rules(rule.cssRules as CSSRuleList) : []),
          ]);
        const ofStyles = [...document.styleSheets]
          .flatMap((sheet) => rules(sheet.cssRules))
          // The package's own names for icons; of these, most are nowhere used.
          .filter(({ selectorText }) => !selectorText.startsWith(".codicon-"))
          .map(({ selectorText, style }) => ({ text: first(style.content), where: selectorText }));
        const icons = [...ofElements, ...ofStyles].filter(({ text }) => isIcon(text));
        return {
          seen: icons.length,
          empty: icons.filter(({ text }) => !hasOutline(text)).map(({ where }) => where),
        };
      });
      assert.deepEqual(empty, [], name);
      count += seen;
    }
    assert.ok(count > 100, `${count} icons were looked at`);
    await chat.close();
  });
});

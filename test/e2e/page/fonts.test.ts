import assert from "node:assert/strict";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";

describe("the fonts of the chat", () => {
  let chat: ChatPage;

  openForEachTest((opened) => {
    chat = opened;
  });

  const font = (selector: string): Promise<readonly [string, string]> =>
    chat.page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { fontFamily, fontSize } = getComputedStyle(element);
        return [fontFamily, fontSize] as const;
      });

  it("are VS Code's own until the person chooses others, and change at once", async () => {
    await chat.snapshot();
    await chat.asked("Why?");
    await chat.stream(["Because `a`:\n\n```ts\nb\n```"]);
    assert.deepEqual(await font(".question-text"), ['system-ui, Ubuntu, "Droid Sans", sans-serif', "13px"]);
    assert.deepEqual(await font("pre code"), ['"Droid Sans Mono", monospace', "11.999px"]);
    await chat.host({
      type: "fonts",
      fonts: { family: "Georgia", size: 20, codeFamily: "Courier", codeSize: 17 },
    });
    assert.deepEqual(await font(".question-text"), ["Georgia", "20px"]);
    assert.deepEqual(await font(".markdown p"), ["Georgia", "20px"]);
    assert.deepEqual(await font("textarea"), ["Georgia", "20px"]);
    assert.deepEqual(await font(".markdown p code"), ["Courier", "18.46px"]);
    assert.deepEqual(await font("pre code"), ["Courier", "17px"]);
    await chat.host({ type: "fonts", fonts: { size: 10 } });
    assert.deepEqual(await font(".markdown p"), ['system-ui, Ubuntu, "Droid Sans", sans-serif', "10px"]);
    assert.deepEqual(await font("pre code"), ['"Droid Sans Mono", monospace', "9.23px"]);
  });

  it("come with the first snapshot", async () => {
    await chat.snapshot({ fonts: { family: "Georgia", size: 18 } });
    assert.deepEqual(await font("textarea"), ["Georgia", "18px"]);
  });

  it("join and space the characters of code as in the editor, and its tabs are as wide", async () => {
    await chat.snapshot({ fonts: { codeFeatures: '"ss01" on', codeSpacing: 0.5, codeTabSize: 8 } });
    await chat.asked("Why?");
    await chat.stream(["```ts\nb\n```"]);
    const look = (): Promise<readonly string[]> =>
      chat.page.locator("pre code").evaluate((code) => {
        const { fontFeatureSettings, letterSpacing, tabSize, fontWeight } = getComputedStyle(code);
        return [fontFeatureSettings, letterSpacing, tabSize, fontWeight];
      });
    assert.deepEqual(await look(), ['"ss01"', "0.5px", "8", "400"]);
    await chat.page.evaluate(() =>
      document.documentElement.style.setProperty("--vscode-editor-font-weight", "300"),
    );
    await chat.host({ type: "fonts", fonts: { codeFeatures: '"liga" off, "calt" off', codeSpacing: 0 } });
    assert.deepEqual(await look(), ['"calt" 0, "liga" 0', "normal", "4", "300"]);
  });
});

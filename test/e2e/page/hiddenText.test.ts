import assert from "node:assert/strict";
import { proved } from "../../support/proof";
import { emptyState, type ChatPage } from "./chatPage";
import { exchange } from "./viewStates";
import { linedUp } from "../../support/conversations";
import { openForEachTest, suiteBrowser } from "./suite";
import { ChatPage as Chat } from "./chatPage";
import { type ThemeName } from "./themes";

const override = "\u202E";
const tags = "\u{E0048}\u{E0069}";
const answer = `A word${override} in **bo\u200Bld** and \`co${override}de\`, می‌خواهم 👩‍💻.

\`\`\`js
if (isAdmin${override}\u2066) {} // ${tags}
const plain = "👨‍👩‍👧";
\`\`\``;
const marks = ["U+202E", "U+200B", "U+202E", "U+202E U+2066", "U+E0048 U+E0069"];

describe("hidden characters in the chat", () => {
  let chat: ChatPage;
  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  const codes = (): Promise<readonly (string | null)[]> =>
    chat.page
      .locator(".answer .hidden-character")
      .evaluateAll((all) => all.map((mark) => mark.getAttribute("data-code")));

  it("have marks in an answer, drawn whole or letter by letter, and leave the text as it is", async () => {
    await chat.asked("q");
    await chat.stream(Array.from(answer));
    assert.deepEqual(await codes(), marks);
    const code = await chat.page.locator(".answer pre").textContent();
    assert.equal(code, `if (isAdmin${override}\u2066) {} // ${tags}\nconst plain = "👨‍👩‍👧";\n`);
    const shown = chat.turns.last();
    assert.ok(
      await shown
        .getByText("7 hidden characters (tags: 2; controls of direction: 4; invisible: 1)")
        .isVisible(),
    );
    assert.ok(
      await chat.page.getByRole("img", { name: "Hidden: U+E0048 U+E0069. It spells “Hi”." }).isVisible(),
    );
    await shown.getByRole("button", { name: "Copy code" }).click();
    await chat.button("Copy Without Them").click();
    const copied = (await chat.posted()).filter((message) => message.type === "copy").map(({ text }) => text);
    assert.deepEqual(copied, [
      `if (isAdmin${override}\u2066) {} // ${tags}\nconst plain = "👨‍👩‍👧";`,
      answer.replaceAll(/[\u202E\u2066\u200B\u{E0048}\u{E0069}]/gu, ""),
    ]);
    proved({
      row: "T21",
      tried: "hidden characters in prose and code of an answer, each with its mark",
      count: 7,
    });
  });

  it("are none in writing that needs joiners, and in emoji", async () => {
    await chat.asked("می‌خواهم 👩‍💻");
    await chat.stream(Array.from("می‌خواهم क्‍या 👨‍👩‍👧‍👦 🏳️‍🌈\n\n```\n👩‍💻 می‌خواهم\n```"));
    assert.deepEqual(await codes(), []);
    assert.equal(await chat.page.locator(".hidden-line").count(), 0);
  });

  it("are counted while a question is written, with what is attached", async () => {
    await chat.composer.fill(`Why${override}?`);
    await chat.page.getByText("1 hidden character (controls of direction: 1)").waitFor();
    const item = {
      kind: "file",
      id: "i",
      uri: "file:///a",
      fileName: "a.ts",
      languageId: "ts",
      startLine: 0,
      endLine: 0,
      text: tags,
    } as const;
    await chat.host({ type: "attachments", context: [item] });
    await chat.page
      .getByText(
        "Message: 1 hidden character (controls of direction: 1); Attachments: 2 hidden characters (tags: 2)",
      )
      .waitFor();
    const chip = chat.button("a.ts: 2 hidden characters");
    assert.equal(await chip.locator(".codicon-eye-closed").count(), 1);
    await chat.button("Remove from Message").click();
    assert.equal(await chat.composer.inputValue(), "Why?");
    assert.equal(await chat.composer.evaluate((field) => field === document.activeElement), true);
    await chat.page.getByText("Attachments: 2 hidden characters (tags: 2)", { exact: true }).waitFor();
    assert.equal(await chat.button("Remove from Message").count(), 0);
    await chat.page.keyboard.press("Control+Z");
    assert.equal(await chat.composer.inputValue(), `Why${override}?`);
    await chat.composer.fill("Why?");
    await chat.host({ type: "attachments", context: [] });
    await chat.page.locator(".hidden-line").waitFor({ state: "detached" });
  });

  it("do not hold up the page, however many there are", async function () {
    this.timeout(60_000);
    for (const text of [
      `a${override}`.repeat(100_000),
      "\u200B".repeat(500_000),
      `\`\`\`\n${`${tags}a\n`.repeat(20_000)}`,
    ]) {
      await chat.snapshot();
      await chat.asked("q");
      await chat.stream([text]);
      assert.ok(await chat.page.getByText("10,000 or more hidden characters").isVisible());
    }
  });
});

describe("the look of hidden characters", () => {
  const browser = suiteBrowser();
  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as ThemeName[]) {
    it(`can be read in ${theme}`, async () => {
      const chat = await Chat.open(browser(), { theme, width: 300 });
      await chat.snapshot({
        conversation: linedUp("c", exchange(1, `Why${override}?`, answer)),
        draft: { ...emptyState.draft, text: `And${override}?` },
      });
      await chat.settled();
      assert.equal(await chat.page.locator(".hidden-line").count(), 3);
      const isWider = await chat.page.evaluate(() => document.documentElement.scrollWidth > 300);
      assert.equal(isWider, false);
      const contrasts = await chat.page.locator(".hidden-character").evaluateAll((marks) =>
        marks.map((mark) => {
          const { color, backgroundColor } = getComputedStyle(mark);
          const [light = 0, dark = 0] = [color, backgroundColor]
            .map((words) => {
              const [r = 0, g = 0, b = 0] = (words.match(/[\d.]+/g) ?? [])
                .map((part) => Number(part) / 255)
                .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            })
            .toSorted((one, other) => other - one);
          return light / dark;
        }),
      );
      assert.equal(contrasts.length, marks.length + 1);
      assert.ok(Math.min(...contrasts) >= 4.5, contrasts.join(", "));
      const [block, ...inside] = await chat.page
        .locator(".code-block, .code-block .hidden-character")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
      assert.ok(
        inside.length === 2 && inside.every((right) => right < (block ?? 0)),
        `${block}: ${inside.join(", ")}`,
      );
      await chat.page.screenshot({ path: `.vscode-test/screenshots/hidden ${theme}.png` });
      await chat.close();
    });
  }
});

import assert from "node:assert/strict";
import { linedUp } from "../../support/conversations";
import type { ChatPage } from "./chatPage";
import { answered, exchange } from "./viewStates";
import { openForEachTest } from "./suite";

const long = Array.from({ length: 60 }, (_, line) => `line ${line + 1}`).join("\n");

describe("code in answers", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
  });

  /** An answer that was there when the page opened. */
  async function opened(text: string): Promise<void> {
    await chat.snapshot(answered({ type: "complete", stopReason: "end_turn" }, text));
    await chat.settled();
  }

  for (const [markdown, name] of [
    ["```ts src/a.ts\nlet a;\n```", "src/a.ts"],
    ["```ts\n// src/b.ts\nlet a;\n```", "src/b.ts"],
    ["**`src/c.ts`**\n\n```ts\nlet a;\n```", "src/c.ts"],
    ["1. **src/d.ts**\n\n   ```ts\n   let a;\n   ```", "src/d.ts"],
    ["> `src/e.ts`:\n>\n> ```ts\n> let a;\n> ```", "src/e.ts"],
    ["In words.\n\n```ts\nlet a;\n```", undefined],
  ] as const) {
    it(`names the file of ${JSON.stringify(markdown)}, and gives it to the host with the code`, async () => {
      await chat.asked("q");
      await chat.stream(markdown.split(""));
      const answer = chat.turns.last();
      const code = answer.getByRole("group", { name: `Code, ${name ?? "ts"}`, exact: true });
      assert.equal(await code.count(), 1);
      assert.equal(
        await answer.getByTitle(name ?? "src", { exact: true }).count(),
        name === undefined ? 0 : 1,
      );
      for (const [label, action] of [
        ["Insert at Cursor", "insert"],
        ["Apply", "apply"],
        ["New File", "newFile"],
      ] as const) {
        await chat.button(label).click();
        assert.deepEqual((await chat.posted()).at(-1), {
          type: "code",
          action,
          text: name === "src/b.ts" ? "// src/b.ts\nlet a;" : "let a;",
          language: "ts",
          fileName: name ?? "",
          answerId: "a1",
        });
      }
    });
  }

  it("reaches every button with the keyboard, which brings them into sight", async () => {
    await chat.asked("q");
    await chat.stream(["```ts\nlet a;\n```"]);
    await chat.button("Delete").first().focus();
    const seen: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await chat.page.keyboard.press("Tab");
      const focused = chat.page.locator("*:focus");
      seen.push((await focused.getAttribute("aria-label")) ?? "");
      assert.equal(await focused.evaluate((button) => getComputedStyle(button).opacity), "1");
    }
    assert.deepEqual(seen, ["Apply", "Insert at Cursor", "New File", "Copy code"]);
    await chat.page.keyboard.press("Shift+Tab");
    await chat.page.keyboard.press("Enter");
    assert.equal((await chat.posted()).at(-1)?.type, "code");
  });

  it("folds long code of an answer that was there, and unfolds it", async () => {
    await opened(
      `\`\`\`\n${long}\n\`\`\`\n\n- in a list:\n\n  \`\`\`\n  ${long.replaceAll("\n", "\n  ")}\n  \`\`\``,
    );
    const code = chat.page.locator("pre");
    const heights = async (): Promise<readonly number[]> =>
      code.evaluateAll((all) =>
        all.map((element) => Math.round(element.getBoundingClientRect().height / 18)),
      );
    assert.equal(await chat.button("Show 40 more lines").count(), 2);
    assert.ok(
      (await heights()).every((lines) => lines <= 22),
      `${(await heights()).join()} lines`,
    );
    await chat.button("Show 40 more lines").first().click();
    const [first = 0, second = 0] = await heights();
    assert.ok(first >= 60 && second <= 22, `${first} and ${second} lines`);
    await chat.button("Show fewer lines").click();
    assert.ok((await heights()).every((lines) => lines <= 22));
    await chat.button("Copy code").first().click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "copy", text: long });
  });

  it("folds nothing that is read while it comes, but lets it be folded", async () => {
    await chat.asked("q");
    await chat.stream([`\`\`\`\n${long}`, `\n\`\`\`\n\nEnd.`]);
    assert.equal(await chat.button("Show 40 more lines").count(), 0);
    await chat.button("Show fewer lines").click();
    assert.ok(await chat.button("Show 40 more lines").isVisible());
  });

  it("leaves short code alone", async () => {
    await opened(`\`\`\`\n${"a\n".repeat(25)}\`\`\``);
    assert.equal(await chat.page.getByText(/^Show/).count(), 0);
  });

  it("folds a long question", async () => {
    await chat.asked(long);
    const question = chat.page.getByText("line 1\nline 2");
    const height = async (): Promise<number> => (await question.boundingBox())?.height ?? 0;
    assert.ok((await height()) < 250);
    await chat.button("Show more").click();
    assert.ok((await height()) > 1000);
    await chat.stream(["Yes."]);
    assert.ok((await height()) > 1000, "what was opened stays open");
    await chat.button("Show less").click();
    assert.ok((await height()) < 250);
    await chat.asked("short\nquestion", "2");
    assert.equal(await chat.button("Show more").count(), 1);
  });

  it("shows formulas and diagrams as source to copy, and money as money", async () => {
    await chat.asked("q");
    await chat.stream([
      "It costs $5 and $6. The sum \\(a_1 * b_1\\) of $x_i$:\n\n$$\n\\sum_i a_i *\nb_i\n$$\n\n```mermaid\ngraph LR\n```",
    ]);
    const answer = chat.turns.last();
    assert.ok(await answer.getByText("It costs $5 and $6.").isVisible());
    assert.deepEqual(await answer.locator("p code").allInnerTexts(), ["a_1 * b_1", "x_i"]);
    assert.deepEqual(await answer.locator("pre").allInnerTexts(), ["\\sum_i a_i *\nb_i\n", "graph LR\n"]);
    assert.equal(await chat.button("Apply").count(), 0);
    await chat.button("Copy code").first().click();
    assert.deepEqual((await chat.posted()).at(-1), { type: "copy", text: "\\sum_i a_i *\nb_i" });
  });

  it("keeps every block in its own direction, and code from left to right", async () => {
    await chat.asked("שלום");
    await chat.stream([
      "שלום `a(b)` עולם\n\nHello שלום\n\n- אחת\n- שתיים\n\n| עמודה | b |\n|---|---|\n| שלום | abc |\n\n```\nשלום = 1\n```",
    ]);
    const style = (selector: string, property: string): Promise<string> =>
      chat.page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    assert.equal(await style(".markdown > p", "direction"), "rtl");
    assert.equal(await style(".markdown > p + p", "direction"), "ltr");
    assert.equal(await style(".markdown ul", "direction"), "rtl");
    assert.equal(await style(".markdown table", "direction"), "rtl");
    assert.equal(await style(".markdown p code", "direction"), "ltr");
    assert.equal(await style(".markdown pre", "direction"), "ltr");
    const { word, cell } = await chat.page.locator("td").evaluateAll(([, td]) => {
      const range = document.createRange();
      range.selectNodeContents(td!);
      return { word: range.getBoundingClientRect().left, cell: td!.getBoundingClientRect().left };
    });
    assert.ok(word - cell < 14, "English in a table from right to left still begins at the left");
  });

  /** How much of a shade there is at the left and at the right of each block, once it has faded in or out. */
  const cues = (): Promise<readonly (readonly number[])[]> =>
    chat.page.locator(".code-block").evaluateAll(async (blocks) => {
      const fading = document.getAnimations().filter(({ timeline }) => timeline instanceof DocumentTimeline);
      await Promise.all(fading.map(({ finished }) => finished));
      return blocks.map((block) =>
        ["::before", "::after"].map((part) => {
          const { content, opacity } = getComputedStyle(block, part);
          return content === "none" ? 0 : Number(opacity);
        }),
      );
    });

  it("marks the side on which code goes on while it is written, and when there is less room for it", async () => {
    const row = "x".repeat(40);
    await chat.asked("q");
    await chat.answer([
      { type: "opened" },
      { type: "partStarted", index: 0, part: { type: "text", text: `\`\`\`\n${row}\n` } },
    ]);
    await chat.settled();
    assert.deepEqual(await cues(), [[0, 0]]);
    await chat.answer([{ type: "partGrew", index: 0, field: "text", delta: `${row}${row}\n` }]);
    await chat.settled();
    assert.deepEqual(await cues(), [[0, 1]]);
    await chat.page.setViewportSize({ width: 1200, height: 700 });
    await chat.settled();
    assert.deepEqual(await cues(), [[0, 0]]);
    await chat.page.setViewportSize({ width: 320, height: 700 });
    await chat.settled();
    assert.deepEqual(await cues(), [[0, 1]]);
  });

  it("marks code that comes into sight later", async () => {
    const wide = `\`\`\`\n${"wide ".repeat(80)}\n\`\`\`\n\n`;
    const turns = Array.from({ length: 30 }, (_, index) => exchange(index, `q${index}`, wide));
    await chat.snapshot({ conversation: linedUp("c9", turns.flat()) });
    await chat.settled();
    for (const top of [0, 1_000_000]) {
      await chat.log.evaluate((log, to) => log.scrollTo(0, to), top);
      await chat.settled();
      assert.deepEqual((await cues()).at(top === 0 ? 0 : -1), [0, 1]);
    }
  });

  it("marks the side on which code or a table goes on", async () => {
    await chat.asked("q");
    await chat.stream([
      `\`\`\`\n${"wide ".repeat(80)}\n\`\`\`\n\n\`\`\`\nshort\n\`\`\`\n\n|${"a wide column|".repeat(12)}\n|${"-|".repeat(12)}\n|${"b|".repeat(12)}`,
    ]);
    assert.deepEqual(await cues(), [
      [0, 1],
      [0, 0],
    ]);
    await chat.page
      .locator("pre")
      .first()
      .evaluate((pre) => pre.scrollTo(pre.scrollWidth / 3, 0));
    await chat.settled();
    assert.deepEqual((await cues())[0], [1, 1]);
    await chat.page
      .locator("pre")
      .first()
      .evaluate((pre) => pre.scrollTo(pre.scrollWidth, 0));
    await chat.settled();
    assert.deepEqual((await cues())[0], [1, 0]);
    const table = chat.page.locator(".table-scroll");
    assert.equal(
      await table.evaluate((holder) => getComputedStyle(holder).getPropertyValue("--more-after")),
      "1",
    );
  });
});

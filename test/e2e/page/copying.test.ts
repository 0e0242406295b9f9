import assert from "node:assert/strict";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";
import { linedUp } from "../../support/conversations";
import { selectText } from "./selectText";

const lines = Array.from({ length: 30 }, (_, index) => `line${index};`).join("\n");
const answer = `## Title

Some **bold** words, and
more of them.

1. First
2. Second
   - inner
3. Third

| a | b |
|---|---|
| c | d |

\`\`\`ts src/a.ts
${lines}
\`\`\`

The end.`;
const question = "One line,\n\n\n    and another";

describe("copying what is selected", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    const usage = { input: 1200, output: 340, cacheRead: 0, cacheWrite: 0 };
    await chat.snapshot({
      conversation: linedUp("c1", [
        { role: "user", id: "q1", text: question, context: [] },
        {
          role: "assistant",
          id: "a1",
          model: "m",
          status: { type: "complete", stopReason: "end_turn" },
          parts: [
            { type: "thinking", thinking: "Hm, hm.", signature: "s" },
            { type: "text", text: answer },
          ],
          usage,
        },
      ]),
    });
    await chat.settled();
  });

  /** Selects from one text to the end of another one. */
  async function select(from: string, to: string): Promise<void> {
    await selectText(chat.page, ".turns", from, to);
  }

  /** What the page puts on the clipboard; "left" when that is left to the browser. */
  async function copied(): Promise<string> {
    return chat.page.evaluate(() => {
      let text = "nothing was copied";
      const read = (event: ClipboardEvent): void => {
        text = event.defaultPrevented ? event.clipboardData!.getData("text/plain") : "left";
      };
      window.addEventListener("copy", read, { once: true });
      document.execCommand("copy");
      return text;
    });
  }

  for (const [from, to, expected] of [
    ["bold", "bold", "left"],
    ["line3;", "line5;", "left"],
    ["First", "Third", "1. First\n2. Second\n   - inner\n3. Third"],
    ["Second", "Third", "2. Second\n   - inner\n3. Third"],
    ["Second", "inner", "Second\n\n- inner"],
    [
      "Third",
      "The end.",
      `3. Third\n\n| a | b |\n|---|---|\n| c | d |\n\n\`\`\`ts\n${lines}\n\`\`\`\n\nThe end.`,
    ],
    ["line29;", "The end.", "```ts\nline29;\n```\n\nThe end."],
    ["One line", "Title", "One line,\n\n\n    and another\n\n## Title"],
  ] as const) {
    it(`from ${JSON.stringify(from)} to ${JSON.stringify(to)} is Markdown when it is more than a block`, async () => {
      await select(from, to);
      assert.equal(await copied(), expected);
    });
  }

  it("takes one block of three clicks for one block", async () => {
    await chat.page.getByText("Second").click({ clickCount: 3 });
    assert.equal(await copied(), "left");
  });

  it("leaves out what the page says of the text, also when everything is selected", async () => {
    await chat.log.focus();
    await chat.page.keyboard.press("Control+A");
    assert.equal(
      await copied(),
      `${question}\n\n${answer.replace("words, and\nmore", "words, and more").replace("ts src/a.ts", "ts")}`,
    );
    const selected = await chat.page.evaluate(() => getSelection()!.toString());
    assert.match(selected, /line29;\s+The end\./);
    assert.doesNotMatch(selected, /\bts\b|a\.ts|Show|^Claude$|^You$|Thinking|1,200/m);
  });

  it("leaves the fields to the browser", async () => {
    await chat.composer.fill("some words");
    await chat.page.keyboard.press("Control+A");
    assert.equal(await copied(), "left");
  });
});

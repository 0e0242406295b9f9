import assert from "node:assert/strict";
import type { ChatPage } from "./chatPage";
import { openForEachTest } from "./suite";
import { selectText } from "./selectText";

const answer = `## Title

Some **bold** and *soft* words with \`code\` and a [link](https://example.com/a).

1. one
2. two
   - inner

- [x] done

> quoted

| a | b |
|---|---|
| c | d |

\`\`\`ts
let a = "\`\`\`";
let b;
\`\`\`

The end.`;

describe("quoting what is selected", () => {
  let chat: ChatPage;

  openForEachTest(async (opened) => {
    chat = opened;
    await chat.snapshot();
    await chat.asked("q");
    await chat.stream([answer]);
  });

  /** What the composer holds after everything from one text to another was selected and quoted. */
  async function quoted(from: string, to: string): Promise<string> {
    await selectText(chat.page, ".markdown", from, to);
    await chat.host({ type: "quote", turnId: "a1" });
    return chat.composer.inputValue();
  }

  for (const [from, to, expected] of [
    ["words with", "words with", "> words with\n\n"],
    ["bold", "code", "> **bold** and *soft* words with `code`\n\n"],
    ["de", "de", "> `de`\n\n"],
    ["let b", "let b", "> ```ts\n> let b\n> ```\n\n"],
    ["let a", "let b", '> ````ts\n> let a = "```";\n> let b\n> ````\n\n'],
    ["link", "two", "> [link](https://example.com/a).\n>\n> 1. one\n> 2. two\n\n"],
    ["two", "inner", "> two\n>\n> - inner\n\n"],
    ["done", "quoted", "> - done\n>\n> > quoted\n\n"],
    ["Title", "Some", "> ## Title\n>\n> Some\n\n"],
    ["d", "The end", undefined],
  ] as const) {
    it(`from ${JSON.stringify(from)} to ${JSON.stringify(to)} keeps what it is`, async () => {
      const text = await quoted(from, to);
      if (expected === undefined) {
        assert.match(text, /^> .*\n[\s\S]*> ````ts\n> let a[\s\S]*> ````\n>\n> The end\n\n$/);
        assert.doesNotMatch(text, /Insert|Apply|Copy/);
      } else {
        assert.equal(text, expected);
      }
    });
  }
});

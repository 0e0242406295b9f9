import assert from "node:assert/strict";

import type { AnswerStatus, Turn } from "../../../src/core/conversation";
import { conversationMarkdown, turnMarkdown } from "../../../src/core/export";

const l10n = {
  t: (message: string, ...args: string[]) =>
    message.replace(/\{(\d)\}/g, (_, n: string) => args[Number(n)] ?? ""),
};

const complete: AnswerStatus = { type: "complete", stopReason: "end_turn" };

function question(text: string, attachments: readonly (readonly [name: string, text: string])[] = []): Turn {
  return {
    role: "user",
    id: "u",
    parentId: "",
    text,
    context: attachments.map(([fileName, text], index) => ({
      kind: "selection",
      id: `c${index}`,
      uri: "file:///home/someone/pricing.ts",
      fileName,
      languageId: "typescript",
      startLine: 10,
      endLine: 24,
      text,
    })),
  } as Turn;
}

function answer(text: string, status = complete, thinking = ""): Turn {
  return {
    role: "assistant",
    id: "a",
    parentId: "u",
    model: "claude-sonnet-5-5",
    system: "",
    status,
    parts: [
      { type: "thinking", thinking, signature: "s" },
      { type: "text", text },
    ],
  } as Turn;
}

function markdown(...turns: readonly Turn[]): string {
  return conversationMarkdown("Rounding", "22 Nov 2026", turns, { l10n });
}

describe("a conversation as Markdown", () => {
  it("has a title, a date, the models, and a heading for each turn", () => {
    assert.equal(
      markdown(question("Why?"), answer("It **rounds**."), question("And?"), answer("No.")),
      `# Rounding

*22 Nov 2026 · claude-sonnet-5-5*

## You

Why?

## Claude

It **rounds**.

## You

And?

## Claude

No.
`,
    );
  });

  it("folds attachments, with name and lines, fenced longer than any fence inside", () => {
    assert.equal(
      markdown(question("Why?", [["src/<pricing>.ts", "/** ````ts */\r\nconst a = 1;\r\n"]])),
      `# Rounding

*22 Nov 2026*

## You

Why?

<details>
<summary>src/&#60;pricing&#62;.ts:10-24</summary>

\`\`\`\`\`typescript
/** \`\`\`\`ts */
const a = 1;
\`\`\`\`\`

</details>
`,
    );
  });

  it("writes every line break as one", () => {
    assert.equal(turnMarkdown(answer("one\r\ntwo\rthree 🙂\n\n\n"), { l10n }), "one\ntwo\nthree 🙂\n");
  });

  it("leaves thinking out, unless asked", () => {
    const turn = answer("Yes.", complete, "Is it so?");
    assert.equal(turnMarkdown(turn, { l10n }), "Yes.\n");
    assert.equal(
      turnMarkdown(turn, { l10n, withThinking: true }),
      "<details>\n<summary>Thinking</summary>\n\nIs it so?\n\n</details>\n\nYes.\n",
    );
  });

  it("takes a title as text, never as Markdown or HTML", () => {
    const [first] = conversationMarkdown("<b> & `c` *d* #e [f](g)", "", [], { l10n }).split("\n");
    assert.equal(first, "# \\<b\\> &amp; \\`c\\` \\*d\\* \\#e \\[f\\](g)");
  });

  const notes: readonly (readonly [AnswerStatus, string])[] = [
    [{ type: "stopped" }, "> Stopped"],
    [
      { type: "failed", failure: { kind: "cut" } },
      "> The connection was cut before the answer was complete. What had come so far is kept.",
    ],
    [{ type: "complete", stopReason: "something_new" }, "> The answer ended early (something_new)."],
    [{ type: "streaming" }, "> The answer was still being written."],
  ];
  for (const [status, note] of notes) {
    it(`says how an answer ended: ${note}`, () => {
      assert.equal(turnMarkdown(answer("Half an", status), { l10n }), `Half an\n\n${note}\n`);
    });
  }

  it("quotes every line of what went wrong", () => {
    const status: AnswerStatus = {
      type: "failed",
      failure: { kind: "badRequest", status: 400, message: "one\n\n# two" },
    };
    assert.equal(
      turnMarkdown(answer("", status), { l10n }),
      "> The API refused the request (400). “one\n>\n> # two”\n",
    );
  });

  const cut: readonly (readonly [text: string, closing: string])[] = [
    ["```ts\nconst a", "```"],
    ["````md\n```ts\nconst a\n```", "````"],
    ["~~~\n```", "~~~"],
    ["1. first\n   ```ts\n   a", "   ```"],
    ["- ```ts\n  a", "  ```"],
    ["> ```ts\n> a", "> ```"],
    ["```ts\na\n``` no end", "```"],
  ];
  for (const [text, closing] of cut) {
    it(`closes the code that a cut answer leaves open: ${JSON.stringify(text)}`, () => {
      assert.equal(
        turnMarkdown(answer(text, { type: "stopped" }), { l10n }),
        `${text}\n${closing}\n\n> Stopped\n`,
      );
    });
  }

  for (const text of [
    "```ts\na\n```",
    "```ts\na\n````",
    "``` `x` ```\nno code",
    "~~~\na\n~~~~",
    "````\n```\n````",
  ]) {
    it(`adds nothing to ${JSON.stringify(text)}`, () => {
      assert.equal(turnMarkdown(answer(text), { l10n }), `${text}\n`);
    });
  }
});

import assert from "node:assert/strict";

import fc from "fast-check";

import { withTurns } from "../../../src/core/branches";
import { type AnswerStatus, emptyConversation, type Turn } from "../../../src/core/conversation";
import { conversationJson, conversationMarkdown, turnMarkdown } from "../../../src/core/export";
import { reduce } from "../../../src/core/reduce";
import { linedUp } from "../../support/conversations";
import { conversationEvents } from "./arbitrary";

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
  };
}

function answer(text: string, status = complete, thinking = ""): Turn {
  return {
    role: "assistant",
    id: "a",
    parentId: "u",
    model: "claude-sonnet-5-5",
    status,
    parts: [
      { type: "thinking", thinking, signature: "s" },
      { type: "text", text },
    ],
  };
}

function markdown(...turns: readonly Turn[]): string {
  const unique = turns.map((turn, index) => ({ ...turn, id: `${index}` }));
  const conversation = { ...linedUp("c", unique), title: "Rounding" };
  return conversationMarkdown(conversation, "22 Nov 2026", { l10n });
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
    assert.equal(turnMarkdown(answer("one\r\ntwo\rthree 🙂\n\n\n"), { l10n }), "one\ntwo\nthree 🙂");
  });

  it("leaves thinking out, unless asked", () => {
    const turn = answer("Yes.", complete, "Is it so?");
    assert.equal(turnMarkdown(turn, { l10n }), "Yes.");
    assert.equal(
      turnMarkdown(turn, { l10n, withThinking: true }),
      "<details>\n<summary>Thinking</summary>\n\nIs it so?\n\n</details>\n\nYes.",
    );
  });

  it("takes a title as text, never as Markdown or HTML", () => {
    const [first] = conversationMarkdown(
      { ...emptyConversation("c"), title: "<b> & `c` *d* #e [f](g)" },
      "",
      {
        l10n,
      },
    ).split("\n");
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
      assert.equal(turnMarkdown(answer("Half an", status), { l10n }), `Half an\n\n${note}`);
    });
  }

  it("quotes every line of what went wrong", () => {
    const status: AnswerStatus = {
      type: "failed",
      failure: { kind: "badRequest", status: 400, message: "one\n\n# two" },
    };
    assert.equal(
      turnMarkdown(answer("", status), { l10n }),
      "> The API refused the request (400). “one\n>\n> # two”",
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
        `${text}\n${closing}\n\n> Stopped`,
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
      assert.equal(turnMarkdown(answer(text), { l10n }), text);
    });
  }
});

describe("a conversation as JSON", () => {
  it("gives back the same conversation, with every branch", () => {
    fc.assert(
      fc.property(conversationEvents, (events) => {
        const conversation = events.reduce(reduce, emptyConversation("c"));
        const file = JSON.parse(conversationJson(conversation));
        assert.equal(file.format, "ask-claude-conversation");
        assert.equal(file.version, 1);
        assert.deepEqual(withTurns(file.conversation), structuredClone(conversation));
      }),
    );
  });
});

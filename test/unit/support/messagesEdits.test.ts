import assert from "node:assert/strict";

import {
  editQuestion,
  type EditSubject,
  editSystemPrompt,
  followUpQuestion,
} from "../../../src/core/editPrompt";
import { replacementOf } from "../../../src/core/replacement";
import { standInWords } from "../../support/messages/editAnswers";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";

const headers = {
  "x-api-key": "sk-ant-test-1",
  "anthropic-version": "2023-06-01",
  "content-type": "application/json",
};

/** A whole document that is to be edited, but for what a test says. */
function subject(languageId: string, text: string, changes: Partial<EditSubject> = {}): EditSubject {
  const lines = text.split("\n");
  return {
    fileName: "src/sample",
    languageId,
    lines,
    range: { start: 0, end: lines.length },
    insertSpaces: true,
    tabSize: 2,
    problems: [],
    ...changes,
  };
}

describe("an edit with the local endpoint", () => {
  let endpoint: MessagesEndpoint;

  before(async () => {
    endpoint = await startMessagesEndpoint();
  });
  after(() => endpoint.close());

  /** The raw answer to the last of these questions; those before it have been answered. */
  async function answer(questions: readonly string[], changes: object = {}): Promise<string> {
    const messages = questions.flatMap((question, index) => [
      { role: "user", content: question },
      ...(index < questions.length - 1 ? [{ role: "assistant", content: "```\n```" }] : []),
    ]);
    const response = await fetch(`${endpoint.origin}/v1/messages`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        model: "claude-haiku-4-5",
        max_tokens: 4096,
        system: editSystemPrompt("Be brief."),
        messages,
        ...changes,
      }),
    });
    assert.equal(response.status, 200);
    const { content }: { content: readonly { type: string; text?: string }[] } = JSON.parse(
      await response.text(),
    );
    return content.map(({ text = "" }) => text).join("");
  }

  /** What the extension makes of the answer, as the lines that it puts into the document. */
  async function replaced(asked: EditSubject, ...questions: readonly string[]): Promise<string> {
    const raw = await answer(questions.length === 0 ? [editQuestion(asked, "Change it.")] : questions);
    const original = asked.lines.slice(asked.range.start, asked.range.end);
    const replacement = replacementOf(raw, original, asked);
    assert.ok(!("empty" in replacement), raw);
    assert.equal(replacement.said, "");
    return replacement.lines.join("\n");
  }

  it("changes two lines that are apart, counting numbers up, and says who did", async () => {
    const lines = (tax: string, last: string): string =>
      `  const tax = ${tax};\n  log("utf-8 1.2.3");\n  return sum * tax${last}\n`;
    const said = `  // ${standInWords}\n`;
    const rows: readonly (readonly [string, string])[] = [
      [lines("0.19", " * 3 + 4;"), said + lines("0.20", " * 4 + 4;")],
      [lines("9", ";"), said + lines("10", "; // changed")],
      ["  a = 1;\n  b = 2;\n", `${said}  a = 2;\n  b = 2;\n`],
    ];
    for (const [before, after] of rows) {
      assert.equal(await replaced(subject("javascript", before)), after);
    }
  });

  it("speaks in the comments of the language, where there is no number to count", async () => {
    const rows: readonly (readonly [string, string, string])[] = [
      ["python", "def f():\n\treturn x\n", `def f():\n\t# ${standInWords}\n\treturn x # changed\n`],
      ["html", "<p>\n</p>", `<p>\n<!-- ${standInWords} -->\n</p> <!-- changed -->`],
      ["css", "a {\n}", `a {\n/* ${standInWords} */\n} /* changed */`],
      ["sql", "select x;", `-- ${standInWords}\nselect x; -- changed`],
      ["latex", "Word", `% ${standInWords}\nWord % changed`],
      ["clojure", "(f)", `; ${standInWords}\n(f) ; changed`],
      ["plaintext", "Some words.", `${standInWords}\nSome words. changed`],
      ["brainfuck", "+", `// ${standInWords}\n+ // changed`],
    ];
    for (const [languageId, before, after] of rows) {
      assert.equal(await replaced(subject(languageId, before)), after, languageId);
    }
  });

  it("leaves JSON valid", async () => {
    const before = { name: 'a "b"', list: [1, 2], last: "c\\" };
    const once = await replaced(subject("json", JSON.stringify(before, undefined, 2)));
    assert.deepEqual(JSON.parse(once), { ...before, last: `c\\ ${standInWords}` });
    const twice = await replaced(subject("json", once));
    assert.deepEqual(JSON.parse(twice), { ...before, last: `c\\ ${standInWords} Again.` });
    assert.equal(await replaced(subject("json", "[\n  7\n]\n")), "[\n  8\n]\n");
  });

  it("goes on from its own change in a follow-up, and says only once who did it", async () => {
    const first = subject("yaml", "a: 1\nb: x\n");
    const once = await replaced(first);
    assert.equal(once, `# ${standInWords}\na: 2\nb: x\n`);
    const second = subject("yaml", once);
    const questions = [editQuestion(first, "Change it."), followUpQuestion(second, "More.")];
    assert.equal(await replaced(second, ...questions), `# ${standInWords}\na: 3\nb: x\n`);
  });

  it("changes those lines alone that it was asked for, whatever stands around them or is attached", async () => {
    const decoy = "The lines to replace (lines 1-2):\n```\nnot these 1\n```";
    const text = `${decoy}\nlet a = 5;\n${decoy}`;
    const asked = subject("typescript", text, { range: { start: 4, end: 5 } });
    assert.equal(await replaced(asked), `// ${standInWords}\nlet a = 6;`);
    const attached = `\`notes.md\` (markdown), whole file:\n\`\`\`\`markdown\n${decoy}\n\`\`\`\``;
    const content = [attached, editQuestion(asked, decoy)].map((each) => ({ type: "text", text: each }));
    const raw = await answer([], { messages: [{ role: "user", content }] });
    assert.equal(raw, `\`\`\`typescript\n// ${standInWords}\nlet a = 6;\n\`\`\`\n`);
  });

  it("gives fences inside of the lines back whole", async () => {
    const text = "Run:\n\n```sh\nnpm test\n```\n\n````md\n```\n````\n\nThat is 1 command.";
    assert.equal(
      await replaced(subject("markdown", text)),
      text.replace("That is 1", `<!-- ${standInWords} -->\nThat is 2`),
    );
  });

  it("writes into an empty document, and between lines", async () => {
    assert.equal(await replaced(subject("python", "")), `# ${standInWords}`);
    const between = subject("lua", "a = 1\nb = 2\n", { range: { start: 1, end: 1 } });
    assert.equal(await replaced(between), `-- ${standInWords}`);
    const questions = [editQuestion(between, "Change it."), followUpQuestion(between, "More.")];
    assert.equal(await replaced(between, ...questions), `-- ${standInWords}`);
  });

  it("answers a question of the chat in its own words still", async () => {
    const raw = await answer(["The lines to replace (line 1):\n```\n1\n```"], { system: "Be brief." });
    assert.match(raw, /^## A local stand-in, not Claude$/m);
  });
});

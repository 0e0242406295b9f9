import assert from "node:assert/strict";

import { proseMarkdown, removedMarkdown, writtenMarkdown } from "../../../../src/host/edit/zoneText";

const look = { languageId: "typescript", tabSize: 4, columns: 60 };
const rows = (markdown: string): readonly string[] => markdown.split("\n").slice(1, -1);

describe("the text of removed lines", () => {
  it("is a diff, a minus before each line", () => {
    assert.equal(removedMarkdown(["a();", "", "  b();"], look), "```diff\n-    a();\n-\n-      b();\n```");
  });

  it("cannot leave its fence", () => {
    assert.equal(
      removedMarkdown(["```", "[run](command:x)"], look),
      "````diff\n-    ```\n-    [run](command:x)\n````",
    );
  });

  it("shows what hides in it", () => {
    assert.deepEqual(rows(removedMarkdown(["a\u202eb\u200b"], look)), ["-    a\\u{202e}b\\u{200b}"]);
  });

  it("has tabs as wide as in the editor, counted from where the line begins", () => {
    assert.deepEqual(rows(removedMarkdown(["\ta\tb", "abcd\tc"], look)), [
      "-        a   b",
      "-    abcd    c",
    ]);
    assert.deepEqual(rows(removedMarkdown(["\ta"], { ...look, tabSize: 8 })), ["-            a"]);
  });

  it("leaves room for the scroll bar below long lines, and cuts what nobody reads", () => {
    assert.equal(rows(removedMarkdown(["x".repeat(80)], look)).length, 2);
    assert.equal(rows(removedMarkdown(["x".repeat(40)], look)).length, 1);
    assert.equal(rows(removedMarkdown(["x".repeat(40)], { ...look, columns: 30 })).length, 2);
    const [long = ""] = rows(removedMarkdown(["x".repeat(100_000)], look));
    assert.equal(long, `-    ${"x".repeat(1_000)}…`);
  });
});

describe("the text of what is being written", () => {
  const tail = (count: number): readonly string[] =>
    Array.from({ length: Math.min(count, 12) }, (_, index) => `line ${count - Math.min(count, 12) + index}`);

  it("has one of three heights, whatever has come", () => {
    const heights = Array.from(
      { length: 40 },
      (_, count) => rows(writtenMarkdown(tail(count), count, look)).length,
    );
    assert.deepEqual([...new Set(heights)], [4, 7, 13]);
    assert.deepEqual(
      heights,
      heights.toSorted((a, b) => a - b),
    );
  });

  it("ends with the last line that came", () => {
    const text = rows(writtenMarkdown(tail(57), 57, look)).filter((row) => row !== "\u00a0");
    assert.equal(text.length, 12);
    assert.equal(text.at(-1), "     line 56");
  });

  it("is coloured as code of its language", () => {
    assert.match(writtenMarkdown(["let a"], 1, look), /^```typescript\n {5}let a\n/);
  });
});

describe("a sentence in a zone", () => {
  it("has no markup of its own", () => {
    assert.equal(
      proseMarkdown("*a* [b](c:d) <e>\u202e"),
      "\\*a\\* \\[b\\]\\(c\\:d\\) \\<e\\>\\\\u\\{202e\\}",
    );
  });
});

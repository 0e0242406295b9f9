import assert from "node:assert/strict";
import fc from "fast-check";
import { Lexer, type Token } from "marked";
import type { Block } from "../../../src/webview/blocks";
import { BlockScanner } from "../../../src/webview/blockScanner";
import { beginsHtml, beginsTable, interruptsAsHtml, lex, noDefinitions } from "../../../src/webview/lexing";

function blocks(text: string): readonly Block[] {
  const scanner = new BlockScanner({ beginsTable, beginsHtml, interruptsAsHtml });
  for (const line of text.split("\n")) {
    scanner.line(line, false);
  }
  scanner.end();
  return scanner.takeDone();
}

/** The parts that are drawn by themselves: items, rows, and every other block, as they are written. */
function parts(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    switch (token.type) {
      case "space":
        return [];
      case "list":
        return (token["items"] as Token[]).map((item) => `item ${item.raw.trim()}`);
      case "table":
        return (token["rows"] as { text: string }[][]).map(
          (row) => `row ${row.map((cell) => cell.text).join("|")}`,
        );
      case "code":
        return [`code ${(token as { text: string }).text.trim()}`];
      default:
        return [`${token.type} ${token.raw.trim()}`];
    }
  });
}

function partsByBlock(text: string): string[] {
  return blocks(text).flatMap((block) => {
    if (block.kind === "fence") {
      const code = block.lines.map((line) => line.text).join("\n");
      return [`code ${code.trim()}`];
    }
    const source = block.kind === "rows" ? `${block.header}\n${block.text}` : block.text;
    return parts(lex(source, noDefinitions()) ?? [{ type: "plain", raw: source }]);
  });
}

const pieces = [
  "A paragraph with *emphasis* and `code`.",
  "Another line,\nand one more.",
  "# Heading",
  "### Heading ###",
  "Underlined\n==========",
  "---",
  "***",
  "- one",
  "- two\n- three",
  "* star",
  "+ plus\n  with more",
  "- outer\n  - inner\n    - innermost\n  - inner again",
  "1. first\n2. second",
  "2. second by itself",
  "1) another kind",
  "- item\n\n  its second paragraph",
  "1. code:\n\n   ```sh\n   ls\n\n   pwd\n   ```",
  "- [x] done\n- [ ] not done",
  "> quoted",
  "> quoted\n> > twice\n\n> apart",
  "> - item\n> - item",
  "```ts\nconst a = 1;\n\n- not a list\n```",
  "~~~\n```\n~~~",
  "````md\n```\ninner\n```\n````",
  "    indented code",
  "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
  "a | b\n:-: | --:\n1 | 2",
  "<div>\nraw\n</div>",
  "<!-- a comment\n\nover lines -->",
  "[label]: https://example.com 'title'",
  "![image](https://example.com/a.png)",
  "Here they are:\n- one\n- two\nand on, lazily",
  "Steps:\n1. one\n2. two",
  "Run this:\n```sh\nls\n```\nand look.",
  "The figures:\n| a | b |\n|---|---|\n| 1 | 2 |\n# Next",
  "Some text\n<div>\nraw\n</div>",
  "- one\n- two\n# Heading\n> quote\n- three",
  "Text with a trailing break\\\nhere.",
] as const;

describe("blocks of Markdown", () => {
  for (const piece of pieces) {
    it(`is what the lexer finds in ${JSON.stringify(piece)}`, () => {
      assert.deepEqual(partsByBlock(piece), parts(new Lexer({ gfm: true }).lex(piece)));
    });
  }

  it("is what the lexer finds in any document of such pieces, apart by blank lines", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }), (chosen) => {
        const text = chosen.join("\n\n");
        assert.deepEqual(partsByBlock(text), parts(new Lexer({ gfm: true }).lex(text)));
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  it("loses no word, whatever the lines are", () => {
    const line = fc.oneof(
      fc.constantFrom(...pieces.flatMap((piece) => piece.split("\n"))),
      fc.stringMatching(/^[ \t]{0,6}[-*+>#`~|=0-9.)[\]<a]{0,6} ?[a-c]{0,3}$/),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const words = (text: string): string => text.replace(/[^a-zA-Z]/g, "");
        const found = blocks(lines.join("\n")).map((block) => {
          switch (block.kind) {
            case "fence":
              return [
                block.label.language,
                block.label.fileName,
                ...block.lines.map((part) => part.text),
              ].join("\n");
            case "rows":
              return block.joins ? block.text : `${block.header}\n${block.text}`;
            case "flow":
            case "item":
              return block.text;
          }
        });
        const given = lines.filter((candidate) => !/^ {0,3}(?:```|~~~)/.test(candidate)).join("\n");
        // What follows a fence's language is not kept; no such line is counted here.
        const kept = words(found.join("\n"));
        for (const letter of new Set(words(given))) {
          const count = (text: string): number => text.split(letter).length - 1;
          assert.ok(count(kept) >= count(words(given)), `lost ${letter}`);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

import assert from "node:assert/strict";
import type { Token } from "marked";
import { BlockScanner } from "../../../src/webview/blockScanner";
import { beginsHtml, beginsTable, interruptsAsHtml, lex, noDefinitions } from "../../../src/webview/lexing";
import { mathSource } from "../../../src/webview/math";

function blocks(text: string): readonly string[] {
  const scanner = new BlockScanner({ beginsTable, beginsHtml, interruptsAsHtml });
  for (const line of text.split("\n")) {
    scanner.line(line, false);
  }
  scanner.end();
  return scanner
    .takeDone()
    .map((block) =>
      block.kind === "fence"
        ? `${block.label.language}| ${block.lines.map((line) => line.text).join("⏎")}`
        : block.kind === "rows"
          ? block.header
          : block.text.replaceAll("\n", "⏎"),
    );
}

function inline(text: string): readonly string[] {
  const found = (tokens: readonly Token[]): string[] =>
    tokens.flatMap((token) => {
      const source = mathSource(token, "inline");
      const inner = (token as { tokens?: Token[] }).tokens ?? [];
      return source === undefined ? found(inner) : [source];
    });
  return found(lex(text, noDefinitions()) ?? []);
}

describe("formulas", () => {
  for (const [text, expected] of [
    ["$$\na_1 * b_1\n$$", ["latex| a_1 * b_1"]],
    ["\\[\na\n\nb\n\\]", ["latex| a⏎⏎b"]],
    ["$$\n- a\n+ b\n$$\n\nEnd.", ["latex| - a⏎+ b", "End."]],
    ["So:\n$$\nx\n$$\nand on", ["So:", "latex| x", "and on"]],
    ["$$ x^2 $$", ["latex| x^2"]],
    ["So:\n\\[ x^2 \\].\nand on", ["So:", "latex| x^2", "and on"]],
    ["$$ x\n= y $$", ["latex| x⏎= y "]],
    ["\\[ x\n= y\n\\]\nEnd.", ["latex| x⏎= y", "End."]],
    ["$$\nx = y $$\nEnd.", ["latex| x = y ", "End."]],
    ["$$ is the process id\n\nof the shell", ["$$ is the process id", "of the shell"]],
    ["$$\nnever closed", ["latex| never closed"]],
    ["$$\nx\n```ts\na\n```", ["latex| x", "ts| a"]],
    ["\\[optional\\]", ["\\[optional\\]"]],
    ["\\[not a link\\](x)", ["\\[not a link\\](x)"]],
    ["$5 and $6", ["$5 and $6"]],
  ] as const) {
    it(`are found in ${JSON.stringify(text)}`, () => assert.deepEqual(blocks(text), expected));
  }

  it("are found inside list items and quotes", () => {
    const tokens = lex("- So:\n  $$\n  a_1\n  $$\n  and on", noDefinitions()) ?? [];
    const item = (tokens[0] as unknown as { items: { tokens: Token[] }[] }).items[0]!;
    assert.deepEqual(
      item.tokens.map((token) => mathSource(token, "block") ?? token.type),
      ["text", "a_1", "text"],
    );
    const [quote] = lex("> \\[\n> a_1\n> \\]", noDefinitions()) ?? [];
    assert.deepEqual(
      (quote as { tokens: Token[] }).tokens.map((token) => mathSource(token, "block")),
      ["a_1"],
    );
  });

  for (const [text, expected] of [
    ["the value $a_1 * b_1$ and $x$", ["a_1 * b_1", "x"]],
    ["\\(a_1 * b_1\\) holds", ["a_1 * b_1"]],
    ["**bold $x^2$**", ["x^2"]],
    ["it is $O(n \\log n)$, not $O(n)$.", ["O(n \\log n)", "O(n)"]],
    ["so $$x = y$$ holds", ["x = y"]],
    ["and \\[ x = y \\] holds", ["x = y"]],
    ["$5 and $6", []],
    ["$5-$6, or US$7", []],
    ["costs $5 (was 6$)", []],
    ["from $10/day to 20$.", []],
    ["$HOME and $PATH", []],
    ["$HOME/$USER:$PATH", []],
    ["set $FOO, then read from $BAR.", []],
    ["`$a$`", []],
    ["\\$a\\$", []],
    ["a \\[link\\] b", []],
    ["jQuery $ and $ again", []],
    ["$not closed", []],
    ["\\(not closed", []],
  ] as const) {
    it(`are told from money and shells in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(inline(text), expected));
  }
});

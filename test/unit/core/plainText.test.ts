import assert from "node:assert/strict";

import { quotedInMessage, withHiddenShown } from "../../../src/core/plainText";

describe("a text that must hide nothing", () => {
  const table: readonly (readonly [string, string])[] = [
    ["Answer in French.\n\tAlways – “so”. 你好 é", "Answer in French.\n\tAlways – “so”. 你好 é"],
    ["a\u200bb\u200d\ufeff", "a\\u{200b}b\\u{200d}\\u{feff}"],
    ["\u202eevil\u202c \u2066x\u2069", "\\u{202e}evil\\u{202c} \\u{2066}x\\u{2069}"],
    ["\u{e0041}\u{e007f}", "\\u{e0041}\\u{e007f}"],
    ["a\ufe0f\u{e0100}", "a\\u{fe0f}\\u{e0100}"],
    ["a\0b\rc\u001b[2Jd\u0085", "a\\u{0}b\\u{d}c\\u{1b}[2Jd\\u{85}"],
    ["\ue000", "\\u{e000}"],
  ];
  for (const [text, shown] of table) {
    it(`shows ${JSON.stringify(shown)}`, () => assert.equal(withHiddenShown(text), shown));
  }
});

describe("a text quoted in a message", () => {
  // What VS Code looks for in the text of a notification.
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

  for (const text of [
    "Nothing to do [here](command:workbench.action.terminal.new).",
    '[a](https://example.com "b")',
    "[[a](file:///etc/passwd)](command:a)",
  ]) {
    it(`makes no link of ${JSON.stringify(text)}`, () => {
      assert.match(text, link);
      assert.doesNotMatch(quotedInMessage(text), link);
    });
  }

  it("is otherwise as it was, with nothing hidden", () => {
    assert.equal(quotedInMessage("a[0] (b) [c] $(d)"), "a[0] (b) [c] $(d)");
    assert.equal(quotedInMessage("list[0](1)\u202e"), "list[0] (1)\\u{202e}");
  });
});

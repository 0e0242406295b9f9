import assert from "node:assert/strict";
import fc from "fast-check";
import { longestQuery } from "../../../src/core/protocol";
import { tokenAt } from "../../../src/webview/completionToken";

describe("what is being typed after a sign", () => {
  /** The caret stands at `|`. */
  const table: readonly (readonly [string, string | undefined])[] = [
    ["#|", "context:"],
    ["@|", "context:"],
    ["#pri|", "context:pri"],
    ["Look at #src/pri|", "context:src/pri"],
    ["line\n@a|", "context:a"],
    ["one (#a|", "context:a"],
    ["“#a|", "context:a"],
    ["解释#定价|", "context:定价"],
    ["看，＃a|", "context:a"],
    ["＠a|", "context:a"],
    ["#a| rest", "context:a"],
    ["#a b|", undefined],
    ["C#|", undefined],
    ["me@example.com|", undefined],
    ["a.b#c|", undefined],
    ["##|", undefined],
    ["# |", undefined],
    ["#a|b", "context:a"],
    ["|#a", undefined],
    ["/|", "prompt:"],
    ["/rev|", "prompt:rev"],
    ["／rev|", "prompt:rev"],
    ["/rev this|", undefined],
    [" /rev|", undefined],
    ["/usr/bin|", undefined],
    ["a\n/rev|", undefined],
    ["/rev #a|", "context:a"],
    ["", undefined],
  ];
  for (const [marked, expected] of table) {
    it(`${JSON.stringify(marked)}: ${expected ?? "nothing"}`, () => {
      const caret = Math.max(0, marked.indexOf("|"));
      const token = tokenAt(marked.replace("|", ""), caret);
      assert.equal(token && `${token.trigger}:${token.query}`, expected);
    });
  }

  it("ends at the caret, begins with its sign, and is never too long to be asked for", () => {
    const piece = fc.constantFrom("#", "@", "/", " ", "\n", "a", "语", "#a", "x".repeat(longestQuery));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(900), (pieces, at) => {
        const text = pieces.join("");
        const caret = Math.min(at, text.length);
        const token = tokenAt(text, caret);
        if (token !== undefined) {
          assert.equal(token.end, caret);
          assert.match(text.charAt(token.start), token.trigger === "prompt" ? /[/／]/ : /[#@＃＠]/);
          assert.equal(text.slice(token.start + 1, caret), token.query);
          assert.ok(token.query.length <= longestQuery);
          assert.doesNotMatch(token.query, /\s/);
        }
      }),
    );
  });

  it("is found at the end of a long text as fast as in a short one", () => {
    const text = `${"word #".repeat(200_000)}last`;
    tokenAt(text, text.length);
    const start = performance.now();
    for (let times = 0; times < 1_000; times += 1) {
      assert.equal(tokenAt(text, text.length)?.query, "last");
    }
    assert.ok(performance.now() - start < 1_000);
  });
});

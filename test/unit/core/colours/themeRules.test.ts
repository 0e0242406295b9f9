import assert from "node:assert/strict";

import fc from "fast-check";

import { Scopes } from "../../../../src/core/colours/scopes";
import { type ThemeRule, ThemeRules } from "../../../../src/core/colours/themeRules";
import { times } from "../../../support/proof";
import { encode } from "./textMate";

const name = fc
  .array(fc.constantFrom("a", "b", "ab", "comment", "x-y"), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("."));
const path = fc
  .array(fc.tuple(fc.constantFrom("", "", "", "> "), name), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([sign, each], index) => (index === 0 ? each : `${sign}${each}`)).join(" "));
const scope = fc.oneof(
  path,
  path.map((each) => ` ${each} `),
  fc.tuple(path, path).map(([one, other]) => `${one}, ${other},`),
  fc.array(path, { minLength: 1, maxLength: 3 }),
  fc.constantFrom("> a", "a >", "a > > b", "root a", ",", "a  b"),
);
const rule: fc.Arbitrary<ThemeRule> = fc
  .record({
    scope,
    foreground: fc.option(fc.constantFrom("#111111", "#222222", "#333333", "#4444", "red", "#12345"), {
      nil: undefined,
    }),
    fontStyle: fc.option(
      fc.constantFrom("", "italic", "bold", "bold underline", "none", "strikethrough italic", "fat"),
      { nil: undefined },
    ),
  })
  .map(({ foreground, fontStyle, ...rest }) => ({
    ...rest,
    ...(foreground === undefined ? {} : { foreground }),
    ...(fontStyle === undefined ? {} : { fontStyle }),
  }));

describe("the rules of a theme", () => {
  it("have the winner that VS Code's own reader of grammars finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 12 }),
        fc.array(fc.array(name, { maxLength: 4 }), { minLength: 1, maxLength: 10 }),
        async (rules, inner) => {
          const stacks = inner.map((names) => ["root", ...names]);
          const expected = await encode(stacks, rules);
          const theme = new ThemeRules(rules);
          const none = Scopes.none();
          for (const [index, stack] of stacks.entries()) {
            const { color = "#000001", ...fonts } = theme.styleOf(none.path(stack));
            const { color: wanted, italic, bold, underline, strikethrough } = expected[index] ?? {};
            assert.deepEqual(
              {
                color: color.toUpperCase(),
                italic: false,
                bold: false,
                underline: false,
                strikethrough: false,
                ...fonts,
              },
              { color: wanted, italic, bold, underline, strikethrough },
              `${stack.join(" ")} in ${JSON.stringify(rules)}`,
            );
          }
        },
      ),
      { numRuns: times(3_000, 60) },
    );
  });

  it("say nothing of what they do not name", () => {
    const theme = new ThemeRules([{ scope: "comment", foreground: "#123456", fontStyle: "italic" }]);
    const none = Scopes.none();
    assert.deepEqual(theme.styleOf(none.path(["source.ts", "keyword"])), {});
    assert.deepEqual(theme.styleOf(none.path(["source.ts", "comment.line", "punctuation"])), {
      color: "#123456",
      italic: true,
    });
  });
});

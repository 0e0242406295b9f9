import assert from "node:assert/strict";

import fc from "fast-check";

import { Scopes } from "../../../../src/core/colours/scopes";
import { type GrammarTraits, type TokenKind, TokenKinds } from "../../../../src/core/colours/tokenKind";
import { times } from "../../../support/proof";
import { encode } from "./textMate";

const name = fc
  .array(fc.constantFrom("meta.embedded", "string", "comment", "regex", "source", "b", "commentary"), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join("."));
const path = fc.array(name, { minLength: 1, maxLength: 2 }).map((names) => names.join(" "));
const selector = fc.oneof(
  path,
  fc.tuple(path, path).map(([one, other]) => `${one} - ${other}`),
  fc.tuple(path, path).map(([one, other]) => `${one}, ${other}`),
  fc.tuple(path, path, path).map(([one, other, third]) => `L:(${one} | ${other}) ${third}`),
  fc.tuple(path, path).map(([one, other]) => `${one} -(${other}`),
);
const traits: fc.Arbitrary<GrammarTraits> = fc
  .record({
    embedded: fc.array(fc.tuple(name, fc.constantFrom("css", "javascript")), { maxLength: 3 }),
    tokenTypes: fc.array(fc.tuple(selector, fc.constantFrom("other", "string", "comment", "regex")), {
      maxLength: 3,
    }),
    balanced: fc.array(fc.oneof(fc.constant("*"), selector), { maxLength: 2 }),
    unbalanced: fc.array(selector, { maxLength: 2 }),
  })
  .map(({ embedded, tokenTypes, ...rest }) => ({
    language: "html",
    embedded: new Map(embedded),
    tokenTypes: new Map(tokenTypes),
    ...rest,
  }));

const pick = ({ hasBrackets, language }: TokenKind): TokenKind => ({ hasBrackets, language });

describe("the kind of code", () => {
  it("is the one that VS Code's own reader of grammars finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        traits,
        fc.array(fc.array(name, { maxLength: 4 }), { minLength: 1, maxLength: 10 }),
        async (given, inner) => {
          const stacks = inner.map((names) => ["root", ...names]);
          const expected = await encode(stacks, [], given);
          const kinds = new TokenKinds(given);
          const none = Scopes.none();
          const languages = ["html", ...[...new Set(given.embedded.values())].sort()];
          for (const [index, stack] of stacks.entries()) {
            const wanted = expected[index];
            assert.ok(wanted);
            assert.deepEqual(
              pick(kinds.kindOf(none.path(stack))),
              {
                hasBrackets: wanted.hasBrackets && wanted.type === "other",
                language: languages[wanted.language - 1],
              },
              `${stack.join(" ")} in ${JSON.stringify({ ...given, tokenTypes: [...given.tokenTypes], embedded: [...given.embedded] })}`,
            );
          }
        },
      ),
      { numRuns: times(3_000, 60) },
    );
  });
});

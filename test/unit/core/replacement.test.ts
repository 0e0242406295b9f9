import assert from "node:assert/strict";

import fc from "fast-check";

import { ArrivingReplacement } from "../../../src/core/arrivingReplacement";
import { fenced } from "../../../src/core/contextText";
import { replacementOf } from "../../../src/core/replacement";

const style = { languageId: "typescript", insertSpaces: true, tabSize: 4 };

/** Pieces that answers and documents go wrong with, and any characters at all. */
const line = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    {
      weight: 5,
      arbitrary: fc
        .array(
          fc.constantFrom(
            ..."   \t \t`~`~```,~~~,````,md,ts,},{,;,a,b,Here is the code:,1: ,2: ,<replacement>,</replacement>,\uFEFF,é,🙂,-, ,No changes needed."
              .split(",")
              .flatMap((piece) => [piece, "  "]),
          ),
          { maxLength: 4 },
        )
        .map((pieces) => pieces.join("")),
    },
  )
  .map((text) => text.replaceAll(/[\r\n]/g, ""));
const lines = fc.array(line, { minLength: 1, maxLength: 12 });
const styles = fc.record({
  languageId: fc.constantFrom("typescript", "markdown", "python", "yaml", "makefile", "plaintext"),
  insertSpaces: fc.boolean(),
  tabSize: fc.constantFrom(1, 2, 3, 4, 8),
});
const lead = fc.constantFrom(
  "",
  "Here is the code:\n\n",
  "Sure!\n",
  "I changed *all* of it `so`.\n\n",
  "\n\n",
);
const end = fc.constantFrom("", "\n", "\nThat is `all`.", "\n\n- One thing\n- Another thing\n");
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 40 });

/** As the prompt asks for it: each line on a line, in a fence longer than any that Claude was shown or writes. */
function wellFormed(code: readonly string[], original: readonly string[] = []): string {
  const body = code.map((text) => `${text}\n`).join("");
  const fence = (/^`+/.exec(fenced([...code, ...original].join("\n"), "")) ?? [""])[0];
  return `${fence}ts\n${body}${fence}`;
}

function arrived(text: string, at: readonly number[]): ArrivingReplacement {
  const arriving = new ArrivingReplacement();
  let start = 0;
  for (const cut of [...at, text.length].filter((cut) => cut <= text.length).sort((a, b) => a - b)) {
    arriving.add(text.slice(start, cut));
    start = cut;
  }
  return arriving;
}

describe("the code of any answer", function () {
  this.timeout(30_000);

  it("is the original, byte for byte, when that came back in a fence and in words", () => {
    fc.assert(
      fc.property(lines, styles, lead, end, (original, own, before, after) => {
        const answer = replacementOf(before + wellFormed(original) + after, original, own);
        assert.deepEqual("empty" in answer ? answer : answer.lines, original);
      }),
      { numRuns: 5_000 },
    );
  });

  it("has every line that stood in the fence, but for blank ends and indentation", () => {
    const written = fc.array(
      line.filter((text) => !/^\s*(?:<|\d+ ?[:|→\t])/.test(text)),
      { minLength: 1, maxLength: 12 },
    );
    // Words that the document has as well may be part of what comes.
    const unlikeWords = lines.filter((original) => !original.some((text) => text.includes("Here")));
    fc.assert(
      fc.property(written, unlikeWords, styles, lead, end, (code, original, own, before, after) => {
        const answer = replacementOf(before + wellFormed(code, original) + after, original, own);
        const words = (all: readonly string[]): readonly string[] =>
          all.map((text) => text.trim()).filter((text) => text !== "");
        assert.deepEqual("empty" in answer ? answer : words(answer.lines), words(code));
      }),
      { numRuns: 5_000 },
    );
  });

  it("never has a line end in a line, whatever the answer is", () => {
    fc.assert(
      fc.property(lines, lines, fc.constantFrom("\n", "\r\n", "\r"), styles, (raw, original, eol, own) => {
        const answer = replacementOf(raw.join(eol), original, own);
        assert.ok("empty" in answer || answer.lines.every((text) => !/[\r\n]/.test(text)));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("code while it arrives", function () {
  this.timeout(30_000);

  it("ends as the replacement does, however the answer is cut", () => {
    fc.assert(
      fc.property(
        lines,
        lead,
        end,
        cuts,
        fc.constantFrom("\n", "\r\n", "\r"),
        (code, before, after, at, eol) => {
          const arriving = arrived((before + wellFormed(code) + after).replaceAll("\n", eol), at);
          const answer = replacementOf(wellFormed(code), code, style);
          assert.ok(!("empty" in answer));
          assert.equal(arriving.lineCount, answer.lines.length);
          assert.deepEqual(arriving.tail, answer.lines.slice(-12));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("shows a line before it is at its end, but no fence", () => {
    const arriving = new ArrivingReplacement();
    const seen: (readonly string[])[] = [];
    for (const delta of [
      "Here is",
      " it:\n``",
      "`ts\nlet",
      " a",
      ";\nb",
      "();\n`",
      "``",
      "\nThat is all.\n",
    ]) {
      arriving.add(delta);
      seen.push(arriving.tail);
    }
    assert.deepEqual(seen, [
      [],
      [],
      ["let"],
      ["let a"],
      ["let a;", "b"],
      ["let a;", "b();"],
      ["let a;", "b();"],
      ["let a;", "b();"],
    ]);
  });

  it("shows code without a fence from its first line on, and drops it when a fence follows", () => {
    const arriving = new ArrivingReplacement();
    arriving.add("Here is the code:\nlet a;\nlet b");
    assert.deepEqual(arriving.tail, ["let a;", "let b"]);
    assert.equal(arriving.lineCount, 2);
    arriving.add(";\n```ts\nlet c;\n");
    assert.deepEqual(arriving.tail, ["let c;"]);
    assert.equal(arriving.lineCount, 1);
  });

  it("keeps the last twelve lines and counts all", () => {
    const code = Array.from({ length: 500 }, (_, index) => `line(${index});`);
    const arriving = arrived(wellFormed(code), [40, 41, 900]);
    assert.equal(arriving.lineCount, 500);
    assert.deepEqual(arriving.tail, code.slice(-12));
  });

  for (const [what, answer, original, expected] of [
    [
      "what looks like a block in one, where only one of them ends",
      "```ts\na();\n```js\nb();\n```",
      ["c();"],
      ["a();", "```js", "b();"],
    ],
    [
      "the block that is the original, where the other is like nothing in it",
      "```ts\nalpha();\n```\n\n```ts\n0 + 0\n```",
      ["alpha();"],
      ["alpha();"],
    ],
    ["what stands between blank lines, where nothing was", "\n\na();\n\n", [], ["a();"]],
  ] as const) {
    it(`is ${what}`, () => {
      const replacement = replacementOf(answer, original, style);
      assert.deepEqual("empty" in replacement ? undefined : replacement.lines, expected);
    });
  }
});

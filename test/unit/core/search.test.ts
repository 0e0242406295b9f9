import assert from "node:assert/strict";

import fc from "fast-check";

import type { Turn } from "../../../src/core/conversation";
import { findWords, queryWords, searchTextOf } from "../../../src/core/search";

function turns(question: string, answer: string, fileName = "src/pricing.ts"): readonly Turn[] {
  return [
    {
      role: "user",
      id: "u",
      parentId: "",
      text: question,
      context: [
        {
          kind: "selection",
          id: "c",
          uri: "file:///secret/place/pricing.ts",
          fileName,
          languageId: "typescript",
          startLine: 10,
          endLine: 24,
          text: "what stands in the attachment",
        },
      ],
    },
    {
      role: "assistant",
      id: "a",
      parentId: "u",
      model: "m",
      status: { type: "complete", stopReason: "end_turn" },
      parts: [
        { type: "thinking", thinking: "a hidden thought", signature: "s" },
        { type: "text", text: answer },
      ],
    },
  ];
}

function find(query: string, question: string, answer = ""): string | undefined {
  return findWords(searchTextOf("Its title", turns(question, answer)), queryWords(query));
}

describe("searching a conversation", () => {
  const matches: readonly (readonly [query: string, question: string, answer: string])[] = [
    ["why", "Why?", ""],
    ["WHY", "Why?", ""],
    ["rounds total", "Why?", "It sums, then rounds the total."],
    ["total rounds", "Why?", "It sums, then rounds the total."],
    ["  why \t total ", "Why?", "It sums, then rounds the total."],
    ["why why", "Why?", ""],
    ["pricing.ts:10", "", ""],
    ["src/pricing", "", ""],
    ["title", "", ""],
    ["ound", "", "round"],
    ["größe", "Die GRÖSSE? Die GRÖßE?", ""],
    ["éa", "E\u0301A", ""],
    ["e\u0301a", "ÉA", ""],
    ["日本", "これは日本語です", ""],
    ["🙂", "so 🙂 it is", ""],
    ["(a|b)*", "what is (a|b)* then", ""],
    ["istanbul", "İstanbul or istanbul", ""],
    ["after", "İİİİ after", ""],
  ];
  for (const [query, question, answer] of matches) {
    it(`finds ${JSON.stringify(query)}`, () => {
      assert.notEqual(find(query, question, answer), undefined);
    });
  }

  const misses: readonly (readonly [query: string, question: string, answer: string])[] = [
    ["why not", "Why?", "Because."],
    ["whyits", "Why", "its"],
    ["thought", "Why?", "Because."],
    ["attachment", "Why?", "Because."],
    ["secret", "Why?", "Because."],
    ["", "Why?", ""],
    [" \n ", "Why?", ""],
  ];
  for (const [query, question, answer] of misses) {
    it(`does not find ${JSON.stringify(query)}`, () => {
      assert.equal(find(query, question, answer), undefined);
    });
  }

  it("shows one line around the match, whole words, the longest word first", () => {
    const answer = `${"before ".repeat(50)}\n\nthe  unmistakable needle\n${"after ".repeat(50)}`;
    assert.equal(
      find("the unmistakable", "", answer),
      `…${"before ".repeat(4)}the unmistakable needle ${"after ".repeat(12)}after…`,
    );
  });

  it("shows a match in a line that never breaks", () => {
    const snippet = find("needle", "", `${"x".repeat(500)}needle${"y".repeat(500)}`);
    assert.match(snippet ?? "", /^…x{40}needley{94}…$/);
  });

  it("never cuts a character in two, and always shows the match", () => {
    const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }),
        word,
        fc.array(word, { maxLength: 60 }),
        (a, needle, b) => {
          const query = queryWords(needle).slice(0, 1).join("");
          const snippet = find(query, [...a, needle, ...b].join(" "));
          if (query === "") {
            assert.equal(snippet, undefined);
          } else {
            assert.doesNotMatch(snippet ?? "", /\p{Surrogate}/u);
            assert.ok(queryWords(snippet ?? "").some((word) => word.includes(query)));
            assert.ok((snippet ?? "").length <= 142 + needle.length);
          }
        },
      ),
    );
  });
});

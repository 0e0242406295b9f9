import assert from "node:assert/strict";

import fc from "fast-check";

import { readKeyText } from "../../../src/core/keyText";
import { clientFor } from "../claude/asking";
import { proved, times } from "../../support/proof";

/** What comes along when a key is copied: from a page, a chat, a terminal. */
const oddCharacters = Array.from(
  "\u200b\u200e\u202e\u2013\u2014\u2019\ufeff\u00a0\u00ad\u0000\u0007\r\n\t éЖ键🔑\u{e0041}",
);

describe("a key of any characters at all", function () {
  this.timeout(120_000);

  it("is sent as it is, or refused before anything goes out, and never throws", async () => {
    let sent = 0;
    let taken = 0;
    const key = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc
        .array(
          fc.oneof(
            { weight: 12, arbitrary: fc.constantFrom(...Array.from("sk-ant-test0123")) },
            { weight: 1, arbitrary: fc.constantFrom(...oddCharacters) },
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join("")),
    );
    const count = times(100_000, 1_000);
    await fc.assert(
      fc.asyncProperty(key, async (text) => {
        const read = readKeyText(text);
        const apiKey = read.ok ? read.key : text.trim();
        taken += read.ok ? 1 : 0;
        assert.equal(read.ok, /^[\x21-\x7e]{8,1000}$/.test(apiKey));
        const before = sent;
        const client = clientFor("https://api.test", {
          apiKey,
          fetch: async (_input, init) => {
            sent += 1;
            assert.equal(new Headers(init?.headers).get("x-api-key"), apiKey);
            return Response.json({ data: [], has_more: false });
          },
        });
        const { ok } = await client.models(new AbortController().signal);
        assert.equal(sent - before, ok ? 1 : 0);
        assert.ok(!read.ok || ok);
        assert.ok(ok === /^[\x21-\x7e]+$/.test(apiKey));
      }),
      { numRuns: count },
    );
    assert.ok(taken > count / 100, `only ${taken} of them could be keys`);
    proved({ row: "T11", tried: "random Unicode texts as keys, through the client", count });
  });
});

describe("what was pasted as a key", () => {
  for (const [what, text, read] of [
    ["blanks around it", "  sk-ant-test-1\n", { ok: true, key: "sk-ant-test-1" }],
    ["nothing in it", " \n", { ok: false, problem: "empty" }],
    ["a line break", "sk-ant-\ntest-1", { ok: false, problem: "lineBreak" }],
    ["a blank", "sk-ant test-1", { ok: false, problem: "space" }],
    ["a letter that no header carries", "sk-ant-tést-1", { ok: false, problem: "notAscii" }],
    ["7 characters", "sk-ant-", { ok: false, problem: "tooShort" }],
    ["8 characters", "sk-ant-t", { ok: true, key: "sk-ant-t" }],
    ["1000 characters", "k".repeat(1_000), { ok: true, key: "k".repeat(1_000) }],
    ["1001 characters", "k".repeat(1_001), { ok: false, problem: "tooLong" }],
  ] as const) {
    it(`with ${what} is ${read.ok ? "one" : "none"}`, () => {
      assert.deepEqual(readKeyText(text), read);
    });
  }
});

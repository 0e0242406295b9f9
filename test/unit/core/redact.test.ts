import assert from "node:assert/strict";

import fc from "fast-check";

import { redactKey, redactKeyShapes } from "../../../src/core/redact";

const key = "s3cr3t+of/mine=and~more";

describe("redaction", () => {
  const forms: readonly (readonly [string, string])[] = [
    ["as it is", key],
    ["percent-encoded", encodeURIComponent(key)],
    ["in base64", Buffer.from(key).toString("base64")],
    ["in base64 for addresses", Buffer.from(key).toString("base64url")],
    ["in capitals", key.toUpperCase()],
  ];
  for (const [name, form] of forms) {
    it(`hides a known key ${name}`, () => {
      const told = redactKey(key)(`before ${form} after ${form}`);
      assert.doesNotMatch(told, /s3cr3t|czNjcj/i);
      assert.match(told, /^before .* after /);
    });
  }

  it("hides it in base64 wherever in the encoded bytes it begins", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 7 }), fc.string({ maxLength: 7 }), (before, after) => {
        const encoded = Buffer.from(before + key + after).toString("base64");
        const left = Buffer.from(redactKey(key)(encoded).replace("[API key]", ""), "base64").toString(
          "latin1",
        );
        assert.ok(!left.includes(key.slice(4, -4)));
      }),
    );
  });

  it("hides whatever looks like an API key", () => {
    assert.equal(redactKeyShapes("x-api-key: sk-ant-test-0123456789, more"), "x-api-key: [API key], more");
    assert.equal(redactKey(key)("sk-ant-test-0123456789"), "[API key]");
  });

  it("hides a key of any signs in base64 for addresses, wherever it begins, and all of it", () => {
    // Its bytes make every sign of both alphabets.
    const signs = "??>>~~~???>>>~~??>~";
    for (const before of ["", "a", "ab"]) {
      for (const alphabet of ["base64", "base64url"] as const) {
        const encoded = Buffer.from(`${before}${signs}`).toString(alphabet);
        const told = redactKey(signs)(encoded);
        assert.match(told, /\[API key\]/, encoded);
        assert.ok(told.replace("[API key]", "").length <= 8, told);
      }
    }
    assert.match(Buffer.from(signs).toString("base64"), /[+/]/);
    assert.match(Buffer.from(`ab${signs}`).toString("base64"), /[+/]/);
  });

  it("takes out the longest form where one is inside another", () => {
    // Percent-encoded, it begins and ends with itself.
    assert.equal(redactKey("abcdefgh%")("abcdefgh%25"), "[API key]");
  });

  it("has nothing to find for a key that cannot be sent, but what looks like one", () => {
    for (const unsendable of ["", "two words", "ключ", "new\nline", "end\u0000"]) {
      const text = `${unsendable}: sk-ant-test-0123456789`;
      assert.equal(redactKey(unsendable)(text), `${unsendable}: [API key]`);
    }
  });

  it("leaves a short piece of base64 alone, which honest text may have", () => {
    assert.equal(redactKey("abc")("YWJj is not it"), "YWJj is not it");
  });

  it("leaves other text alone", () => {
    assert.equal(redactKey(key)("the word key, and sk-ant- alone"), "the word key, and sk-ant- alone");
  });
});

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

  it("leaves other text alone", () => {
    assert.equal(redactKey(key)("the word key, and sk-ant- alone"), "the word key, and sk-ant- alone");
  });
});

import assert from "node:assert/strict";

import fc from "fast-check";

import { holdsKey, withoutKey, withoutWholeKeys } from "../../../src/core/ownKey";

describe("whatever has the shape and the length of a key", () => {
  const whole = `sk-ant-api03-${"Ab3_-".repeat(19)}AA`;

  it("is taken out wherever it stands", () => {
    assert.equal(
      withoutWholeKeys(`x-api-key: ${whole}\n"${whole}"${whole.toUpperCase()}`),
      'x-api-key: [API key]\n"[API key]"[API key]',
    );
  });

  it("is told from what people write in place of one", () => {
    for (const text of ["sk-ant-…", "sk-ant-api03-xxxxxxxx", `sk-ant-${"x".repeat(79)}`, whole.slice(7)]) {
      assert.equal(withoutWholeKeys(text), text);
    }
    assert.equal(withoutWholeKeys(`sk-ant-${"x".repeat(80)}`), "[API key]");
  });
});

describe("the key in what would be sent", () => {
  it("is found anywhere in a body, also with its characters escaped", () => {
    const anyKey = fc.stringMatching(/^[\x21-\x7e]{16,60}$/);
    fc.assert(
      fc.property(anyKey, fc.string(), fc.string(), (key, before, after) => {
        const body = { messages: [{ role: "user", content: before + key + after }] };
        assert.ok(holdsKey(JSON.stringify(body), key));
        assert.ok(holdsKey(JSON.stringify(body, null, 2), key));
      }),
    );
  });

  it("is not found where it is not", () => {
    assert.equal(
      holdsKey('{"text":"sk-ant-test-another-key-0123456789"}', "sk-ant-test-0123456789abcdef"),
      false,
    );
  });

  it("is not looked for when it is a word or cannot be sent anyway", () => {
    assert.equal(holdsKey('{"text":"no password is needed"}', "password"), false);
    assert.equal(holdsKey('{"text":"a key with spaces in it"}', "a key with spaces in it"), false);
  });

  it("leaves a text with the rest of it untouched", () => {
    const key = 'sk-ant-test-"quoted\\\\-0123456789';
    const escaped = JSON.stringify(key).slice(1, -1);
    assert.equal(withoutKey(`a ${key} b ${escaped} c ${key}`, key), "a [API key] b [API key] c [API key]");
    assert.equal(withoutKey("sk-ant-test-another-key-0123456789", key), "sk-ant-test-another-key-0123456789");
    assert.equal(withoutKey("no password is needed", "password"), "no password is needed");
  });
});

import assert from "node:assert/strict";
import { domainToUnicode } from "node:url";

import { readableHost } from "../../../src/core/punycode";

const names = [
  "exаmple.com",
  "bücher.example",
  "münchen-straße.de",
  "例え.テスト",
  "中国政府网.中国",
  "пример.испытание",
  "مثال.إختبار",
  "ουτοπία.gr",
  "हिन्दी.भारत",
  "a.b.аpple.com",
  "ab-c-ü.test",
  "𝒜𝓫.example",
  "🦊.test",
];

describe("a host with letters of other alphabets", () => {
  for (const name of names) {
    it(`reads as it was written: ${name}`, () => {
      const { host } = new URL(`https://${name}`);
      assert.equal(readableHost(host), domainToUnicode(host));
    });
  }

  it("stays as it is where it stands for nothing", () => {
    for (const host of [
      "example.com",
      "xn--.com",
      "xn--ab!c.com",
      "xn--99999999999.com",
      "xn--a-b.c_d",
      "127.0.0.1:80",
    ]) {
      assert.equal(typeof readableHost(host), "string");
    }
    assert.equal(readableHost("example.com:8080"), "example.com:8080");
    assert.equal(readableHost("xn--ab!c.com"), "xn--ab!c.com");
    assert.equal(readableHost("xn--99999999999.com"), "xn--99999999999.com");
  });
});

import assert from "node:assert/strict";
import { Quantities } from "../../../src/webview/quantities";

describe("numbers as a person reads them", () => {
  const english = new Quantities("en");

  for (const [low, high, text] of [
    [0.0031, 0.1624, "$0.0031–$0.16"],
    [0.000001, 0.1, "<$0.0001–$0.10"],
    [0.5, 12.346, "$0.50–$12.35"],
    [0, 0, "$0.00"],
    [0.1601, 0.1602, "$0.16"],
    [0.00002, 0.00003, "<$0.0001"],
  ] as const) {
    it(`writes ${low} to ${high} dollars as ${text}`, () => {
      assert.equal(english.priceRange(low, high), text);
    });
  }

  for (const [share, text] of [
    [0, "0%"],
    [0.0001, "1%"],
    [0.124, "12%"],
    [0.998, "99%"],
    [1, "100%"],
    [1.56, "156%"],
  ] as const) {
    it(`writes a share of ${share} as ${text}`, () => {
      assert.equal(english.percent(share), text);
    });
  }

  it("writes counts whole and short, as the language does", () => {
    assert.equal(english.whole(1_240), "1,240");
    assert.equal(english.compact(312), "310");
    assert.equal(english.compact(1_240), "1.2K");
    assert.equal(new Quantities("de").whole(1_240_000), "1.240.000");
    assert.equal(new Quantities("zh-cn").compact(124_000), "12万");
  });
});

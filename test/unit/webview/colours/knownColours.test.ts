import assert from "node:assert/strict";

import type { ColouredBlock } from "../../../../src/webview/colours/colouredBlock";
import { KnownColours } from "../../../../src/webview/colours/knownColours";

function block(text: string, ...numbers: readonly number[]): ColouredBlock {
  const parts = numbers.map((count) => ({ offset: 0, runs: Array.from({ length: count }, () => 1) }));
  return { text, label: { language: "ts", fileName: "" }, parts } as unknown as ColouredBlock;
}

describe("the colours that a page remembers", () => {
  it("are bounded by their numbers too, the oldest forgotten first", () => {
    const known = new KnownColours();
    for (const name of ["a", "b", "c"]) {
      known.remember(block(name, 100_000, 60_000));
    }
    assert.ok(known.of(block("a")));
    known.remember(block("d", 100_000));
    assert.deepEqual(
      ["a", "b", "c", "d"].map((name) => known.of(block(name)) !== undefined),
      [false, true, true, true],
    );
    known.remember(block("e", 600_000));
    assert.equal(known.of(block("e")), undefined);
    known.clear();
    assert.equal(known.of(block("d")), undefined);
  });

  it("are not those of code that has none, which is asked for again", () => {
    const known = new KnownColours();
    known.remember(block("a", 0));
    assert.equal(known.of(block("a")), undefined);
  });
});

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";

import { AskedCode, type ColourCode } from "../../../../src/host/colours/askedCode";

function code(block: number, length: number): ColourCode {
  return { type: "colourCode", block, text: "x".repeat(length), language: "", fileName: "" };
}

describe("the code that is asked for", () => {
  let begun: string[];
  let asked: AskedCode<string>;

  beforeEach(() => {
    begun = [];
    asked = new AskedCode<string>(async ({ block }, page) => {
      begun.push(`${page}${block}`);
      await setImmediate();
    });
  });

  it("is worked on one by one, the shortest first, and what was asked first of equals", async () => {
    const all = [code(1, 5), code(2, 90_000), code(3, 20), code(4, 3), code(5, 20)].map((each) =>
      asked.add(each, "a"),
    );
    assert.deepEqual(begun, ["a1"]);
    await Promise.all(all);
    assert.deepEqual(begun, ["a1", "a4", "a3", "a5", "a2"]);
  });

  it("is not begun any more when its page forgets it, and nobody waits for it", async () => {
    const first = asked.add(code(1, 5), "a");
    const forgotten = [asked.add(code(2, 5), "a"), asked.add(code(3, 5), "a")];
    const others = [asked.add(code(2, 5), "b"), asked.add(code(4, 5), "a")];
    asked.forget("a", [2, 3, 7]);
    await Promise.all(forgotten);
    asked.forget("c");
    await Promise.all([first, ...others]);
    assert.deepEqual(begun, ["a1", "b2", "a4"]);
    const last = asked.add(code(5, 1), "a");
    const dropped = [asked.add(code(6, 1), "a"), asked.add(code(7, 1), "a")];
    asked.forget("a");
    await Promise.all(dropped);
    await last;
    assert.deepEqual(begun.slice(3), ["a5"]);
  });
});

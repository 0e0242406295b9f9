import assert from "node:assert/strict";

import { type DatedList, isDatedList, keptLists } from "../../../src/host/modelLists";

function listOf(count: number, date: number): DatedList & { readonly date: number } {
  const models = Array.from({ length: count }, (_, index) => ({ id: `m${index}`, name: `M ${index}` }));
  return { list: { models, source: "endpoint" }, date };
}

describe("the lists of models that are kept", () => {
  it("are those of the three endpoints that were asked last", () => {
    const before = { a: listOf(1, 1), b: listOf(1, 4), c: listOf(1, 3), broken: { date: 9 } };
    assert.deepEqual(keptLists(before, "d", listOf(2, 5)), {
      d: listOf(2, 5),
      b: before.b,
      c: before.c,
    });
    assert.deepEqual(keptLists({ a: listOf(1, 1) }, "a", listOf(2, 5)), { a: listOf(2, 5) });
  });

  it("are cut, and say so, also those that an earlier version kept whole", () => {
    const kept = Object.values(keptLists({ a: listOf(201, 1) }, "b", listOf(900, 2)));
    assert.equal(kept.length, 2);
    for (const each of kept) {
      assert.ok(isDatedList(each));
      assert.equal(each.list.models.length, 200);
      assert.equal(each.isCut, true);
    }
    const [whole] = Object.values(keptLists({}, "a", listOf(200, 1)));
    assert.deepEqual(whole, listOf(200, 1));
  });
});

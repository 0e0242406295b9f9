import assert from "node:assert/strict";

import { isSameOnDisk } from "../../../src/host/chat/sameOnDisk";

describe("what is the same on the disk", () => {
  it("is what JSON makes the same", () => {
    const values: readonly unknown[] = [
      {},
      [],
      null,
      "",
      0,
      { a: 1 },
      { a: undefined, b: 1 },
      { b: 1 },
      { b: undefined },
      { a: { b: [1, { c: "x" }] } },
      { a: { b: [1, { c: "x", d: undefined }] } },
      { a: { b: [1, { c: "y" }] } },
      { a: { b: [1] } },
      [1, 2],
      [2, 1],
      { 0: 1, 1: 2 },
    ];
    const asJson = (value: unknown): string => JSON.stringify(value);
    for (const one of values) {
      for (const other of values) {
        const about = `${asJson(one)} and ${asJson(other)}`;
        assert.equal(isSameOnDisk(one, other), asJson(one) === asJson(other), about);
      }
    }
    assert.ok(isSameOnDisk({ a: 1, b: 2 }, { b: 2, a: 1 }));
  });
});

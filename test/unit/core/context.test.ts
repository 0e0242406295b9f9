import assert from "node:assert/strict";

import { addContext, type ContextItem, contextLabel } from "../../../src/core/context";

function item(changes: Partial<ContextItem> = {}): ContextItem {
  return {
    kind: "selection",
    id: "a",
    uri: "file:///shop/src/pricing.ts",
    fileName: "src/pricing.ts",
    languageId: "typescript",
    startLine: 10,
    endLine: 24,
    text: "x",
    ...changes,
  };
}

describe("a chip", () => {
  it("says the file's name and the lines", () => {
    assert.equal(contextLabel(item()), "pricing.ts:10-24");
    assert.equal(contextLabel(item({ endLine: 10 })), "pricing.ts:10");
    assert.equal(contextLabel(item({ fileName: "Untitled-1" })), "Untitled-1:10-24");
  });

  it("is not shown twice when the same lines are attached again", () => {
    const once = addContext([], item());
    assert.deepEqual(
      addContext([...once, item({ id: "b", startLine: 1 })], item({ id: "c" })).map(({ id }) => id),
      ["b", "c"],
    );
  });

  it("is a new one when the text has changed", () => {
    assert.equal(addContext([item()], item({ id: "b", text: "y" })).length, 2);
  });
});

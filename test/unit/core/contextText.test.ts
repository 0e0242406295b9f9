import assert from "node:assert/strict";

import fc from "fast-check";

import { type ContextItem, contextKinds, contextLabel, isContextItem } from "../../../src/core/context";
import { contextText } from "../../../src/core/contextText";

function item(changes: Partial<ContextItem>): ContextItem {
  return {
    kind: "file",
    id: "a",
    uri: "file:///shop/src/pricing.ts",
    fileName: "src/pricing.ts",
    languageId: "typescript",
    startLine: 0,
    endLine: 0,
    text: "x",
    ...changes,
  };
}

function origin(changes: Partial<ContextItem>): string | undefined {
  return contextText(item(changes)).split("\n")[0];
}

describe("what Claude is told of a chip", () => {
  it("is what it is, in one line", () => {
    const lines = { startLine: 2, endLine: 3 };
    assert.equal(origin({}), "`src/pricing.ts` (typescript), whole file:");
    assert.equal(origin({ kind: "selection", ...lines }), "`src/pricing.ts` (typescript), lines 2-3:");
    assert.equal(
      origin({ kind: "selection", fileName: "sums.ipynb", languageId: "python", cell: 4, ...lines }),
      "cell 4 of `sums.ipynb` (python), lines 2-3:",
    );
    assert.equal(origin({ kind: "folder", fileName: "src", languageId: "" }), "Files in folder `src`:");
    assert.equal(origin({ kind: "problems" }), "Problems in `src/pricing.ts`:");
    assert.equal(origin({ kind: "problems", ...lines }), "Problem in `src/pricing.ts`, lines 2-3:");
    assert.equal(origin({ kind: "terminal", fileName: "bash" }), "Selected in terminal `bash`:");
    assert.equal(origin({ kind: "diff", fileName: "shop", extent: "staged" }), "Staged changes in `shop`:");
    assert.equal(
      origin({ kind: "diff", fileName: "shop", extent: "unstaged" }),
      "Unstaged changes in `shop`:",
    );
    assert.equal(
      origin({ kind: "cell", fileName: "sums.ipynb", languageId: "python", cell: 4, extent: "outputs" }),
      "cell 4 of notebook `sums.ipynb` (python), with its outputs:",
    );
  });

  it("names no language where none is known", () => {
    assert.equal(origin({ languageId: "" }), "`src/pricing.ts`, whole file:");
  });

  it("cannot be broken out of by any name, language or text, whatever the kind", () => {
    const hostile = fc.string({ unit: fc.constantFrom("`", "\n", "\r", "\u2028", "a", " ", "#") });
    fc.assert(
      fc.property(
        fc.constantFrom(...contextKinds),
        hostile,
        hostile,
        hostile,
        (kind, name, language, text) => {
          const told = contextText(item({ kind, fileName: name, languageId: language, text }));
          const [first = "", fence = ""] = told.split("\n");
          assert.equal(first.match(/`/g)?.length, 2);
          const opening = /^`{3,}/.exec(fence)?.[0] ?? "";
          assert.ok(opening.length >= 3);
          assert.ok(told.endsWith(`\n${opening}`));
          assert.ok(!text.includes(opening));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe("a chip of a notebook's cell", () => {
  it("says which", () => {
    assert.equal(contextLabel(item({ kind: "cell", fileName: "a/sums.ipynb", cell: 3 })), "sums.ipynb#3");
    assert.equal(
      contextLabel(item({ kind: "selection", fileName: "sums.ipynb", cell: 3, startLine: 2, endLine: 2 })),
      "sums.ipynb#3:2",
    );
  });

  it("is read back from the disk only when it is whole", () => {
    assert.ok(isContextItem(item({ kind: "cell", cell: 3, extent: "outputs" })));
    assert.ok(!isContextItem({ ...item({}), cell: -1 }));
    assert.ok(!isContextItem({ ...item({}), extent: "everything" }));
    assert.ok(!isContextItem({ ...item({}), isIgnored: false }));
  });
});

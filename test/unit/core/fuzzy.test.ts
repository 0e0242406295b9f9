import assert from "node:assert/strict";

import fc from "fast-check";

import { bestMatches, type Searchable } from "../../../src/core/fuzzy";

function path(text: string, age?: number): Searchable {
  return { text, nameStart: text.lastIndexOf("/") + 1, ...(age === undefined ? {} : { age }) };
}

function ranked(query: string, ...paths: readonly (string | Searchable)[]): readonly string[] {
  const items = paths.map((item) => (typeof item === "string" ? path(item) : item));
  return bestMatches(items, query, 10).map(({ text }) => text);
}

describe("finding by a few letters", () => {
  it("puts a name before the same letters in a folder", () => {
    assert.deepEqual(ranked("chat", "chat/index.ts", "src/chat.ts"), ["src/chat.ts", "chat/index.ts"]);
  });

  it("puts the start of words before their middle", () => {
    assert.deepEqual(ranked("cv", "src/active.ts", "src/chatView.ts"), ["src/chatView.ts", "src/active.ts"]);
    assert.deepEqual(ranked("ps", "src/keepPicturesShort.ts", "src/puns.ts"), [
      "src/keepPicturesShort.ts",
      "src/puns.ts",
    ]);
  });

  it("puts letters that stand together before scattered ones", () => {
    assert.deepEqual(ranked("price", "src/p_r_i_c_e_s.ts", "src/theprices.ts"), [
      "src/theprices.ts",
      "src/p_r_i_c_e_s.ts",
    ]);
  });

  it("puts the name that is the query before longer ones", () => {
    assert.deepEqual(ranked("model", "a/modelPicker.ts", "a/model.ts"), ["a/model.ts", "a/modelPicker.ts"]);
  });

  it("puts what was used lately first among equals, and only then", () => {
    assert.deepEqual(ranked("view", "a/view.ts", path("b/view.ts", 0)), ["b/view.ts", "a/view.ts"]);
    assert.deepEqual(ranked("view", "a/view.ts", path("b/v-i-e-w.ts", 0)), ["a/view.ts", "b/v-i-e-w.ts"]);
  });

  it("takes letters of folders and names together, and words in any order", () => {
    assert.deepEqual(ranked("host/sess", "src/host/chat/session.ts", "src/core/session.ts"), [
      "src/host/chat/session.ts",
    ]);
    assert.deepEqual(ranked("session host", "src/host/chat/session.ts", "src/core/session.ts"), [
      "src/host/chat/session.ts",
    ]);
  });

  it("does not mind how letters are written", () => {
    assert.deepEqual(ranked("README", "readme.md"), ["readme.md"]);
    assert.deepEqual(ranked("größe", "src/Größe.ts"), ["src/Größe.ts"]);
  });

  it("finds exactly those texts that have the letters in this order", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "B", "/", "_", "1"), maxLength: 12 });
    fc.assert(
      fc.property(
        letters,
        fc.string({ unit: fc.constantFrom("a", "b", "1"), maxLength: 4 }),
        (text, query) => {
          const inOrder = new RegExp(query.split("").join(".*"), "i");
          assert.equal(bestMatches([path(text)], query, 1).length === 1, inOrder.test(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("searches 20,000 paths within 50 ms", () => {
    const folders = ["src", "test", "lib", "packages", "components", "services", "handlers", "models"];
    const paths = Array.from({ length: 20_000 }, (_, n) => {
      const folder = (shift: number): string => folders[(n >> shift) % folders.length] ?? "";
      return path(`${folder(0)}/${folder(3)}/${folder(6)}/someFeature${n}View.component.ts`);
    });
    for (const query of ["s", "somev", "handlers/view99", "componenttsx", "sfv 1999"]) {
      // The best of some: what else the machine does is not the search's doing.
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        bestMatches(paths, query, 50);
        return performance.now() - start;
      });
      assert.ok(Math.min(...times) < 50, `${query}: ${times.join(" ")}`);
    }
  });
});

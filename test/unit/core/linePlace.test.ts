import assert from "node:assert/strict";

import fc from "fast-check";

import { inPlaceOf } from "../../../src/core/linePlace";

/** Code as nested levels; a level never goes up by more than one, and the first line is the shallowest. */
const nested = fc
  .tuple(
    fc.nat({ max: 3 }),
    fc.array(fc.tuple(fc.integer({ min: -2, max: 1 }), fc.boolean(), fc.constantFrom("", " ", "\t", "  ")), {
      minLength: 2,
      maxLength: 15,
    }),
  )
  .map(([base, steps]) => {
    let level = 0;
    return {
      base,
      lines: steps.map(([step, isBrace, trailing], index) => {
        level = index === 0 ? 0 : Math.max(0, level + step);
        return { level, text: isBrace && index > 0 ? "}" : `call${index}();`, trailing };
      }),
    };
  });
const units = fc.constantFrom("\t", "  ", "    ");

describe("an answer in place of the original", function () {
  this.timeout(30_000);

  it("leaves every line that did not change byte for byte, wherever and however the answer was indented", () => {
    fc.assert(
      fc.property(
        nested,
        units,
        units,
        fc.nat({ max: 3 }),
        fc.nat(),
        ({ base, lines }, unit, other, left, at) => {
          const style = {
            languageId: "c",
            insertSpaces: unit !== "\t",
            tabSize: unit === "\t" ? 4 : unit.length,
          };
          // Two levels of one and one of the other would look the same.
          fc.pre(!(unit === "  " && other === "    ") && !(unit === "    " && other === "  "));
          const changed = 1 + (at % (lines.length - 1));
          const original = lines.map(
            ({ level, text, trailing }) => unit.repeat(base + level) + text + trailing,
          );
          const shown = other === "\t" && unit !== "\t" ? other : unit === "\t" ? other : unit;
          const moved = Math.max(0, base - left);
          const answer = lines.map(
            ({ level, text }, index) => shown.repeat(moved + level) + (index === changed ? "other();" : text),
          );
          const expected = original.toSpliced(
            changed,
            1,
            `${unit.repeat(base + (lines[changed]?.level ?? 0))}other();`,
          );
          // With a step of one level or less there is nothing to tell the answer's unit by.
          fc.pre(
            unit !== "\t" ||
              other === "\t" ||
              lines.some(({ level }, index) => level > (lines[index - 1]?.level ?? 0)),
          );
          assert.deepEqual(inPlaceOf(original, answer, style), expected);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("takes a blank line with its white space from the original", () => {
    const style = { languageId: "c", insertSpaces: true, tabSize: 4 };
    assert.deepEqual(inPlaceOf(["a();", "    ", "b();"], ["a(1);", "", "b();"], style), [
      "a(1);",
      "    ",
      "b();",
    ]);
  });

  it("keeps the white space of lines that only went elsewhere", () => {
    const style = { languageId: "c", insertSpaces: true, tabSize: 4 };
    assert.deepEqual(inPlaceOf(["  a();", "\tb();"], ["\tb();", "  a();"], style), ["\tb();", "  a();"]);
  });
});

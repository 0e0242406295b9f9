import assert from "node:assert/strict";

import { fenceOf } from "../../../src/core/fences";
import { isProse, trimmedStart } from "../../../src/core/prose";
import { hasSameBeginning } from "../../../src/core/sameBeginning";

describe("what lines of an answer are taken for", () => {
  for (const word of ["Done.", "Removed", "Deleted!", "None.", "Nothing"]) {
    it(`words: ${word}`, () => assert.equal(isProse([word]), true));
  }

  it("a list whose items go on in further lines", () => {
    assert.equal(
      isProse([
        "These were changed:",
        "",
        "- The first item is longer",
        "  than one line of text",
        "- The second is not",
      ]),
      true,
    );
    assert.equal(isProse(["These were changed:", "", "- The first item", "const a = 1;"]), false);
  });

  it("nothing, when all of them are blank", () => {
    assert.deepEqual(trimmedStart(["", "  ", "\t"]), []);
    assert.deepEqual(trimmedStart(["", " a", ""]), [" a", ""]);
  });

  it("no fence, when the line is longer than any", () => {
    assert.equal(fenceOf("`".repeat(1_000))?.length, 1_000);
    assert.equal(fenceOf("`".repeat(1_001)), undefined);
  });

  it("another version only when they begin alike, up to forty signs where no bracket comes", () => {
    const alike = "a line of words in which no bracket stands";
    assert.equal(hasSameBeginning([alike], [`  ${alike.slice(0, 40)} and ends otherwise`]), true);
    assert.equal(hasSameBeginning([alike], [alike.slice(0, 39)]), false);
    assert.equal(hasSameBeginning(["// only", ""], ["anything"]), true);
  });
});

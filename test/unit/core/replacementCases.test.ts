import assert from "node:assert/strict";

import { replacementOf } from "../../../src/core/replacement";
import { readEditCases } from "../../support/editCases";

describe("an answer becomes lines of the document", () => {
  for (const { name, about, options, document, range, answer, after, said } of readEditCases()) {
    it(`${name}: ${about}`, () => {
      const lines = document.split(options.eol);
      const replacement = replacementOf(answer, lines.slice(range.start, range.end), options);
      const text =
        "empty" in replacement
          ? undefined
          : lines.toSpliced(range.start, range.end - range.start, ...replacement.lines).join(options.eol);
      assert.equal(text, after);
      if (said !== undefined) {
        assert.equal(replacement.said, said);
      }
    });
  }
});

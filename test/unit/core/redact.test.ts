import assert from "node:assert/strict";

import { redact } from "../../../src/core/redact";

describe("redaction", () => {
  it("hides a known secret, wherever it stands", () => {
    assert.equal(
      redact("a s3cr3t-of-mine b s3cr3t-of-mine", ["s3cr3t-of-mine"]),
      "a [key …mine] b [key …mine]",
    );
  });

  it("hides whatever looks like an API key", () => {
    assert.equal(redact("x-api-key: sk-ant-test-0123456789, more", []), "x-api-key: [key …6789], more");
  });

  it("leaves other text alone", () => {
    assert.equal(redact("the word key, and sk-ant- alone", ["abc"]), "the word key, and sk-ant- alone");
  });
});

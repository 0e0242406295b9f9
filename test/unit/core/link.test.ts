import assert from "node:assert/strict";

import { readLink } from "../../../src/core/link";

describe("a link of an answer", () => {
  it("is shown decoded, with its host", () => {
    assert.deepEqual(readLink("https://Example.com/a?q=two%20words"), {
      url: "https://example.com/a?q=two%20words",
      host: "example.com",
      readable: "https://example.com/a?q=two words",
    });
  });

  it("keeps encoded what would hide a part of it or change its order", () => {
    for (const hidden of ["%0A", "%0D%0A", "%E2%80%AE", "%E2%80%8B", "%E2%80%A8", "%C2%A0", "%F3%A0%81%81"]) {
      assert.equal(readLink(`https://example.com/${hidden}x`)?.readable, `https://example.com/${hidden}x`);
    }
  });

  const refused = [
    "",
    "docs",
    "/docs",
    "//example.com",
    "https:example.com",
    "command:workbench.action.quit",
    "vscode://file/etc/passwd",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@example.com",
    "https://bank.example@evil.example/",
    "https://a:b@example.com/",
    "https://",
  ];
  for (const href of refused) {
    it(`is none: ${JSON.stringify(href)}`, () => {
      assert.equal(readLink(href), undefined);
    });
  }
});

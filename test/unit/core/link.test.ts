import assert from "node:assert/strict";

import { decodedParts, isLongLink, linkLines, readLink, type WebLink } from "../../../src/core/link";

describe("a link of an answer", () => {
  const link = (url: string): WebLink => ({ url, host: "example.com" });

  it("is taken as it would be opened, with its host", () => {
    assert.deepEqual(readLink("https://Example.com/a?q=two%20words"), {
      url: "https://example.com/a?q=two%20words",
      host: "example.com",
    });
  });

  it("is decoded piece by piece, each that stands for something else", () => {
    const url =
      "https://example.com/plain/two%20words?next=https%3A%2F%2Fevil.test%2F%3Fa%3D1&b=c&q=a+b%25#to%2Fhere&x";
    assert.deepEqual(linkLines(link(url)).join(""), url.replace("%20", " ").replace("%25", "%"));
    assert.deepEqual(decodedParts(link(url)), ["next=https://evil.test/?a=1", "q=a b%", "to/here"]);
    assert.deepEqual(decodedParts(link("https://example.com/a+b?c=d#e")), []);
  });

  it("is decoded also beside what is malformed, and as often as it was encoded", () => {
    const url = "https://example.com/?a=%zz%20%E2%82%AC%ff%C3%28&b=%252525&c=%2568%2569";
    assert.deepEqual(linkLines(link(url)), ["https://example.com/?a=%zz €%ff%C3(&b=%2525&c=%68%69"]);
    assert.deepEqual(decodedParts(link(url)), ["b=%", "c=hi"]);
  });

  it("keeps encoded what would hide a part of it or change its order", () => {
    for (const hidden of [
      "%0A",
      "%0D%0A",
      "%E2%80%AE",
      "%E2%80%8B",
      "%E2%80%A8",
      "%C2%A0",
      "%F3%A0%81%81",
      "%E3%85%A4",
    ]) {
      assert.deepEqual(linkLines(link(`https://example.com/${hidden}%20x`)), [
        `https://example.com/${hidden} x`,
      ]);
      assert.deepEqual(decodedParts(link(`https://example.com/${hidden}%20x`)), []);
      assert.deepEqual(decodedParts(link(`https://example.com/a%2F${hidden}%20x`)), [`a/${hidden} x`]);
    }
  });

  it("stands in lines when it is long, and nothing of it is left out", () => {
    const short = link(`https://example.com/${"a".repeat(80)}`);
    assert.deepEqual([isLongLink(short), linkLines(short)], [false, [short.url]]);
    const long = link(`https://example.com/a?b=${"c".repeat(170)}&next=d#e`);
    const lines = linkLines(long);
    assert.equal(isLongLink(long), true);
    assert.equal(lines.join(""), long.url);
    assert.deepEqual(
      lines.map((line) => line.slice(0, 5)),
      ["https", "?b=cc", "ccccc", "ccccc", "&next", "#e"],
    );
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

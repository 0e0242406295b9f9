import assert from "node:assert/strict";

import { readImageHeader } from "../../../src/core/imageHeader";
import { bytes } from "../../support/pictures";

function read(content: Uint8Array): string {
  const result = readImageHeader(content);
  return result.ok
    ? `${result.header.format} ${result.header.width}×${result.header.height}`
    : result.problem.reason;
}

const wide = (text: string): Uint8Array => bytes(0xff, 0xfe, Buffer.from(text, "utf16le"));
const filtered = (step: string): string =>
  `<svg width="9" height="9"><filter id="f">${step}</filter>${'<g filter="url(#f)"/>'.repeat(40)}</svg>`;

const corners: readonly (readonly [what: string, text: string | Uint8Array, is: string])[] = [
  ["a width only", '<svg width="40"/>', "svg 40×150"],
  ["a height only", '<svg height="40"/>', "svg 300×40"],
  ["a width and a proportion", '<svg width="40" viewBox="0 0 2 1"/>', "svg 40×20"],
  ["a height and a proportion", '<svg height="40" viewBox="0 0 2 1"/>', "svg 80×40"],
  ["neither", "<svg/>", "svg 300×150"],
  [
    "UTF-16 that says so",
    wide('<?xml version="1.0" encoding="UTF-16"?><svg width="4" height="5"/>'),
    "svg 4×5",
  ],
  ["UTF-16 that says Latin", wide('<?xml version="1.0" encoding="ISO-8859-1"?><svg/>'), "damaged"],
  ["declarations of its own", '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "unsafe"],
  ["a declaration that is plain", "<!DOCTYPE svg><svg/>", "svg 300×150"],
  ["words before its first element", "<![CDATA[x]]><svg/>", "damaged"],
  ["words that are no markup", "<svg><text><![CDATA[<script>]]></text></svg>", "svg 300×150"],
  ["a character that cannot be", '<svg id="&#0;"/>', "unsafe"],
  ["a character beyond the last", '<svg id="&#x110000;"/>', "unsafe"],
  ["a character by its number", '<svg width="&#52;&#x30;"/>', "svg 40×150"],
  ["an entity that nobody knows", '<svg id="&copy;"/>', "unsafe"],
  ["a closing tag of no name", "<svg></ ></svg>", "damaged"],
  ["a style whose comment never ends", "<svg><style>a{}/* url(http://x)</style></svg>", "unsafe"],
  [
    "a style that hides an address behind a comment",
    "<svg><style>/**/a{fill:url(http://x)}</style></svg>",
    "unsafe",
  ],
  [
    "a style that hides an address behind a character beyond the last",
    "<svg><style>a{fill:\\110000url(http://x)}</style></svg>",
    "unsafe",
  ],
  ["a name that is there twice", '<svg><g id="a"/><g id="a"/><use href="#a"/></svg>', "svg 300×150"],
  ["a use of itself", '<svg><g id="a"><use href="#a"/></g></svg>', "unsafe"],
  ["a use of nothing", '<svg><use href="#b"/></svg>', "svg 300×150"],
  ["a filter of one round", filtered("<feConvolveMatrix/>"), "svg 9×9"],
  ["a filter of rounds that are no number", filtered('<feMorphology radius="x"/>'), "svg 9×9"],
  ["a filter of fewer rounds than one", filtered('<feMorphology radius="1"/>'), "svg 9×9"],
  ["a filter of very many rounds", filtered('<feMorphology radius="1000"/>'), "unsafe"],
  ["a filter of a large matrix", filtered('<feConvolveMatrix order="40 40"/>'), "unsafe"],
];

describe("an SVG with", () => {
  for (const [what, text, is] of corners) {
    it(`${what} is ${is}`, () => {
      assert.equal(read(bytes(text)), is);
    });
  }
});

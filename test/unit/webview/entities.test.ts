import assert from "node:assert/strict";
import { decodeEntities } from "../../../src/webview/entities";

describe("character references", () => {
  for (const [written, read] of [
    ["&amp;&lt;&gt;&quot;&apos;", "&<>\"'"],
    ["&nbsp;|&yuml;|&divide;|&times;", "\u00A0|ÿ|÷|×"],
    ["&Alpha;&Omega;&alpha;&sigmaf;&omega;", "ΑΩαςω"],
    ["&mdash;&hellip;&rarr;&ne;&le;&infin;&sum;&minus;", "—…→≠≤∞∑−"],
    ["&euro;&trade;&bull;&lsquo;&rdquo;&hearts;&loz;", "€™•‘”♥◊"],
    ["&Rho;&Sigma;&rho;&sigma;", "ΡΣρσ"],
    ["&cap;&cup;&int;&and;&or;&there4;&perp;&sdot;", "∩∪∫∧∨∴⊥⋅"],
    ["&#65;&#x42;&#X43;&#x1F600;", "ABC😀"],
    ["&#0;&#xD800;&#x110000;&#9999999;", "\uFFFD\uFFFD\uFFFD\uFFFD"],
    ["&unknown; &amp &; &#; &#x; &#12345678; AT&T", "&unknown; &amp &; &#; &#x; &#12345678; AT&T"],
    ["&amp;lt;", "&lt;"],
    ["&__proto__; &constructor;", "&__proto__; &constructor;"],
  ] as const) {
    it(`reads ${written}`, () => assert.equal(decodeEntities(written), read));
  }
});

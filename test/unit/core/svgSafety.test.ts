import assert from "node:assert/strict";

import { readImageHeader } from "../../../src/core/imageHeader";
import { svgProblem } from "../../../src/core/svgSafety";
import { cssFetches } from "../../../src/core/svgStyle";

const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const within = (content: string): string => `<svg ${namespaces} width="9" height="9">${content}</svg>`;
const pixel = "data:image/png;base64,iVBORw0KGgo=";

/** What stands in an SVG that runs, fetches or never ends. */
const hostile: readonly string[] = [
  "<script>alert(1)</script>",
  "<script/>",
  '<script href="#a"/>',
  '<SCRIPT xmlns="http://www.w3.org/1999/xhtml">alert(1)</SCRIPT>',
  '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
  '<h:img xmlns:h="http://www.w3.org/1999/xhtml" alt=""/>',
  '<x:anything xmlns:x="http://www.w3.org/1999/xht&#109;l"/>',
  '<g onload="alert(1)"/>',
  "<g onclick='alert(1)'/>",
  '<g ONLOAD="alert(1)"/>',
  '<g\nonmouseover\n=\n"alert(1)"/>',
  '<g ev:onload="alert(1)"/>',
  '<rect onbegin=""/>',
  "<foreignObject><p/></foreignObject>",
  '<foreignobject requiredExtensions="http://www.w3.org/1999/xhtml"/>',
  '<iframe src="#a"/>',
  "<object/>",
  "<style>@import url(#a);<style/>rect{fill:url(//example.com/a)}</style>",
  "<style><style></style>rect{fill:url(//example.com/a)}</style>",
  "<style>rect{fill:url(<g/>//example.com/a)}</style>",
  "<style><desc>rect{}</desc>rect{fill:url(//example.com/a)}</style>",
  "<embed/>",
  "<audio/>",
  "<video/>",
  "<canvas/>",
  '<handler type="text/javascript"/>',
  "<listener/>",
  '<link rel="stylesheet"/>',
  '<meta http-equiv="refresh"/>',
  '<image href="https://example.com/a.png"/>',
  '<image xlink:href="http://example.com/a.png"/>',
  '<image href="//example.com/a.png"/>',
  '<image href="a.png"/>',
  '<image href="/etc/passwd"/>',
  '<image href="file:///etc/passwd"/>',
  '<image src="https://example.com/a.png"/>',
  '<image href="  https://example.com/a.png"/>',
  '<image href="&#104;ttps://example.com/a.png"/>',
  '<image href="&#x68;ttps://example.com/a.png"/>',
  '<image href="data:image/svg+xml,%3Csvg/%3E"/>',
  '<image href="data:text/html,a"/>',
  '<image href="data:image/pngx,a"/>',
  '<image href=""/>',
  '<use href="https://example.com/a.svg#a"/>',
  '<use href="other.svg#a"/>',
  `<use href="${pixel}"/>`,
  '<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
  '<feImage href="https://example.com/a.png"/>',
  '<a href="javascript:alert(1)"/>',
  '<a href="java&#9;script:alert(1)"/>',
  '<a href="java&#x0A;script:alert(1)"/>',
  '<a href=" &#1;javascript:alert(1)"/>',
  '<a href="JAVASCRIPT&#58;alert(1)"/>',
  '<a href="https://example.com/"/>',
  '<a xml:base="https://example.com/" href="#a"/>',
  '<g fill="url(https://example.com/a.svg#a)"/>',
  "<g fill='url(\"https://example.com/a.svg#a\")'/>",
  '<g fill="URL( //example.com/a )"/>',
  '<g fill="&#117;rl(//example.com/a)"/>',
  '<g style="background:url(a.png)"/>',
  '<g style="background:\\75 rl(a.png)"/>',
  '<g style="background:\\75\\72\\6c(a.png)"/>',
  '<g style="background:u\\rl(a.png)"/>',
  '<g style="background:ur/**/l(a.png)"/>',
  "<g style=\"fill:url(#a);background:url( 'a.png')\"/>",
  "<g style=\"background:image-set('a.png' 1x)\"/>",
  '<g style="width:expression(alert(1))"/>',
  '<g style="-moz-binding:url(#a)"/>',
  "<style>@import 'https://example.com/a.css';</style>",
  "<style>@im<!-- -->port 'a.css';</style>",
  "<style>@im<![CDATA[port]]> 'a.css';</style>",
  "<style>&#64;import 'a.css';</style>",
  "<style>@\\69mport 'a.css';</style>",
  "<style><![CDATA[@IMPORT url(a.css);]]></style>",
  "<style>@font-face{font-family:a;src:url(https://example.com/a.woff)}</style>",
  "<style>g{fill:url(//example.com/a)}</style>",
  "<s:style xmlns:s='http://www.w3.org/2000/svg'>g{fill:url(a)}</s:style>",
  '<set attributeName="href" to="https://example.com/"/>',
  '<animate attributeName="xlink:href" values="#a;https://example.com/"/>',
  '<animate attributeName=" hre&#102;" from="#a"/>',
  '<set attributeName="onload" to="alert(1)"/>',
  '<animate attributeName="fill" values="url(#a);url(https://example.com/)"/>',
  '<animate attributeName="x" values="javascript:alert(1)"/>',
  "<text>&evil;</text>",
  "<text>&nbsp;</text>",
  '<g id="&evil;"/>',
  "<?xml-stylesheet href='a.css'?>",
  "<?xml version='1.0'?>",
  "<!DOCTYPE svg>",
  "<!ENTITY a 'b'>",
  "<![INCLUDE[<script/>]]>",
  '<g id="a"><use href="#a"/></g>',
  '<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>',
  '<pattern id="a"><rect fill="url(#a)"/></pattern>',
  "<g>".repeat(600) + "</g>".repeat(600),
  Array.from({ length: 10 }, (_, n) => `<g id="n${n}">${`<use href="#n${n - 1}"/>`.repeat(10)}</g>`).join(""),
  Array.from(
    { length: 10 },
    (_, n) => `<pattern id="n${n}">${`<path fill="url(#n${n - 1})"/>`.repeat(10)}</pattern>`,
  ).join(""),
  "<g/>".repeat(100_001),
  '<filter id="a"><feTurbulence numOctaves="1000"/></filter>',
  '<filter id="a"><feConvolveMatrix order="99"/></filter>',
  '<filter id="a"><feConvolveMatrix order="99, 99"/></filter>',
  '<filter id="a"><feMorphology radius="9e9"/></filter>',
  `<filter id="a"><feGaussianBlur stdDeviation="99"/></filter>${'<g filter="url(#a)"/>'.repeat(500)}`,
];

/** Whole documents. */
const hostileDocuments: readonly string[] = [
  `<svg ${namespaces} onload="alert(1)"/>`,
  `<?xml-stylesheet type="text/xsl" href="#a"?><svg ${namespaces}/>`,
  `<?xml version="1.0"?><?xml-stylesheet href="data:text/css,a"?><svg ${namespaces}/>`,
  `<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]><svg ${namespaces}>&a;</svg>`,
  `<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://example.com/a.dtd">%a;]><svg ${namespaces}/>`,
  `<!DOCTYPE svg [<!ATTLIST g onload CDATA "alert(1)">]><svg ${namespaces}><g/></svg>`,
  `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>`,
];

/** What is not well-formed: nobody may read it as something else. */
const broken: readonly (readonly [string, "cut" | "damaged"])[] = [
  ["", "cut"],
  ["<svg", "cut"],
  ["<svg>", "cut"],
  ["<svg><g>", "cut"],
  ["<svg><!-- ", "cut"],
  ["<svg><![CDATA[ ", "cut"],
  ["<svg></g>", "damaged"],
  ["<svg><g></svg></g>", "damaged"],
  ["<svg/><svg/>", "damaged"],
  ["<svg/>text", "damaged"],
  ["<svg a=b/>", "damaged"],
  ["<svg a/>", "damaged"],
  ['<svg a="1" a="2"/>', "damaged"],
  ['<svg a="<script>"/>', "damaged"],
  ['<svg a="1"b="2"/>', "damaged"],
  [`<svg${Array.from({ length: 1001 }, (_, n) => ` a${n}=""`).join("")}/>`, "damaged"],
  ["<svg>< script>alert(1)</ script></svg>", "damaged"],
];

const harmless: readonly string[] = [
  within(""),
  within('<path d="M0 0h9v9z" fill="url(#a)" style="stroke:url( \'#b\' )"/>'),
  within(`<image href="${pixel}"/><image xlink:href="data:image/jpeg;base64,/9j/"/>`),
  within('<g id="a"><rect/></g><use href="#a"/><use xlink:href="#a"/>'),
  within('<g id="top"><a href="#top"><text>up</text></a></g>'),
  within('<rect id="r"><animate href="#r" attributeName="x" values="0;9"/></rect>'),
  within("<style>/* a */ g { fill: red } .b{clip-path:url(#c)}</style>"),
  within("<style><![CDATA[ a > b { fill: red } ]]></style>"),
  within("<text>alert(1) &lt;script&gt; onload=&quot;a&quot; @import url(a) &#8364;</text>"),
  within("<!-- <script>alert(1)</script> --><title>one &amp; two</title>"),
  within(
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><?xpacket a?></rdf:RDF></metadata>',
  ),
  within(
    '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:role="a"/>',
  ),
  within(
    `<filter id="s"><feFlood/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feColorMatrix values="0"/><feBlend/></filter>${'<g filter="url(#s)"/>'.repeat(60)}`,
  ),
  within(
    '<filter id="n"><feTurbulence type="fractalNoise" numOctaves="4"/></filter><rect filter="url(#n)"/>',
  ),
  within(
    '<linearGradient id="a" xlink:href="#b"/><linearGradient id="b"/><filter id="f"><feImage href="#a"/></filter>',
  ),
  within(Array.from({ length: 300 }, (_, n) => `<g id="n${n}"><use href="#n${n - 1}"/></g>`).join("")),
  `\ufeff<?xml version="1.0" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg ${namespaces}/>\n<!-- -->\n`,
];

describe("an SVG", () => {
  it("is refused when it runs, fetches or never ends", () => {
    const all = [...hostile.map(within), ...hostileDocuments];
    assert.ok(all.length >= 90);
    const passed = all.filter((text) => svgProblem(text)?.reason !== "unsafe");
    assert.deepEqual(passed, []);
  });

  it("is refused as cut or damaged when it is not well-formed", () => {
    assert.deepEqual(
      broken.map(([text]) => [text, svgProblem(text)?.reason]),
      broken,
    );
  });

  it("is taken when it only draws", () => {
    const refused = harmless.filter((text) => svgProblem(text) !== undefined);
    assert.deepEqual(refused, []);
  });

  it("is refused by whoever reads its size, too", () => {
    const encoder = new TextEncoder();
    for (const text of hostile.map(within)) {
      const read = readImageHeader(encoder.encode(text));
      assert.deepEqual(read, { ok: false, problem: { reason: "unsafe" } }, text.slice(0, 200));
    }
  });

  it("that is hostile is so wherever its hostile part stands, and however its quotes are written", () => {
    for (const part of hostile) {
      const deeper = within(`<g><defs><symbol>${part}</symbol></defs></g>`);
      const quoted = within(part).replaceAll(/="([^"']*)"/g, "='$1'");
      assert.deepEqual(
        [svgProblem(deeper), svgProblem(quoted)],
        [{ reason: "unsafe" }, { reason: "unsafe" }],
        part.slice(0, 200),
      );
    }
  });

  it("is read with its comments and without, and with whatever a number stands for", () => {
    for (const [css, fetches] of [
      [".a{fill:red} /* and so on", false],
      [".a{fill:red} /* and so on */ .b{fill:u/**/rl(#c)}", false],
      [".a{fill:u/* and so on */rl(//example.com/a)}", true],
      [".a{fill:u\\72 l(//example.com/a)}", true],
      [".a{fill:u\\ffffffrl(//example.com/a)}", true],
      [".a{content:'\\ffffff'}", false],
    ] as const) {
      assert.equal(cssFetches(css), fetches, css);
    }
  });
});

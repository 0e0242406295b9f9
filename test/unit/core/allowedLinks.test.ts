import assert from "node:assert/strict";

import { isAllowed, plainHostOf } from "../../../src/core/allowedLinks";
import { readLink } from "../../../src/core/link";
import { proved } from "../../support/proof";

const allowed = ["docs.example.com", "example.org", "xn--mnchen-3ya.example", "127.0.0.1", "localhost"];

/** Open at once, once their host is allowed. */
const plain: readonly string[] = [
  "https://docs.example.com",
  "https://docs.example.com/",
  "https://DOCS.Example.COM/Guide",
  "https://docs.example.com:443/guide",
  "https://docs.example.com/guide/",
  "https://docs.example.com/guide/first-steps",
  "https://docs.example.com/guide/first_steps.html",
  "https://docs.example.com/~someone/notes",
  "https://docs.example.com/v2.1/api",
  "https://docs.example.com/guide#install",
  "https://docs.example.com/guide#",
  "https://docs.example.com/#Install",
  "https://docs.example.com/a/../b",
  "https://docs.example.com/%2e%2e",
  "https://example.org/rfc/rfc9110",
];

const long = "abcdefghijklmnopqrstuvwxyz";

/** Asked about each time, whatever is allowed. */
const asked: readonly string[] = [
  // Another scheme or port.
  "http://docs.example.com/",
  "http://docs.example.com:443/",
  "https://docs.example.com:8443/",
  "https://docs.example.com:80/",
  "https://docs.example.com:444/guide",
  // What could carry something out.
  "https://docs.example.com/?",
  "https://docs.example.com/?q",
  "https://docs.example.com/?q=SECRET",
  "https://docs.example.com/guide?utm_source=x",
  "https://docs.example.com/guide?#install",
  "https://docs.example.com/guide#install-2",
  "https://docs.example.com/guide#a=b",
  "https://docs.example.com/guide#a/b",
  "https://docs.example.com/guide#%41",
  "https://docs.example.com/guide#a#b",
  "https://docs.example.com/guide#:~:text=secret",
  `https://docs.example.com/guide#${long}${long}`,
  `https://docs.example.com/${long}`,
  `https://docs.example.com/a/${long}/b`,
  `https://docs.example.com/${"word/".repeat(20)}`,
  "https://docs.example.com/a%20b",
  "https://docs.example.com/a b",
  "https://docs.example.com/%E2%80%AE",
  "https://docs.example.com/\u202Egnp.exe",
  "https://docs.example.com/\u200B",
  "https://docs.example.com/ü",
  "https://docs.example.com/a;b",
  "https://docs.example.com/a,b",
  "https://docs.example.com/a:b",
  "https://docs.example.com/a@b",
  "https://docs.example.com/a=b",
  "https://docs.example.com/a&b",
  "https://docs.example.com/a+b",
  "https://docs.example.com/a$b",
  "https://docs.example.com/a!b",
  "https://docs.example.com/a*b",
  "https://docs.example.com/a'b",
  "https://docs.example.com/(a)",
  "https://docs.example.com/[a]",
  "https://docs.example.com/{a}",
  "https://docs.example.com/a|b",
  "https://docs.example.com/a^b",
  "https://docs.example.com/a`b",
  'https://docs.example.com/a"b',
  "https://docs.example.com/<a>",
  // Another host than the one allowed.
  "https://example.com/",
  "https://www.docs.example.com/",
  "https://a.docs.example.com/",
  "https://docs.example.com.evil.example/",
  "https://docs-example.com/",
  "https://docs.example.co/",
  "https://docs.example.comm/",
  "https://docsexample.com/",
  "https://docs.example.com./",
  "https://secret.docs.example.com/guide",
  "https://example.org.uk/",
  // Names that are read as another, and hosts that are none by name.
  "https://dоcs.example.com/",
  "https://docs.exаmple.com/",
  "https://münchen.example/",
  "https://xn--mnchen-3ya.example/",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://[::1]/",
  "https://localhost/",
  "https://intranet/",
  "https://docs_.example.com/",
];

/** No link at all. */
const refused: readonly string[] = [
  "https://docs.example.com@evil.example/",
  "https://user@docs.example.com/",
  "https://user:pass@docs.example.com/",
  "https://:pass@docs.example.com/",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "vbscript:x",
  "data:text/html,x",
  "blob:https://docs.example.com/1",
  "file:///etc/passwd",
  "file://docs.example.com/a",
  "command:workbench.action.quit",
  "vscode://docs.example.com/",
  "vscode-insiders://docs.example.com/",
  "vscode-resource://docs.example.com/",
  "ftp://docs.example.com/",
  "ws://docs.example.com/",
  "wss://docs.example.com/",
  "mailto:a@docs.example.com",
  "tel:1",
  "ssh://docs.example.com/",
  "git://docs.example.com/",
  "view-source:https://docs.example.com/",
  "intent://docs.example.com/",
  "\\\\docs.example.com\\share",
  "//docs.example.com/",
  "/docs",
  "docs.example.com",
  "https:docs.example.com",
  "https:/docs.example.com",
  "https:\\\\docs.example.com",
  "https://",
  "https:///",
  "https://%",
  "https://a b/",
  "#top",
  "?q",
  "",
];

describe("a link of a host that the person has allowed", () => {
  it("opens at once when it is plain, is asked about each time when it is not, and is of the web", () => {
    for (const href of plain) {
      const link = readLink(href);
      assert.ok(link, href);
      assert.ok(isAllowed(link, allowed), href);
      assert.ok(!isAllowed(link, []), `${href} opens without having been allowed`);
      assert.equal(plainHostOf(link), link.host);
    }
    for (const href of asked) {
      const link = readLink(href);
      assert.ok(link === undefined || !isAllowed(link, allowed), href);
    }
    for (const href of refused) {
      assert.equal(readLink(href), undefined, href);
    }
    const count = plain.length + asked.length + refused.length;
    assert.ok(count >= 100, `${count}`);
    proved({
      row: "T13",
      tried: "addresses against what may open unseen, what is asked about, and what never opens",
      count,
    });
  });

  it("is none where what stands in the settings is no list of hosts", () => {
    const link = readLink("https://docs.example.com/");
    assert.ok(link);
    const lists = [
      [1],
      [null],
      [["docs.example.com"]],
      ["*"],
      ["*.example.com"],
      [".example.com"],
      ["DOCS.EXAMPLE.COM"],
    ];
    for (const hosts of lists) {
      assert.equal(isAllowed(link, hosts), false, JSON.stringify(hosts));
    }
  });
});

import assert from "node:assert/strict";

import { readImageLink } from "../../../src/core/imageLink";
import { linkLines } from "../../../src/core/link";

describe("a link to an image", () => {
  const problemOf = (text: string): string | undefined => {
    const read = readImageLink(text);
    return read.ok ? undefined : read.problem;
  };

  it("has the last part of its path for a name, else its host", () => {
    const names = [
      ["https://example.com/a/plan%20B.png?size=2#top", "plan B.png"],
      ["  https://example.com/pictures/  ", "pictures"],
      ["https://example.com", "example.com"],
      ["https://example.com:8443/", "example.com:8443"],
      ["https://example.com/%E0%A4%A", "%E0%A4%A"],
      ["https://example.com/a%2F..%2Fb.png", "a .. b.png"],
      ["https://example.com/a%E2%80%AEgnp.png", "a gnp.png"],
      [`https://example.com/${"n".repeat(300)}`, "n".repeat(80)],
    ] as const;
    for (const [text, name] of names) {
      const read = readImageLink(text);
      assert.deepEqual(read.ok && read.link.name, name, text);
    }
  });

  it("is kept as the browser would write it, and shown decoded", () => {
    const read = readImageLink("https://EXAMPLE.com/ä b.png");
    assert.ok(read.ok);
    assert.equal(read.link.url, "https://example.com/%C3%A4%20b.png");
    assert.deepEqual(linkLines(read.link), ["https://example.com/ä b.png"]);
    assert.equal(read.link.host, "example.com");
  });

  it("is refused where it is none, not https, holds a password or is too long", () => {
    assert.equal(problemOf(""), "notALink");
    assert.equal(problemOf("picture.png"), "notALink");
    assert.equal(problemOf("https://"), "notALink");
    assert.equal(problemOf("https:example.com/a.png"), "notALink");
    for (const text of [
      "http://example.com/a.png",
      "file:///a.png",
      "data:image/png;base64,AA==",
      "javascript:1",
    ]) {
      assert.ok(["notHttps", "notALink"].includes(problemOf(text) ?? ""), text);
    }
    assert.equal(problemOf("http://example.com/a.png"), "notHttps");
    assert.equal(problemOf("https://me@example.com/a.png"), "credentials");
    assert.equal(problemOf("https://me:secret@example.com/a.png"), "credentials");
    assert.equal(problemOf(`https://example.com/${"a".repeat(2_000)}`), "tooLong");
    assert.equal(problemOf(`https://example.com/${"ä".repeat(1_000)}`), "tooLong");
  });

  it("is refused where only this network or this machine could open it", () => {
    const hosts = [
      "localhost",
      "LOCALHOST.",
      "app.localhost",
      "printer",
      "printer.local",
      "wiki.corp",
      "build.internal",
      "nas.home.arpa",
      "127.0.0.1",
      "127.1",
      "0x7f000001",
      "2130706433",
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.0.1",
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "[::1]",
      "[::]",
      "[::ffff:10.0.0.1]",
      "[fd00::1]",
      "[fe80::1]",
      "[64:ff9b::a00:1]",
      "[2002:a00:1::]",
      "[2001::1]",
      "[2001:0:1::1]",
    ];
    for (const host of hosts) {
      assert.equal(problemOf(`https://${host}/a.png`), "private", host);
    }
    const reachable = [
      "example.com",
      "example.com.",
      "8.8.8.8",
      "100.63.0.1",
      "172.15.0.1",
      "172.32.0.1",
      "192.167.0.1",
      "[2606:4700::1111]",
      "[2001:4860:4860::8888]",
      "local.example.com",
    ];
    for (const host of reachable) {
      assert.equal(problemOf(`https://${host}/a.png`), undefined, host);
    }
  });
});

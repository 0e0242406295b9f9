import assert from "node:assert/strict";

import { secretSigns, secretSignsOfDiff } from "../../../src/core/secrets";
import { harmless, harmlessNames, secretNames, secrets } from "./secretSamples";

describe("what looks like a secret", () => {
  it("is found in every one of many shapes", () => {
    assert.ok(secrets.length >= 80);
    const missed = secrets.filter((text) => secretSigns("notes.md", text).length === 0);
    assert.deepEqual(missed, []);
  });

  it("is not seen where there is none, in more than 300 lines of code and settings", () => {
    assert.ok(new Set(harmless).size >= 300);
    const alarms = harmless.filter((text) => secretSigns("notes.md", text).length > 0);
    assert.deepEqual(alarms, []);
  });

  it("is told by the name of the file alone", () => {
    for (const name of secretNames) {
      assert.deepEqual(secretSigns(name, "a"), [{ kind: "fileName", line: 0 }], name);
    }
    for (const name of harmlessNames) {
      assert.deepEqual(secretSigns(name, "a"), [], name);
    }
  });

  it("is told by its line, and never by itself", () => {
    const key = `sk-ant-api03-${"0a1B2c3D4e".repeat(3)}`;
    const signs = secretSigns("a.ts", `one\ntwo\nconst key = "${key}";\n`);
    assert.deepEqual(signs, [{ kind: "token", line: 3 }]);
    assert.ok(!JSON.stringify(signs).includes(key.slice(4)));
  });

  describe("in a diff", () => {
    const diffOf = (path: string, lines: string): string =>
      `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,3 +1,3 @@\n${lines}\n`;
    const marked = (text: string, mark: string): string => mark + text.replaceAll("\n", `\n${mark}`);

    it("is found behind the mark of its line, whether that came, went or stayed", () => {
      for (const mark of ["+", "-", " ", "++", "--", "+ ", " +", "- ", " -"]) {
        const missed = secrets.filter(
          (text) => secretSignsOfDiff(diffOf("notes.md", marked(text, mark))).length === 0,
        );
        // Two hyphens before a private key's own: git marks a merge so, and no file begins like that.
        const other = missed.filter((text) => mark.length === 1 || !text.startsWith("-----BEGIN"));
        assert.deepEqual(other, [], JSON.stringify(mark));
      }
      assert.deepEqual(secretSignsOfDiff(diffOf("a.ini", " a\n+DB_PASSWORD=Zk39xQ7LmW2vRt8p\n b")), [
        { kind: "password", line: 6 },
      ]);
    });

    it("is told by the names of all files in it", () => {
      const harmlessPart = diffOf("src/a.ts", "+a");
      for (const name of secretNames.filter((each) => !each.includes("\\"))) {
        const diff = harmlessPart + diffOf(`app/${name}`, "+a");
        assert.deepEqual(secretSignsOfDiff(diff), [{ kind: "fileName", line: 0, fileName: `app/${name}` }]);
      }
      const renamed =
        "diff --git a/.env b/old.txt\nsimilarity index 100%\nrename from .env\nrename to old.txt\n";
      assert.deepEqual(secretSignsOfDiff(renamed), [{ kind: "fileName", line: 0, fileName: ".env" }]);
    });

    it("is not seen where there is none", () => {
      for (const mark of ["+", "-", " "]) {
        const alarms = harmless.filter(
          (text) => secretSignsOfDiff(diffOf("notes.md", marked(text, mark))).length > 0,
        );
        assert.deepEqual(alarms, [], JSON.stringify(mark));
      }
      const names = harmlessNames.map((name) => diffOf(name, "+a")).join("");
      assert.deepEqual(secretSignsOfDiff(names), []);
    });
  });

  it("is looked for in a megabyte without a stall, however hostile", () => {
    const hostile = [
      "password".repeat(130_000),
      `-----BEGIN PRIVATE KEY-----${"\\n ".repeat(300_000)}`,
      "token: '".repeat(130_000),
      "a://b:".repeat(170_000),
      "-----BEGIN ".repeat(90_000),
      "eyJaaaaaaaaaa.".repeat(75_000),
    ];
    for (const text of hostile) {
      const start = performance.now();
      secretSigns("a.txt", text);
      secretSignsOfDiff(text);
      assert.ok(performance.now() - start < 1_000, text.slice(0, 20));
    }
  });
});

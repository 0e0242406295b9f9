import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { secretSigns, secretSignsOfDiff } from "../../../src/core/secrets";
import { harmless, harmlessNames, secretNames, secrets } from "./secretSamples";
import { proved } from "../../support/proof";
import { projectRoot } from "../../support/project";

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|css|json|md|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

function inPieces(text: string, lines: number): readonly string[] {
  const all = text.split("\n");
  return Array.from({ length: Math.ceil(all.length / lines) }, (_, at) =>
    all.slice(at * lines, (at + 1) * lines).join("\n"),
  ).filter((piece) => piece.trim() !== "");
}

describe("what looks like a secret", () => {
  it("is found in every one of many shapes", () => {
    assert.ok(new Set(secrets).size >= 200);
    const missed = secrets.filter((text) => secretSigns("notes.md", text).length === 0);
    assert.deepEqual(missed, []);
    proved({ row: "T22", tried: "true secrets", count: secrets.length, result: "all found" });
  });

  it("is not seen where there is none, in more than 300 lines of code and settings", () => {
    assert.ok(new Set(harmless).size >= 300);
    const alarms = harmless.filter((text) => secretSigns("notes.md", text).length > 0);
    assert.deepEqual(alarms, []);
  });

  it("is seen in hardly any piece of real source code", () => {
    // Ours, its tests and its settings, in pieces as people select them.
    const pieces = ["src", "test", "media", "package.json", "package-lock.json"]
      .map((path) => join(projectRoot, path))
      .flatMap((path) => (statSync(path).isFile() ? [path] : filesBelow(path)))
      // These two are about secrets.
      .filter((path) => !/secretSamples\.ts$|secrets\.test\.ts$/.test(path))
      .flatMap((path) => inPieces(readFileSync(path, "utf8"), 6));
    const chosen = [...new Set(pieces)];
    assert.ok(chosen.length >= 5_000);
    const step = Math.floor(chosen.length / 5_000);
    const looked = chosen.filter((_, index) => index % step === 0);
    const alarms = looked.filter((text) => secretSigns("notes.md", text).length > 0);
    assert.ok(alarms.length <= looked.length * 0.005, `${alarms.length} of ${looked.length}: ${alarms[0]}`);
    proved({
      row: "T22",
      tried: "harmless pieces of source code",
      count: looked.length,
      result: `${alarms.length} false alarms`,
    });
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

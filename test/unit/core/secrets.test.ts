import assert from "node:assert/strict";

import { secretSigns } from "../../../src/core/secrets";
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
      assert.ok(performance.now() - start < 1_000, text.slice(0, 20));
    }
  });
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { proved } from "../support/proof";
import { projectRoot } from "../support/project";

const sources = readdirSync(join(projectRoot, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({
    name: relative(projectRoot, path).replaceAll("\\", "/"),
    text: readFileSync(path, "utf8"),
  }));

/** What the extension cannot do, because nothing in it could: the words for it, and the only files that may have them. */
const absent: readonly (readonly [row: string, what: string, words: RegExp, but: readonly string[]])[] = [
  ["T18", "a server", /\b(?:createServer|createSocket)\b/, []],
  ["T19", "tools in a request", /\btool_choice\b|\btools\s*:/, []],
  ["T19", "a terminal or a task", /createTerminal|sendText\(|executeTask|ShellExecution|sendSequence/, []],
  ["T31", "consent by a setting", /auto(?:Approve|Accept|Run|Execute)|alwaysAllow|dangerouslySkip|yolo/i, []],
  ["T16", "commands from a text", /enableCommandUris:\s*true|isTrusted\s*=\s*true|supportHtml/, []],
  ["T19", "code from a text", /\beval\(|new Function\(|node:vm"/, []],
  [
    "T3",
    "another way out than the one fetch",
    /new (?:XMLHttpRequest|WebSocket|EventSource)\b|sendBeacon|from "undici"/,
    [],
  ],
  [
    "T4",
    "the environment",
    /process\.env/,
    [
      "src/extension.ts",
      "src/claude/egress.ts",
      // Where the programs of the system lie that take a screenshot.
      "src/host/capture/screenshot.ts",
      "src/host/capture/takePicture.ts",
      // Tells which variables name a proxy or a certificate.
      "src/host/diagnose/diagnosis.ts",
    ],
  ],
  ["T19", "another program", /node:child_process/, ["src/host/capture/program.ts"]],
];

describe("the extension", () => {
  for (const [row, what, words, but] of absent) {
    it(`has no words for ${what}${but.length === 0 ? "" : `, but in ${but.join(" and ")}`}`, () => {
      assert.ok(sources.length > 300);
      const found = sources.filter(({ text }) => words.test(text)).map(({ name }) => name);
      assert.deepEqual(
        found.filter((name) => !but.includes(name)),
        [],
      );
      proved({ row, tried: `source files searched for ${what}`, count: sources.length, result: "none" });
    });
  }

  it("has no setting that agrees to something in the person's place", () => {
    const manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
      contributes: { configuration: { properties: Record<string, unknown> } };
    };
    const names = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual(
      names.filter((name) =>
        /approve|accept|allow|consent|permission|tool|command|execute|trust/i.test(name),
      ),
      // Opens a link to a plain page in the browser, which the person clicked.
      ["askClaude.allowedLinkHosts"],
    );
    proved({
      row: "T31",
      tried: "settings searched for one that agrees by itself",
      count: names.length,
      result: "none but for plain links that are clicked",
    });
  });
});

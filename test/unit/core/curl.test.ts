import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { curlCommand } from "../../../src/core/curl";

const key = "sk-ant-test-from-the-environment";

/** Runs a command with a curl that only writes down what it was given. */
function run(command: string): { readonly args: readonly string[]; readonly body: string } {
  const folder = mkdtempSync(join(tmpdir(), "ask-claude-curl-"));
  try {
    const curl = join(folder, "curl");
    writeFileSync(curl, `#!/bin/sh\ncat > "${folder}/body"\nprintf '%s\\n' "$@" > "${folder}/args"\n`);
    chmodSync(curl, 0o755);
    const done = spawnSync("sh", ["-s"], {
      input: command,
      encoding: "utf8",
      env: { PATH: `${folder}:${process.env["PATH"]}`, ANTHROPIC_API_KEY: key },
    });
    assert.equal(done.stderr, "");
    return {
      args: readFileSync(join(folder, "args"), "utf8").trimEnd().split("\n"),
      body: readFileSync(join(folder, "body"), "utf8"),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const texts: readonly (readonly [string, string])[] = [
  ["nothing special", "Why?"],
  ["quotes of every kind", `it's "quoted" \`so\` '' ' "`],
  ["what a shell would run", "$(touch /tmp/x) `id` $HOME ${HOME} !! \\ ; & | > < * ~ #"],
  ["what printf would read", "%s %d %% \\n \\0 \\c"],
  ["line breaks and other scripts", "one\r\ntwo\tthree\u2028four \u{1f914} 你好"],
  ["more than one argument may hold", "x".repeat(300_000)],
];

describe("a request as a curl command", () => {
  it("goes where the request goes, and does not hold the key", () => {
    assert.equal(
      curlCommand("https://gateway.test/it's", "{'}"),
      [
        `printf %s '{'\\''}' | curl --no-buffer 'https://gateway.test/it'\\''s/v1/messages' \\`,
        `  -H "x-api-key: $ANTHROPIC_API_KEY" \\`,
        "  -H 'anthropic-version: 2023-06-01' \\",
        "  -H 'content-type: application/json' \\",
        "  --data-binary @-",
      ].join("\n"),
    );
  });

  // Where there is no such shell there is nothing that the command could be run in.
  if (process.platform !== "win32") {
    for (const [name, text] of texts) {
      it(`sends the body byte for byte: ${name}`, () => {
        const body = JSON.stringify({ messages: [{ role: "user", content: text }] }, null, 2);
        assert.equal(run(curlCommand("https://api.anthropic.com", body)).body, body);
      });
    }

    it("gives curl the headers, with the key from the environment", () => {
      assert.deepEqual(run(curlCommand("https://gateway.test/it's/here", "{}")).args, [
        "--no-buffer",
        "https://gateway.test/it's/here/v1/messages",
        "-H",
        `x-api-key: ${key}`,
        "-H",
        "anthropic-version: 2023-06-01",
        "-H",
        "content-type: application/json",
        "--data-binary",
        "@-",
      ]);
    });
  }
});

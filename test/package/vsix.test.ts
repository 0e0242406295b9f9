import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";

/** The budget of the whole extension, in bytes. */
const largestPackage = 600_000;

describe("the packaged extension", () => {
  it("holds the files on the list and no other", async () => {
    const files = await listFiles({ cwd: ".", packageManager: PackageManager.None });
    assert.deepEqual([...files].sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/ThirdPartyNotices.txt",
      "dist/claude.js",
      "dist/extension.js",
      "dist/webview/chat.css",
      "dist/webview/codicon.ttf",
      "dist/webview/image.css",
      "dist/webview/image.js",
      "dist/webview/main.js",
      "media/activity-bar.svg",
      "media/edit/added-dark.svg",
      "media/edit/added-light.svg",
      "media/icon.png",
      "media/l10n/bundle.l10n.zh-cn.json",
      "media/tab/dark.svg",
      "media/tab/light.svg",
      "media/walkthrough/ask.svg",
      "media/walkthrough/context.svg",
      "media/walkthrough/edit.svg",
      "media/walkthrough/key.svg",
      "package.json",
      "package.nls.json",
      "package.nls.zh-cn.json",
    ]);
  });

  it("names everybody whose software is in it, with the licence", () => {
    const notices = readFileSync("dist/ThirdPartyNotices.txt", "utf8");
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const name of Object.keys(dependencies)) {
      assert.ok(notices.includes(`\n${name} `), name);
    }
  });

  it("can be built, and is small", async function () {
    this.timeout(60_000);
    const packagePath = join(".vscode-test", `package-${process.pid}.vsix`);
    await createVSIX({
      cwd: ".",
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      packagePath,
    });
    try {
      const { size } = statSync(packagePath);
      assert.ok(size <= largestPackage, `${size} bytes`);
      assert.equal(readFileSync(packagePath).subarray(0, 2).toString(), "PK");
    } finally {
      rmSync(packagePath);
    }
  });

  it("ships neither source maps nor the sources' own paths", () => {
    for (const file of [
      "dist/extension.js",
      "dist/claude.js",
      "dist/webview/main.js",
      "dist/webview/image.js",
    ]) {
      const code = readFileSync(file, "utf8");
      assert.doesNotMatch(code, /sourceMappingURL/, file);
      assert.ok(!code.includes(process.cwd()), file);
    }
  });

  it("leaves the API client out of what is loaded at the start", () => {
    const code = readFileSync("dist/extension.js", "utf8");
    assert.ok(code.includes("./claude.js"));
    assert.ok(!/x-stainless|APIConnectionTimeoutError/.test(code));
    assert.match(readFileSync("dist/claude.js", "utf8"), /x-stainless/);
  });

  it("has nothing to listen with, no trusted command links, and no console of its own", () => {
    const code = readFileSync("dist/extension.js", "utf8");
    const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(required)].sort(), [
      // Programs that take screenshots.
      "node:child_process",
      "node:crypto",
      // Diagnose Connection looks a name up.
      "node:dns/promises",
      "node:fs/promises",
      // The desktop's own bus, for the same; and Diagnose Connection connects.
      "node:net",
      "node:os",
      "node:path",
      "node:timers/promises",
      // Diagnose Connection looks at a certificate.
      "node:tls",
      "node:url",
      "node:zlib",
      "vscode",
    ]);
    assert.ok(!/\bcreateServer\b|\bnew [\w.]*\.Server\b/.test(code), "something that listens");
    assert.ok(!/isTrusted:\s*!0|enableCommandUris:\s*!0|console\.(log|info|warn|error|debug)/.test(code));
  });
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretSigns } from "../../src/core/secrets";
import { proved } from "../support/proof";
import { filesOfArchive } from "./archive";
import { buildPackage } from "./builtPackage";

/** The budget of the whole extension, in bytes. */
const largestPackage = 600_000;
/** Of what VS Code reads in every window, whether Claude is asked there or not, in bytes. */
const largestStart = 12_000;
const mostDependencies = 6;

/** What npm runs by itself when a package is installed. */
const installScripts = /^(pre|post)?(install|prepare|pack|publish|prepublish|dependencies)$|^prepublishOnly$/;

function manifest(): {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync("package.json", "utf8"));
}

/** The modules that bundled code asks Node for, each once. */
function requiredBy(code = ""): readonly string[] {
  const names = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name ?? "");
  return [...new Set(names)].sort();
}

describe("the packaged extension", () => {
  let folder: string;
  let packages: readonly string[];
  let files: ReadonlyMap<string, Buffer>;

  before(function () {
    this.timeout(240_000);
    folder = mkdtempSync(join(tmpdir(), "ask-claude-"));
    const places = ["a", "a/folder with a longer name"].map((name) => join(folder, name));
    packages = [
      { zone: "Pacific/Kiritimati", language: "C", changed: new Date("2020-02-29T12:00:00Z") },
      { zone: "America/St_Johns", language: "sv_SE.UTF-8", changed: new Date("2031-07-01T23:59:59Z") },
    ].map((circumstances, index) => {
      const place = join(places[index] ?? "", "project");
      mkdirSync(place, { recursive: true });
      return buildPackage({ folder: place, ...circumstances });
    });
    files = filesOfArchive(packages[0] ?? "");
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it("is the same byte for byte when it is built in another folder, zone, language and time", () => {
    const [hash, again] = packages.map((file) =>
      createHash("sha256").update(readFileSync(file)).digest("hex"),
    );
    assert.match(hash ?? "", /^[0-9a-f]{64}$/);
    assert.equal(again, hash);
    proved({
      row: "T55",
      tried: "builds in different folders, time zones, languages, and with other dates of files",
      count: packages.length,
      result: "the same SHA-256",
    });
  });

  it("holds the files on the list and no other", () => {
    const names = [...files.keys()].map((name) => name.replace(/^extension\//, ""));
    assert.deepEqual(names.sort(), [
      "LICENSE.txt",
      "SECURITY.md",
      "[Content_Types].xml",
      "changelog.md",
      "dist/ThirdPartyNotices.txt",
      "dist/claude.js",
      "dist/colourWorker.js",
      "dist/colours.js",
      "dist/extension.js",
      "dist/onig.wasm.br",
      "dist/start.js",
      "dist/webview/chat.css",
      "dist/webview/codicon.ttf",
      "dist/webview/image.css",
      "dist/webview/image.js",
      "dist/webview/main.js",
      "extension.vsixmanifest",
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
      "readme.md",
    ]);
    proved({ row: "T56", tried: "files of the package, against the list", count: names.length });
  });

  it("is small", () => {
    const { size } = statSync(packages[0] ?? "");
    assert.ok(size <= largestPackage, `${size} bytes`);
  });

  it("holds no secret, no name of this machine, and nothing that a test made up", () => {
    for (const [name, content] of files) {
      const text = content.toString("latin1");
      assert.ok(!/sk-ant-(?!…|\.\.\.)[\w-]{8,}/.test(text), `a key in ${name}`);
      assert.ok(!text.includes(folder) && !text.includes(process.cwd()), `a path in ${name}`);
      // Compressed code looks like everything; its sources are read by the linter and by people.
      if (!/\.(js|png|ttf)$/.test(name)) {
        assert.deepEqual(secretSigns(name, text), [], name);
      }
    }
    proved({
      row: "T56",
      tried: "files searched for keys, secrets and paths of the machine",
      count: files.size,
    });
  });

  it("runs nothing when it is installed, and brings few packages, each with a reason", () => {
    const { scripts, dependencies } = manifest();
    assert.deepEqual(
      Object.keys(scripts).filter((name) => installScripts.test(name)),
      [],
    );
    const names = Object.keys(dependencies);
    assert.ok(names.length <= mostDependencies, names.join(", "));
    const contributing = readFileSync("CONTRIBUTING.md", "utf8");
    for (const name of names) {
      const reason = contributing
        .split("\n")
        .find((line) => line.startsWith(`| \`${name}\` `))
        ?.split("|")[2]
        ?.trim();
      assert.ok(reason !== undefined && reason.length > 10, `CONTRIBUTING.md has no reason for ${name}`);
      assert.match(dependencies[name] ?? "", /^\d+\.\d+\.\d+$/, name);
    }
    const lock: {
      readonly packages: Readonly<
        Record<
          string,
          { readonly dev?: boolean; readonly integrity?: string; readonly hasInstallScript?: boolean }
        >
      >;
    } = JSON.parse(readFileSync("package-lock.json", "utf8"));
    const installed = Object.entries(lock.packages).filter(([place]) => place !== "");
    for (const [place, { dev, integrity, hasInstallScript }] of installed) {
      assert.match(integrity ?? "", /^sha512-/, place);
      assert.ok(dev === true || hasInstallScript !== true, `${place} runs something when it is installed`);
    }
    proved({ row: "T55", tried: "locked packages with a checksum", count: installed.length });
  });

  it("names everybody whose software is in it, with the licence", () => {
    const notices = files.get("extension/dist/ThirdPartyNotices.txt")?.toString("utf8") ?? "";
    for (const name of Object.keys(manifest().dependencies)) {
      assert.ok(notices.includes(`\n${name} `), name);
    }
  });

  it("ships neither source maps nor the sources' own paths", () => {
    for (const file of [
      "dist/start.js",
      "dist/extension.js",
      "dist/claude.js",
      "dist/colours.js",
      "dist/colourWorker.js",
      "dist/webview/main.js",
      "dist/webview/image.js",
    ]) {
      const code = readFileSync(file, "utf8");
      assert.doesNotMatch(code, /sourceMappingURL/, file);
      assert.ok(!code.includes(process.cwd()), file);
    }
  });

  it("loads little at the start, the rest at its first use, and the API client at the first ask", () => {
    const [start, rest, client] = ["start", "extension", "claude"].map((name) =>
      readFileSync(`dist/${name}.js`, "utf8"),
    );
    assert.ok((start ?? "").length <= largestStart, `${start?.length} bytes`);
    assert.deepEqual(requiredBy(start), ["./extension.js", "vscode"]);
    assert.ok(rest?.includes("./claude.js"));
    assert.ok(!/x-stainless|APIConnectionTimeoutError/.test(rest ?? ""));
    assert.match(client ?? "", /x-stainless/);
  });

  it("uses VS Code's own objects, not a copy of their names in each of its files", () => {
    for (const name of ["start", "extension"]) {
      const code = readFileSync(`dist/${name}.js`, "utf8");
      assert.match(code, /=require\("vscode"\)/, name);
      assert.doesNotMatch(code, /[\w$]\(require\("(vscode|node:[^"]+)"\)\)/, name);
    }
  });

  it("has nothing to listen with, no trusted command links, and no console of its own", () => {
    const code = readFileSync("dist/extension.js", "utf8");
    assert.deepEqual(requiredBy(code), [
      "./claude.js",
      "./colours.js",
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
    const [colours, worker] = ["colours", "colourWorker"].map((name) =>
      readFileSync(`dist/${name}.js`, "utf8"),
    );
    assert.deepEqual(requiredBy(colours), [
      "node:crypto",
      "node:path",
      "node:timers/promises",
      // Code is read in a thread of its own.
      "node:worker_threads",
      "vscode",
    ]);
    // That thread reads grammars, and the engine for them.
    const allowed = ["node:fs/promises", "node:path", "node:util", "node:worker_threads", "node:zlib"];
    assert.deepEqual(
      requiredBy(worker).filter((name) => !allowed.includes(name)),
      [],
    );
    const all = [code, colours, worker].join("\n");
    assert.ok(!/\bcreateServer\b|\bnew [\w.]*\.Server\b/.test(all), "something that listens");
    assert.ok(!/isTrusted:\s*!0|enableCommandUris:\s*!0|console\.(log|info|warn|error|debug)/.test(code));
  });
});

// Builds the extension into dist/ and, with --tests, its tests and tools into out/.
import { build, context } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { iconFont } from "./iconFont.mjs";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");

const common = {
  bundle: true,
  logLevel: "warning",
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
};

/**
 * What is a file of its own, read at the first `import()` of it: all but what VS Code needs at the start, the API
 * client, so that nothing of the SDK is read before the first ask, and what colours code.
 */
const chunks = new Map([
  ["./extension", "./extension.js"],
  ["./claude/client", "./claude.js"],
  ["./colourer", "./colours.js"],
]);

const chunksAreTheirOwnFiles = {
  name: "chunks-are-their-own-files",
  setup(builder) {
    builder.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === "dynamic-import" && chunks.has(path) ? { path: chunks.get(path), external: true } : undefined,
    );
  },
};

/**
 * esbuild copies the names of a required module into a new object, in every file that imports it: for VS Code's API that
 * is hundreds of names in over a hundred files, half the time that the extension takes to load. Nothing here imports a
 * default, so the module itself does as well.
 */
const modulesAreNotCopied = {
  name: "modules-are-not-copied",
  setup(builder) {
    builder.onEnd(() => {
      const { entryPoints, outdir } = builder.initialOptions;
      for (const name of Object.keys(entryPoints)) {
        const file = join(outdir, `${name}.js`);
        const code = readFileSync(file, "utf8");
        writeFileSync(
          file,
          code.replaceAll(/(?<![\w$])[\w$]+\((require\("(?:vscode|node:[\w/]+)"\))\)/g, "$1"),
        );
      }
    });
  },
};

/** Workers may be loaded from nowhere: the page carries the text of its own. */
const workerAsText = {
  name: "worker-as-text",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:image-worker$/ }, () => ({
      path: "src/webview/images/imageWorker.ts",
      namespace: "worker",
    }));
    builder.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        ...common,
        sourcemap: false,
        entryPoints: [path],
        write: false,
        metafile: true,
        platform: "browser",
        format: "iife",
        target: "chrome128",
      });
      return {
        contents: `export const source = ${JSON.stringify(outputFiles[0].text)};`,
        watchFiles: Object.keys(metafile.inputs).map((file) => resolve(file)),
      };
    });
  },
};

const product = [
  {
    ...common,
    entryPoints: { start: "src/start.ts", extension: "src/extension.ts" },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    // As `require`, which takes a third of the time.
    supported: { "dynamic-import": false },
    plugins: [chunksAreTheirOwnFiles, modulesAreNotCopied],
  },
  {
    ...common,
    entryPoints: { claude: "src/claude/client.ts" },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
  },
  {
    ...common,
    entryPoints: {
      colours: "src/host/colours/colourer.ts",
      // A thread of its own, which has to be a file of its own.
      colourWorker: "src/host/colours/worker/main.ts",
    },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    plugins: [modulesAreNotCopied],
  },
  {
    ...common,
    entryPoints: [
      { in: "src/webview/main.ts", out: "main" },
      { in: "media/chat.css", out: "chat" },
      { in: "src/webview/image/main.ts", out: "image" },
      { in: "media/image.css", out: "image" },
    ],
    outdir: "dist/webview",
    platform: "browser",
    format: "iife",
    target: "chrome128",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
    plugins: [workerAsText],
  },
];

/** Writes the engine of regular expressions beside the bundle that reads it; it is a quarter as large when packed. */
function packEngine() {
  const engine = readFileSync("node_modules/vscode-oniguruma/release/onig.wasm");
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: engine.length,
  };
  mkdirSync("dist", { recursive: true });
  writeFileSync(join("dist", "onig.wasm.br"), brotliCompressSync(engine, { params }));
}

/** Leaves the outlines of icons in the font whose names are words of what was built, or whose codes are in our styles. */
function keepUsedIcons() {
  const places = ["dist/extension.js", "dist/webview/main.js", "dist/webview/image.js"];
  const text = [...places, ...filesEnding("media", ".css")]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const words = new Set(text.match(/[\w-]+/g));
  const codes = new Set(text.match(/(?<=content: "\\)[0-9a-f]+(?=")/g));
  const styles = readFileSync("node_modules/@vscode/codicons/dist/codicon.css", "utf8");
  const used = [...styles.matchAll(/\.codicon-([\w-]+):before \{ content: "\\([0-9a-f]+)"/g)].filter(
    ([, name, code]) => words.has(name) || words.has(`codicon-${name}`) || codes.has(code),
  );
  const font = join("dist", "webview", "codicon.ttf");
  writeFileSync(
    font,
    iconFont(
      readFileSync(font),
      used.map(([, , code]) => parseInt(code, 16)),
    ),
  );
}

function filesEnding(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).includes("node_modules"));
}

/** Tests and tools use installed packages as they are; only the project's own code is bundled. */
const testing = () => [
  {
    ...common,
    minify: false,
    entryPoints: filesEnding("test", ".ts").filter((file) => !file.endsWith(".d.ts")),
    outbase: "test",
    outdir: "out",
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
  },
];

/** Puts the licences of everything that is bundled beside the bundles. */
function writeNotices(results) {
  const files = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const packages = new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]));
  const notices = [...packages]
    .filter((name) => name !== undefined)
    .sort()
    .map((name) => {
      const folder = join("node_modules", name);
      const { version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const texts = readdirSync(folder)
        .filter((file) => /^(licen[cs]e|notice)/i.test(file))
        .sort()
        .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
      if (texts.length === 0) {
        if (license !== "MIT") {
          throw new Error(`${name} is bundled, is not under the MIT licence, and has no licence file.`);
        }
        texts.push(`Copyright (c) ${author?.name ?? author}. The terms of the MIT licence stand in LICENSE.`);
      }
      return [`${name} ${version} (${license})`, ...texts].join("\n\n");
    });
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  writeFileSync(
    join("dist", "ThirdPartyNotices.txt"),
    `Ask Claude contains the following software of others.${rule}${notices.join(rule)}\n`,
  );
}

rmSync("dist", { recursive: true, force: true });
if (tests) {
  rmSync("out", { recursive: true, force: true });
}
packEngine();
const builds = tests ? [...product, ...testing()] : product;
if (watch) {
  for (const options of builds) {
    await (await context({ ...options, logLevel: "info" })).watch();
  }
} else {
  const results = await Promise.all(builds.map((options) => build({ ...options, metafile: true })));
  keepUsedIcons();
  if (tests) {
    // For whoever wants to know what is in each file.
    const metafiles = results.slice(0, product.length).map(({ metafile }) => metafile);
    writeFileSync(join("out", "product.json"), JSON.stringify(metafiles));
  }
  if (production) {
    writeNotices(results.slice(0, product.length));
  }
}

// Builds the extension into dist/ and, with --tests, its tests and tools into out/.
import { build, context } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

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

/** The API client stays a file of its own, so that nothing of the SDK is read before the first ask. */
const clientIsItsOwnChunk = {
  name: "client-is-its-own-chunk",
  setup(builder) {
    builder.onResolve({ filter: /\/claude\/client$/ }, (args) =>
      args.kind === "dynamic-import" ? { path: "./claude.js", external: true } : undefined,
    );
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
    entryPoints: { extension: "src/extension.ts" },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    plugins: [clientIsItsOwnChunk],
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
const builds = tests ? [...product, ...testing()] : product;
if (watch) {
  for (const options of builds) {
    await (await context({ ...options, logLevel: "info" })).watch();
  }
} else {
  const results = await Promise.all(builds.map((options) => build({ ...options, metafile: true })));
  if (tests) {
    // For whoever wants to know what is in each file.
    const metafiles = results.slice(0, product.length).map(({ metafile }) => metafile);
    writeFileSync(join("out", "product.json"), JSON.stringify(metafiles));
  }
  if (production) {
    writeNotices(results.slice(0, product.length));
  }
}

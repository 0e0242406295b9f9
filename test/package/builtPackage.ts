import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { editorEnvironment } from "../support/environment";
import { projectRoot } from "../support/project";

/** What a package is made of, besides what package.json names. */
const sources = [
  "src",
  "media",
  "package.json",
  "esbuild.mjs",
  "iconFont.mjs",
  "package.mjs",
  "tsconfig.json",
];
/** Needed to build only, though something of it is bundled. */
const bundled = ["node_modules/@vscode/codicons"];
/** Used, not bundled. */
const tools = ["esbuild", "@vscode/vsce"];
/** Most of what a package holds, and nothing that could get into a bundle. */
const notBundled = /\.(map|[cm]?ts|md)$/;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** What must make no difference to a package. */
export interface Circumstances {
  /** An empty folder of its own. */
  readonly folder: string;
  /** Time zone of the build. */
  readonly zone: string;
  /** When the sources were last changed, by their files. */
  readonly changed: Date;
  readonly language: string;
}

/** Packages a copy of the sources, as a person does who has just got them; gives the path of the VSIX. */
export function buildPackage({ folder, zone, changed, language }: Circumstances): string {
  const manifest: { readonly files: readonly string[]; readonly scripts: Readonly<Record<string, string>> } =
    JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  const named = manifest.files.filter((file) => !/^(dist|media)\//.test(file) && file !== "media/icon.png");
  for (const file of [...sources, ...named]) {
    cpSync(join(projectRoot, file), join(folder, file), { recursive: true });
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    utimesSync(join(folder, file), changed, changed);
  }
  const lock: Lock = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8"));
  for (const [place, { dev }] of Object.entries(lock.packages)) {
    if (place !== "" && (dev !== true || bundled.includes(place))) {
      cpSync(join(projectRoot, place), join(folder, place), {
        recursive: true,
        dereference: true,
        filter: (file) => !notBundled.test(file),
      });
    }
  }
  for (const tool of tools) {
    const place = join(folder, "node_modules", tool);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(projectRoot, "node_modules", tool), place, "junction");
  }
  for (const command of (manifest.scripts["package"] ?? "").split("&&")) {
    const [program = "", ...args] = command.trim().split(/\s+/);
    if (program !== "node") {
      throw new Error(`"npm run package" runs ${program}, which this does not know how to start.`);
    }
    execFileSync(process.execPath, args, {
      cwd: folder,
      env: editorEnvironment({ TZ: zone, LANG: language, LC_ALL: language }),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return join(folder, "ask-claude.vsix");
}

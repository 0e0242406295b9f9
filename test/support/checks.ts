import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { startTree } from "./processes";
import { projectRoot } from "./project";
import type { Totals } from "./suites";

const installed = createRequire(join(projectRoot, "package.json"));
const packageOf: Readonly<Record<string, string>> = { tsc: "typescript", oxlint: "oxlint", oxfmt: "oxfmt" };

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

function script(name: string): string {
  const manifest: Manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  const found = manifest.scripts[name];
  if (found === undefined) {
    throw new Error(`package.json has no script "${name}".`);
  }
  return found;
}

/** The JavaScript file of a tool, because `node_modules/.bin` cannot be started alike on every platform. */
export function toolFile(tool: string): string {
  const manifestFile = installed.resolve(`${packageOf[tool] ?? tool}/package.json`);
  const manifest: { readonly bin: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifestFile, "utf8"),
  );
  return join(dirname(manifestFile), manifest.bin[tool] ?? "");
}

/** Runs the commands of an npm script one by one; each counts as a check. */
export async function checks(name: string): Promise<Totals> {
  const results: boolean[] = [];
  for (const command of script(name).split("&&")) {
    const [tool = "", ...args] = command.trim().split(/\s+/);
    const tree = startTree(process.execPath, [toolFile(tool), ...args], {
      cwd: projectRoot,
      stdio: "inherit",
    });
    const ok = (await tree.ended) === 0;
    await tree.stop();
    process.stdout.write(`  ${ok ? "✔" : "✘"} ${[tool, ...args].join(" ")}\n`);
    results.push(ok);
  }
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

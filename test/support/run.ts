// `npm test [phase …]`: every check of the project, or the named ones, and one line of totals at the end.
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { browserExecutable } from "./browser";
import { testEnvironment } from "./environment";
import { runIntegration } from "./integrationRun";
import { startTree } from "./processes";
import { cacheFolder, projectRoot } from "./project";
import type { Totals } from "./suites";
import { serverProgram } from "./vscodeServer";

const crashed: Totals = { passed: 0, failed: 1 };
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
function toolFile(tool: string): string {
  const manifestFile = installed.resolve(`${packageOf[tool] ?? tool}/package.json`);
  const manifest: { readonly bin: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifestFile, "utf8"),
  );
  return join(dirname(manifestFile), manifest.bin[tool] ?? "");
}

/** Runs the commands of an npm script one by one; each counts as a check. */
async function checks(name: string): Promise<Totals> {
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

/** The totals a mocha run left behind. None, or none of any test, is a crash: something that should have run did not. */
async function reported(file: string): Promise<Totals> {
  if (!existsSync(file)) {
    return crashed;
  }
  const totals: Totals = JSON.parse(await readFile(file, "utf8"));
  return totals.passed + totals.failed === 0 ? crashed : totals;
}

async function suites(folder: string, timeoutMs: number, reportFile: string): Promise<Totals> {
  const main = join(projectRoot, "out", "support", "mochaMain.js");
  const tree = startTree(process.execPath, [main, join(projectRoot, "out", folder), String(timeoutMs)], {
    cwd: projectRoot,
    env: testEnvironment({ ASK_CLAUDE_TEST_REPORT: reportFile }),
    stdio: "inherit",
  });
  const code = await tree.ended;
  await tree.stop();
  const totals = await reported(reportFile);
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

async function integration(reportFile: string): Promise<Totals> {
  try {
    await runIntegration(reportFile);
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    const totals = await reported(reportFile);
    return totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  }
  return reported(reportFile);
}

const phases: Readonly<Record<string, (reportFile: string) => Promise<Totals>>> = {
  types: async () => checks("types"),
  lint: async () => checks("lint"),
  format: async () => checks("format:check"),
  unit: async (reportFile) => suites("unit", 10_000, reportFile),
  integration,
  e2e: async (reportFile) => {
    // Fetched here, because a download may take longer than any one test is given.
    await serverProgram();
    await browserExecutable();
    return suites("e2e", 60_000, reportFile);
  },
  package: async (reportFile) => suites("package", 60_000, reportFile),
};

async function timed(name: string): Promise<Totals & { readonly line: string }> {
  process.stdout.write(`\n── ${name} ──\n`);
  const started = Date.now();
  const reportFile = join(cacheFolder, "reports", `${name}.${process.pid}.json`);
  const totals = await (phases[name]?.(reportFile) ?? Promise.resolve(crashed)).catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return crashed;
  });
  await rm(reportFile, { force: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const counts = `${String(totals.passed).padStart(6)} passed ${String(totals.failed).padStart(4)} failed`;
  return { ...totals, line: `${name.padEnd(12)}${counts} ${seconds.padStart(7)} s` };
}

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !(name in phases));
  if (unknown.length > 0) {
    process.stdout.write(
      `There is no phase ${unknown.join(", ")}. Phases: ${Object.keys(phases).join(", ")}.\n`,
    );
  }
  await mkdir(join(cacheFolder, "reports"), { recursive: true });
  const results = [];
  for (const name of named.length > 0 ? named : Object.keys(phases)) {
    results.push(await timed(name));
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  // Once more at the end, where somebody who sees only that will look.
  for (const [heading, titles] of [
    ["Tried again", results.flatMap(({ retried = [] }) => retried)],
    ["Failed", results.flatMap(({ failures = [] }) => failures)],
  ] as const) {
    if (titles.length > 0) {
      process.stdout.write(`\n${heading}:\n${titles.map((title) => `  ${title}\n`).join("")}`);
    }
  }
  process.stdout.write(
    `\n${results.map(({ line }) => line).join("\n")}\n\n${passed} passed, ${failed} failed\n`,
  );
}

void main();

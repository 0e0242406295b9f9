// The phases of a run: which there are, what each takes, and which go beside each other.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { browserExecutable } from "./browser";
import { checks } from "./checks";
import { testEnvironment } from "./environment";
import { runIntegration } from "./integrationRun";
import { dealt, inLanes, laneCount, suiteFiles, type Job } from "./lanes";
import { startTree } from "./processes";
import { cacheFolder, projectRoot } from "./project";
import { isFullSize } from "./proof";
import type { Totals } from "./suites";
import { serverProgram } from "./vscodeServer";

/** What came of a phase, and how long it took from the start of its first part to the end of its last. */
export interface PhaseResult extends Totals {
  readonly name: string;
  readonly seconds: number;
}

type Part = (print: (text: string) => void, reportFile: string) => Promise<Totals>;

const crashed: Totals = { passed: 0, failed: 1 };
const reports = join(cacheFolder, "reports");
const write = (text: string): void => void process.stdout.write(text);

/** The totals a mocha run left behind. None, or none of any test, is a crash: something that should have run did not. */
async function reported(file: string): Promise<Totals> {
  if (!existsSync(file)) {
    return crashed;
  }
  const totals: Totals = JSON.parse(await readFile(file, "utf8"));
  return totals.passed + totals.failed === 0 ? crashed : totals;
}

/** Suites in a Node process of their own. */
function suites(folder: string, timeoutMs: number, files?: readonly string[]): Part {
  return async (print, reportFile) => {
    const main = join(projectRoot, "out", "support", "mochaMain.js");
    const tree = startTree(process.execPath, [main, join(projectRoot, "out", folder), String(timeoutMs)], {
      cwd: projectRoot,
      env: testEnvironment({
        ASK_CLAUDE_TEST_REPORT: reportFile,
        ...(files === undefined ? {} : { ASK_CLAUDE_TEST_FILES: files.join("\n") }),
      }),
      stdio: "pipe",
    });
    for (const output of [tree.child.stdout, tree.child.stderr]) {
      output?.setEncoding("utf8").on("data", print);
    }
    const allRead = once(tree.child, "close");
    const code = await tree.ended;
    await tree.stop();
    // What failed is said last; a program that outlived the tests may hold the other end, and is not waited for.
    await Promise.race([allRead, setTimeout(5_000, undefined, { ref: false })]);
    const totals = await reported(reportFile);
    if (totals === crashed) {
      print(`\n${files?.join(", ") ?? folder} ended with ${code}, without totals.\n`);
    }
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  };
}

/** Suites in a VS Code of their own. */
function inVsCode(files?: readonly string[]): Part {
  return async (print, reportFile) => {
    try {
      await runIntegration({ reportFile, print, ...(files === undefined ? {} : { files }) });
    } catch (error) {
      print(`${error instanceof Error ? error.message : String(error)}\n`);
      const totals = await reported(reportFile);
      return totals.failed === 0 ? { ...totals, failed: 1 } : totals;
    }
    return reported(reportFile);
  };
}

/** Deals the suites of a folder out; all in one hand when only some tests are asked for, which most files lack. */
function parts(folder: string, hands: number, part: (files?: readonly string[]) => Part): readonly Part[] {
  return process.env["ASK_CLAUDE_TEST_ONLY"] === undefined
    ? dealt(suiteFiles(join(projectRoot, "out", folder)), hands).map((files) => part(files))
    : [part()];
}

/** Full-size tests set times of their own; this is for the hooks and tests around them, on a machine that is busy. */
const timeout = (ms: number): number => (isFullSize ? ms * 5 : ms);

const phases: Readonly<Record<string, () => readonly Part[]>> = {
  types: () => [async () => checks("types")],
  lint: () => [async () => checks("lint")],
  format: () => [async () => checks("format:check")],
  // Few and large, because loading takes longer than most of these suites.
  unit: () => parts("unit", availableParallelism() * 4, (files) => suites("unit", timeout(10_000), files)),
  integration: () => parts("integration", 2, (files) => inVsCode(files)),
  e2e: () => parts("e2e", Infinity, (files) => suites("e2e", timeout(60_000), files)),
  package: () => [suites("package", timeout(60_000))],
};

/**
 * Which phases go beside each other, in this order. What only computes has the machine to itself, because some of it
 * measures; what starts workbenches mostly waits.
 */
const stages: readonly { readonly names: readonly string[]; readonly lanes: () => number }[] = [
  { names: ["types"], lanes: () => 1 },
  { names: ["lint"], lanes: () => 1 },
  { names: ["format"], lanes: () => 1 },
  { names: ["unit"], lanes: availableParallelism },
  { names: ["integration", "e2e", "package"], lanes: laneCount },
];

/** All there are, in the order in which they run. */
export const phaseNames: readonly string[] = stages.flatMap(({ names }) => names);

function sum(name: string, seconds: number, all: readonly Totals[]): PhaseResult {
  return {
    name,
    seconds,
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    failures: all.flatMap(({ failures = [] }) => failures),
    retried: all.flatMap(({ retried = [] }) => retried),
    slow: all.flatMap(({ slow = [] }) => slow),
  };
}

interface Done {
  readonly name: string;
  readonly totals: Totals;
  readonly from: number;
  readonly to: number;
}

function job(name: string, part: Part, index: number): Job<Done> {
  return async (print) => {
    const from = Date.now();
    const reportFile = join(reports, `${name}.${process.pid}.${index}.json`);
    print(`\n── ${name} ──\n`);
    const totals = await part(print, reportFile).catch((error: unknown) => {
      print(`${error instanceof Error ? error.message : String(error)}\n`);
      return crashed;
    });
    await rm(reportFile, { force: true });
    return { name, totals, from, to: Date.now() };
  };
}

/** Runs the named phases. Every part of them ends in totals: one that breaks down counts as a failure. */
export async function runPhases(named: readonly string[]): Promise<readonly PhaseResult[]> {
  await mkdir(reports, { recursive: true });
  if (named.includes("e2e") || named.includes("integration")) {
    // Fetched here, because a download may take longer than any one test is given.
    await serverProgram();
    await browserExecutable();
  }
  const results: PhaseResult[] = [];
  for (const stage of stages) {
    const names = stage.names.filter((name) => named.includes(name));
    const jobs = names.flatMap((name) =>
      (phases[name]?.() ?? []).map((part, index) => job(name, part, index)),
    );
    const done = await inLanes(jobs, stage.lanes(), write);
    for (const name of names) {
      const own = done.filter((one) => one.name === name);
      const seconds =
        (Math.max(...own.map(({ to }) => to)) - Math.min(...own.map(({ from }) => from))) / 1000;
      results.push(
        sum(
          name,
          seconds,
          own.map(({ totals }) => totals),
        ),
      );
    }
  }
  return results;
}

/** What somebody sees who reads only the end: what failed, what was slow, a line for each phase, and the totals. */
export function summary(results: readonly PhaseResult[]): string {
  const all = sum("", 0, results);
  const slowest = [...(all.slow ?? [])]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 15)
    .map(({ title, ms }) => `${(ms / 1000).toFixed(1).padStart(6)} s ${title}`);
  const lists = [
    ["Slowest", slowest],
    ["Tried again", all.retried ?? []],
    ["Failed", all.failures ?? []],
  ] as const;
  return [
    ...lists
      .filter(([, lines]) => lines.length > 0)
      .map(([heading, lines]) => `\n${heading}:\n${lines.map((line) => `  ${line}\n`).join("")}`),
    ...results.map(({ name, passed, failed, seconds }) => {
      const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
      return `\n${name.padEnd(12)}${counts} ${seconds.toFixed(1).padStart(7)} s`;
    }),
    `\n\n${all.passed} passed, ${all.failed} failed\n`,
  ].join("");
}

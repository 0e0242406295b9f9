import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";
import type { RootHookObject } from "mocha";

/** What came of one phase; a skipped test counts as failed, because it proved nothing. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** Full titles of the tests that failed, with the first line of why. */
  readonly failures?: readonly string[];
  /** Full titles of the tests that passed only when they were tried again. */
  readonly retried?: readonly string[];
  /** Tests and hooks that took a second or more. */
  readonly slow?: readonly Timed[];
}

/** What took how long. */
export interface Timed {
  readonly title: string;
  readonly ms: number;
}

/** Marks the suites' own output among whatever else an extension host logs. */
export const outputMark = "▏";

/** How a set of suites is run. */
export interface SuiteOptions {
  /** Folder below which every `*.test.js` is a suite. */
  readonly folder: string;
  readonly timeoutMs: number;
  /** File that gets the totals as JSON once every test has ended; its absence means a crash. */
  readonly reportFile: string | undefined;
  /** Where the readable output goes when the console is shared with others, as in an extension host. */
  readonly print?: (text: string) => void;
  /** How often a test that failed is tried again; 0 unless told. */
  readonly retries?: number;
  /** Only tests whose full title contains this. */
  readonly only?: string | undefined;
  /** Run around every test of every suite. */
  readonly rootHooks?: readonly RootHookObject[];
  /** Only these of the suites, relative to the folder; all unless told. */
  readonly files?: readonly string[] | undefined;
}

/** What ASK_CLAUDE_TEST_FILES says: paths of suites relative to their folder, one on each line. */
export function namedFiles(): readonly string[] | undefined {
  return process.env["ASK_CLAUDE_TEST_FILES"]?.split("\n");
}

function suitesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs mocha in this process, printing as it goes, in Node and in an extension host alike. */
export async function runSuites(options: SuiteOptions): Promise<Totals> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({
    ui: "bdd",
    reporter: "spec",
    timeout: options.timeoutMs,
    forbidOnly: true,
    retries: options.retries ?? 0,
    ...(options.only === undefined ? {} : { fgrep: options.only }),
  });
  for (const hooks of options.rootHooks ?? []) {
    mocha.rootHooks(hooks);
  }
  const { print } = options;
  if (print !== undefined) {
    Mocha.reporters.Base.consoleLog = (...args: readonly unknown[]) => print(format(...args));
  }
  const files = options.files?.map((file) => join(options.folder, file)) ?? suitesBelow(options.folder);
  for (const file of files) {
    mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  const totals = await new Promise<Totals>((resolve) => {
    const failures: string[] = [];
    const retried = new Set<string>();
    const slow: Timed[] = [];
    const note = (ended: Mocha.Runnable): void => {
      if (ended.duration !== undefined && ended.duration >= 1000) {
        slow.push({ title: ended.fullTitle(), ms: ended.duration });
      }
    };
    const runner = mocha.run(() => {
      const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failed + pending, failures, retried: [...retried], slow });
    });
    runner.on("fail", (test: Mocha.Test, error: Error) => {
      failures.push(`${test.fullTitle()}: ${error.message.split("\n", 1)[0] ?? ""}`);
    });
    runner.on("test end", (test: Mocha.Test) => note(test));
    runner.on("hook end", (hook: Mocha.Hook) => note(hook));
    runner.on("retry", (test: Mocha.Test) => retried.add(test.fullTitle()));
  });
  if (options.reportFile !== undefined) {
    await writeFile(options.reportFile, JSON.stringify(totals));
  }
  return totals;
}

// Runs a bundle of suites in a process of its own: once to learn which test reaches which mutant, then with one mutant
// awake at a time. `fork`ed by workers.ts with the bundle's path; a mutant that is awake while the bundle is read comes
// in the environment, by Stryker's own name.
import type { MochaOptions } from "mocha";

/** What Stryker's instrumentation reads and writes. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage;
}

/** How often each mutant was reached, by id: while the bundle was read, or by the title of a test. */
export interface Coverage {
  readonly static: Readonly<Record<string, number>>;
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Tests, by their titles, and how often they may reach the mutant before it counts as a loop that never ends. */
export interface Round {
  readonly titles: readonly string[];
  readonly mostHits: number;
}

/** What a worker is asked: to run everything with no mutant, or these tests with one. */
export type Order =
  | { readonly type: "all" }
  | {
      readonly type: "mutant";
      readonly id: string | undefined;
      readonly rounds: readonly Round[];
    };

/** What it answers. */
export type Report =
  | { readonly type: "ready" }
  | {
      readonly type: "all";
      /** By title, in milliseconds of the clock. */
      readonly durations: Readonly<Record<string, number>>;
      /** By title, in milliseconds of the processor, which a busy machine makes no longer. */
      readonly work: Readonly<Record<string, number>>;
      readonly failed: readonly string[];
      readonly coverage: Coverage;
    }
  | { readonly type: "mutant"; readonly isNoticed: boolean };

const instrumentation: Instrumentation = ((globalThis as { __stryker__?: Instrumentation }).__stryker__ ??=
  {});

function tell(report: Report): void {
  process.send?.(report);
}

async function main(bundle: string): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const options: MochaOptions = {
    ui: "bdd",
    timeout: 10_000,
    reporter: class extends Mocha.reporters.Base {},
  };
  const mocha = new Mocha(options);
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(bundle);
  await mocha.loadFilesAsync();
  mocha.suite.beforeEach(function notesTheTest() {
    instrumentation.currentTestId = this.currentTest?.fullTitle();
  });

  /** Runs the tests of these titles, or all; gives back the titles of those that failed. */
  const run = async (
    titles?: ReadonlySet<string>,
    durations: Record<string, number> = {},
    work: Record<string, number> = {},
  ) => {
    const failed: string[] = [];
    let started = process.cpuUsage();
    // Mocha only asks a pattern whether it fits: a set is a pattern that fits fast.
    mocha.grep({ test: (title: string) => titles?.has(title) ?? true } as RegExp);
    mocha.bail(titles !== undefined);
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on("suite", () => {
        instrumentation.currentTestId = undefined;
      });
      runner.on("test", () => {
        started = process.cpuUsage();
      });
      runner.on("fail", (test) => failed.push(test.fullTitle()));
      runner.on("test end", (test: Mocha.Test) => {
        const { user, system } = process.cpuUsage(started);
        durations[test.fullTitle()] = (durations[test.fullTitle()] ?? 0) + (test.duration ?? 0);
        work[test.fullTitle()] = (work[test.fullTitle()] ?? 0) + (user + system) / 1_000;
      });
    });
    return failed;
  };

  const carryOut = async (order: Order): Promise<Report> => {
    if (order.type === "all") {
      const durations: Record<string, number> = {};
      const work: Record<string, number> = {};
      const failed = await run(undefined, durations, work);
      const coverage = instrumentation.mutantCoverage ?? { static: {}, perTest: {} };
      return { type: "all", durations, work, failed, coverage };
    }
    instrumentation.activeMutant = order.id;
    for (const { titles, mostHits } of order.rounds) {
      instrumentation.hitCount = 0;
      instrumentation.hitLimit = mostHits;
      const failed = await run(new Set(titles));
      if (failed.length > 0 || instrumentation.hitCount > mostHits) {
        return { type: "mutant", isNoticed: true };
      }
    }
    return { type: "mutant", isNoticed: false };
  };

  process.on("message", (order: Order) => void carryOut(order).then(tell));
  process.on("disconnect", () => process.exit());
  tell({ type: "ready" });
}

void main(process.argv[2] ?? "");

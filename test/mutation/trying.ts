import { availableParallelism } from "node:os";
import type { MutationGroup } from "./groups";
import { buildWithMutants, type Mutant } from "./instrumented";
import type { Coverage, Round } from "./worker";
import { Worker } from "./workers";

/** What came of one mutant: noticed by a test, lived through all that reach it, or reached by none. */
export interface Tried extends Mutant {
  readonly outcome: "noticed" | "lived" | "unreached";
}

interface Plan {
  readonly rounds: readonly Round[];
  readonly mostMs: number;
  /** Reached while the bundle was read: needs a process that reads it again. */
  readonly isStatic: boolean;
}

/** A test that works longer, with its mutants counted, is left out. */
const mostWorkMs = 2_500;
/** So is one that takes longer by the clock, whatever it waits for. */
const longestTestMs = 15_000;

/** The quick tests first, since most mutants die of the first test. */
function planOf(
  id: string,
  coverage: Coverage,
  durations: Readonly<Record<string, number>>,
): Plan | undefined {
  const isStatic = coverage.static[id] !== undefined;
  const all = Object.keys(durations);
  const reaching = isStatic ? all : all.filter((title) => coverage.perTest[title]?.[id] !== undefined);
  if (reaching.length === 0) {
    return undefined;
  }
  const timeOf = (title: string): number => durations[title] ?? 0;
  const sorted = reaching.sort((one, other) => timeOf(one) - timeOf(other));
  const rounds = [10, 100, Infinity].map((limit, index, limits): Round => {
    const titles = sorted.filter(
      (title) => timeOf(title) <= limit && timeOf(title) > (limits[index - 1] ?? -1),
    );
    // Of these tests alone: a loop that never ends is known for one soon.
    const hits = titles.reduce((sum, title) => sum + (coverage.perTest[title]?.[id] ?? 0), 0);
    return { titles, mostHits: 1_000 + 4 * (hits + (coverage.static[id] ?? 0)) };
  });
  return {
    rounds: rounds.filter(({ titles }) => titles.length > 0),
    mostMs: 3_000 + 4 * sorted.reduce((sum, title) => sum + timeOf(title), 0),
    isStatic,
  };
}

/** The mutants that were noticed before; none when the sources have changed since, as then these are others. */
function noticedOf(before: readonly Tried[], mutants: readonly Mutant[]): ReadonlySet<string> {
  const isSame = mutants.every(({ id, file, line, original, replacement }, index) => {
    const was = before[index];
    return (
      was?.id === id &&
      was.file === file &&
      was.line === line &&
      was.original === original &&
      was.replacement === replacement
    );
  });
  return new Set(isSame ? before.filter(({ outcome }) => outcome === "noticed").map(({ id }) => id) : []);
}

/** Wakes every mutant of a group once, but for those noticed before, and runs the tests that reach it. */
export async function tryGroup(
  group: MutationGroup,
  say: (line: string) => void,
  before: readonly Tried[] = [],
): Promise<readonly Tried[]> {
  const { file, mutants } = await buildWithMutants(group);
  const known = noticedOf(before, mutants);
  const first = new Worker(file);
  const whole = await first.ask({ type: "all" }, 600_000);
  if (typeof whole === "string" || whole.type !== "all") {
    throw new Error(`The suites of ${group.name} did not come to their end.`);
  }
  // Counting makes tests slow: one that waits for time, or takes too long of it, is left out, which can only lower the score.
  const leftOut = Object.keys(whole.durations).filter(
    (title) =>
      whole.failed.includes(title) ||
      (whole.work[title] ?? 0) > mostWorkMs ||
      (whole.durations[title] ?? 0) > longestTestMs,
  );
  const durations = Object.fromEntries(
    Object.entries(whole.durations).filter(([title]) => !leftOut.includes(title)),
  );
  say(`  ${Object.keys(durations).length} tests; left out: ${leftOut.join("; ") || "none"}`);
  const tried: Tried[] = mutants
    .filter(({ id }) => known.has(id))
    .map((mutant) => ({ ...mutant, outcome: "noticed" }));
  const waiting = mutants.filter(({ id }) => !known.has(id));
  const work = async (worker: Worker): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const plan = planOf(mutant.id, whole.coverage, durations);
      if (plan === undefined) {
        tried.push({ ...mutant, outcome: "unreached" });
        continue;
      }
      const { rounds, mostMs, isStatic } = plan;
      const order = { type: "mutant", id: mutant.id, rounds } as const;
      const report = await worker.ask(order, mostMs, isStatic ? mutant.id : undefined);
      const isNoticed = typeof report === "string" || (report.type === "mutant" && report.isNoticed);
      tried.push({ ...mutant, outcome: isNoticed ? "noticed" : "lived" });
      if (tried.length % 100 === 0) {
        say(`  … ${group.name}: ${tried.length} of ${mutants.length}`);
      }
    }
    worker.stop();
  };
  const others = Array.from({ length: Math.min(2, availableParallelism()) - 1 }, () => new Worker(file));
  await Promise.all([first, ...others].map(work));
  return tried.sort((one, other) => Number(one.id) - Number(other.id));
}

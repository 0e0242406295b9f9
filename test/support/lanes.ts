import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, sep } from "node:path";

/** Something to be done beside other things: what it prints comes out in one piece, when it has ended. */
export type Job<T> = (print: (text: string) => void) => Promise<T>;

/**
 * How many jobs with a workbench or a browser go beside each other: as many as there are cores, since more make language
 * services late. ASK_CLAUDE_TEST_LANES says otherwise.
 */
export function laneCount(): number {
  const named = Number(process.env["ASK_CLAUDE_TEST_LANES"]);
  return Number.isInteger(named) && named > 0 ? named : Math.min(availableParallelism(), 6);
}

/** Does all jobs, at most `lanes` at a time, started in their order; the results are in the order of the jobs. */
export async function inLanes<T>(
  jobs: readonly Job<T>[],
  lanes: number,
  write: (text: string) => void,
): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = jobs.entries();
  const lane = async (): Promise<void> => {
    // One iterator for all lanes: whoever is free takes the next.
    for (const [index, job] of waiting) {
      const printed: string[] = [];
      const alone = lanes === 1 || jobs.length === 1;
      results[index] = await job(alone ? write : (text) => void printed.push(text));
      write(printed.join(""));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane));
  return results;
}

/** The suites below a folder, relative to it; those that will take longest first, as far as their kind and size tell. */
export function suiteFiles(folder: string): readonly string[] {
  const size = (file: string): number => statSync(join(folder, file)).size;
  // A page of its own is there at once; a workbench is not.
  const isQuick = (file: string): boolean => file.startsWith(`page${sep}`);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.js"))
    .sort((a, b) => Number(isQuick(a)) - Number(isQuick(b)) || size(b) - size(a) || (a < b ? -1 : 1));
}

/** The files dealt out into so many hands, none empty; in each in the order in which a folder has them. */
export function dealt(files: readonly string[], hands: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.min(hands, files.length) }, (_, hand) =>
    files.filter((_file, index) => index % hands === hand).sort(),
  );
}

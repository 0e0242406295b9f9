import { reasonFor } from "./reasons";
import type { Tried } from "./trying";

/** What came of a group of files. */
export interface GroupResult {
  readonly name: string;
  /** What it was measured on; see `digestOf`. */
  readonly digest: string;
  readonly seconds: number;
  readonly tried: readonly Tried[];
}

/** Percent of the mutants of each group that the tests have to notice. */
export const leastScore = 85;

/** Percent of mutants that a test noticed, of all there are: those that cannot be noticed count against it. */
export function scoreOf(tried: readonly Tried[]): number {
  return (100 * tried.filter(({ outcome }) => outcome === "noticed").length) / Math.max(1, tried.length);
}

function cell(code: string): string {
  const short = code.replace(/\s+/g, " ");
  const cut = short.length > 70 ? `${short.slice(0, 67)}...` : short;
  return `\`${cut.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** The page that lists what no test notices, and why that is so. */
export function survivorsText(results: readonly GroupResult[]): string {
  const scores = results.map(({ name, tried }) => {
    const noticed = tried.filter(({ outcome }) => outcome === "noticed").length;
    return `| ${name} | ${tried.length} | ${noticed} | ${scoreOf(tried).toFixed(1)} |`;
  });
  const lists = results.map(({ name, tried }) => {
    const living = tried.filter(({ outcome }) => outcome !== "noticed");
    const rows = living.map(
      (mutant) =>
        `| ${mutant.file}:${mutant.line} | ${cell(mutant.original)} | ${cell(mutant.replacement)} | ${reasonFor(mutant)} |`,
    );
    return [
      `## ${name}`,
      "",
      "| where | code | becomes | why it lives |",
      "| --- | --- | --- | --- |",
      ...rows,
    ].join("\n");
  });
  return `${[
    "# Mutants that live",
    "Written by `npm run mutate`, reasons in `reasons.ts`. The score counts every mutant, also those that change nothing.",
    ["| group | mutants | noticed | % |", "| --- | --: | --: | --: |", ...scores].join("\n"),
    ...lists,
  ].join("\n\n")}\n`;
}

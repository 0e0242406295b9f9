import { readFileSync, writeFileSync } from "node:fs";
import type { Figures, Row } from "./figures";
import type { Chunk } from "./sizes";

/** One line as it was measured. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly floor?: number;
  readonly ours?: number;
  readonly ratio?: number;
  readonly reached?: boolean;
  readonly runs: { readonly floor: readonly number[]; readonly ours: readonly number[] };
}

/** What a run leaves behind. */
export interface Report {
  readonly about: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
  readonly chunks: readonly Chunk[];
}

/** The medians of a row, and whether it is what it must be; a ratio where there is a floor to compare with. */
export function resultOf(row: Row, figures: Figures): Result | undefined {
  const ours = figures.median(row.id, "ours");
  if (ours === undefined) {
    return undefined;
  }
  const floor = figures.median(row.id, "floor");
  const ratio = floor === undefined || floor <= 0 ? undefined : ours / floor;
  const reached =
    row.target === undefined
      ? row.targetRatio === undefined || ratio === undefined
        ? undefined
        : ratio <= row.targetRatio
      : ours <= row.target;
  return {
    id: row.id,
    title: row.title,
    unit: row.unit,
    ...(floor === undefined ? {} : { floor }),
    ours,
    ...(ratio === undefined ? {} : { ratio }),
    ...(reached === undefined ? {} : { reached }),
    runs: figures.runs(row.id),
  };
}

const shown = (value: number | undefined): string =>
  value === undefined
    ? "–"
    : value !== 0 && Math.abs(value) < 10
      ? value.toFixed(Math.abs(value) < 1 ? 2 : 1)
      : Math.round(value).toLocaleString("en-US");

/** The table in Markdown. */
export function table(results: readonly Result[], rows: readonly Row[]): string {
  const lines = results.map((result) => {
    const row = rows.find(({ id }) => id === result.id);
    const unit = result.unit === "times" ? "" : `, ${result.unit}`;
    const target =
      row?.target === undefined
        ? row?.targetRatio === undefined
          ? ""
          : `≤ ${row.targetRatio} × the floor`
        : `≤ ${row.target}`;
    const reached = result.reached === undefined ? "" : result.reached ? "yes" : "**no**";
    const ratio = result.ratio === undefined ? "–" : result.ratio.toFixed(1);
    return `| ${result.title}${unit} | ${shown(result.floor)} | ${shown(result.ours)} | ${ratio} | ${target} | ${reached} |`;
  });
  return [
    "| figure | floor | ours | ratio | must reach | reached |",
    "|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

/** Files and packages with their sizes. */
export function sizesTable(chunks: readonly Chunk[]): string {
  const lines = chunks.map(({ file, bytes, packages, loadMs }) => {
    const parts = packages
      .filter(([, size]) => size >= 500)
      .map(([name, size]) => `${name} ${(size / 1000).toFixed(1)}`)
      .join(", ");
    return `| ${file} | ${(bytes / 1000).toFixed(1)} | ${loadMs === undefined ? "" : loadMs.toFixed(1)} | ${parts} |`;
  });
  return ["| file | KB | loads in ms | KB of each package |", "|---|---|---|---|", ...lines].join("\n");
}

/** How much worse a ratio may become before it counts. */
const slack = 1.5;

/**
 * The lines that have become worse than in a saved run, perhaps of another machine: by ratio to the floor, or by value
 * where there is no floor and the machine does not matter, as it does for times.
 */
export function worse(now: readonly Result[], savedFile: string, rows: readonly Row[]): readonly string[] {
  const saved = JSON.parse(readFileSync(savedFile, "utf8")) as Report;
  return now.flatMap((result) => {
    const before = saved.results.find(({ id }) => id === result.id);
    const noise = rows.find(({ id }) => id === result.id)?.noise ?? 0;
    const { ours, floor, ratio, title, unit } = result;
    if (ours === undefined || before?.ours === undefined || (unit === "ms" && ratio === undefined)) {
      return [];
    }
    const isByRatio = ratio !== undefined && before.ratio !== undefined;
    // What the same ratio as then would be now.
    const expected = isByRatio ? (before.ratio ?? 0) * (floor ?? 0) : before.ours;
    return (isByRatio || unit !== "ms") && ours > expected * slack && ours > expected + noise
      ? [`${title}: ${shown(ours)}, and as before it would be ${shown(expected)}`]
      : [];
  });
}

/** The lines that are grossly too slow beside the floor, whatever the machine is doing. */
export function gross(now: readonly Result[], rows: readonly Row[]): readonly string[] {
  return now.flatMap((result) => {
    const row = rows.find(({ id }) => id === result.id);
    const value = row?.unit === "times" ? result.ours : result.ratio;
    return row?.grossRatio !== undefined && value !== undefined && value > row.grossRatio
      ? [`${row.title}: ${value.toFixed(1)}, and at most ${row.grossRatio} are let pass`]
      : [];
  });
}

/** Writes the tables for people, with what they were measured on. */
export function saveMarkdown(file: string, report: Report, rows: readonly Row[]): void {
  const about = Object.entries(report.about).map(([name, value]) => `${name}: ${value}`);
  const sizes = report.chunks.length === 0 ? [] : [sizesTable(report.chunks), ""];
  writeFileSync(file, [about.join("; "), "", table(report.results, rows), "", ...sizes].join("\n"));
}

/** Writes a run down, for `--against` and for whoever wants to know more. */
export function save(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(report, undefined, 1)}\n`);
}

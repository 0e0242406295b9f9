// The table of SECURITY.md: made of what tests have noted, and read back, so that a run of some phases keeps the rest.
import type { Note, Proof } from "./proof";
import type { Threat } from "./threats";

/** What was tried for a row, and when. */
export interface Result extends Proof {
  readonly result: string;
  /** The day of the run, `2026-01-31`. */
  readonly day: string;
}

const begin = "<!-- proofs: written by `npm run prove` -->";
const end = "<!-- proofs end -->";

const figures = new Intl.NumberFormat("en-US");
const escaped = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The notes that tests left, a JSON line each. A process that was ended may have left half a line: that counts for nothing. */
export function notesOf(text: string): readonly Note[] {
  return text.split("\n").flatMap((line) => {
    try {
      const note = JSON.parse(line) as Note;
      return [note];
    } catch {
      return [];
    }
  });
}

/** One result for each row and thing tried: what several tests noted alike is added up. */
export function gathered(proofs: readonly Proof[], day: string): readonly Result[] {
  const results = new Map<string, Result>();
  for (const { row, tried, count, result = "held" } of proofs) {
    const key = [row, tried, result].join("\n");
    results.set(key, { row, tried, count: count + (results.get(key)?.count ?? 0), result, day });
  }
  return [...results.values()];
}

/**
 * What a run of some phases leaves: its own results, and of earlier ones those that it has not tried again, or not as
 * often.
 */
export function replaced(earlier: readonly Result[], now: readonly Result[]): readonly Result[] {
  const key = ({ row, tried }: Result): string => `${row}\n${tried}`;
  const most = (results: readonly Result[], of: Result): number =>
    Math.max(0, ...results.filter((each) => key(each) === key(of)).map(({ count }) => count));
  return [
    ...earlier.filter((each) => most(now, each) < each.count),
    ...now.filter((each) => most(earlier, each) <= each.count),
  ];
}

/** Rows that nothing stands behind although something could. */
export function unproved(threats: readonly Threat[], results: readonly Result[]): readonly string[] {
  const rows = new Set(results.map(({ row }) => row));
  return threats
    .filter(({ row, notApplicable }) => notApplicable === undefined && !rows.has(row))
    .map(({ row }) => row);
}

function linesOf({ row, threat, defence, notApplicable }: Threat, results: readonly Result[]): string[] {
  const first = [row, `**${escaped(threat)}** ${escaped(defence)}`];
  const own = results.filter((result) => result.row === row);
  if (own.length === 0) {
    const why = notApplicable === undefined ? "not proved yet" : `does not apply: ${escaped(notApplicable)}`;
    return [[...first, "", "", why, ""].join(" | ")];
  }
  return own.map(({ tried, count, result, day }, index) =>
    [
      // The row's number again, so that a line can be read by itself; its words once.
      row,
      index === 0 ? first[1] : "",
      escaped(tried),
      figures.format(count),
      escaped(result),
      day,
    ].join(" | "),
  );
}

/** The table in Markdown, with a line about the run above it. */
export function proofTable(threats: readonly Threat[], results: readonly Result[], run: string): string {
  return [
    run,
    "",
    "| row | what could go wrong, and what stands against it | what was tried | how often | result | on |",
    "| --- | --- | --- | ---: | --- | --- |",
    ...threats.flatMap((threat) => linesOf(threat, results)).map((line) => `| ${line} |`),
  ].join("\n");
}

/** The document with its table replaced; throws when it has no place for one. */
export function withTable(document: string, table: string): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error("SECURITY.md has no place for the table of proofs.");
  }
  return `${document.slice(0, from + begin.length)}\n\n${table}\n\n${document.slice(to)}`;
}

/** The rows that the table of a document has, and the results in it. */
export function readTable(document: string): {
  readonly rows: readonly string[];
  readonly results: readonly Result[];
} {
  const table = document.slice(document.indexOf(begin), document.indexOf(end));
  const lines = table
    .split("\n")
    .filter((line) => /^\| T\d+ /.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
  return {
    rows: lines.map(([, row = ""]) => row),
    results: lines
      .map(([, row = "", , tried = "", count = "", result = "", day = ""]) => ({
        row,
        tried,
        count: Number(count.replaceAll(",", "")),
        result,
        day,
      }))
      .filter(({ tried }) => tried !== ""),
  };
}

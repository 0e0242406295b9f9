// `npm run bench [-- --quick] [--only ROW …] [--runs N] [--against FILE] [--json FILE] [--markdown FILE]
// [--pictures FOLDER]`: the floor and ours, A B A B, in the real workbench; prints the table and the sizes, and writes
// them as JSON and Markdown, and what was seen last as PNG. Alone on the machine, or not at all.
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cacheFolder, projectRoot } from "../support/project";
import { runLarge, runMany } from "./conversations";
import { noteDiff, printEdits } from "./edits";
import { Figures, rows } from "./figures";
import { runImages } from "./imageConversation";
import { gross, resultOf, save, saveMarkdown, sizesTable, table, worse } from "./report";
import { chunks, notePackage } from "./sizes";
import { noteRequest, noteRested, start } from "./starts";
import { runStreams, type OpenPage } from "./streams";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    against: { type: "string" },
    markdown: { type: "string" },
    pictures: { type: "string" },
    json: { type: "string", default: join(cacheFolder, "bench.json") },
    runs: { type: "string" },
  },
});

const quickRows = ["aScript", "aTask", "aHost", "aLast", "heap", "growthSmall"];
const startRows = [
  "keyCold",
  "load",
  "activate",
  "open",
  "resident",
  "residentLater",
  "coldColours",
  "coldStall",
];
const requestRows = ["body", "bodyOver", "requests"];
const streamRows = /^(key$|a[A-Z]|b[A-Z]|heap|growth|script|last|longest)/;
const largeRows = /^(open500|scroll500|open1Mb|openEmpty)/;

const only = options.quick ? quickRows : options.only;
const unknown = only.filter((id) => !rows.some((row) => row.id === id));
const wanted = (id: string): boolean => only.length === 0 || only.includes(id);
const anyWanted = (which: RegExp | readonly string[]): boolean =>
  rows.some(({ id }) => wanted(id) && (which instanceof RegExp ? which.test(id) : which.includes(id)));
const runs = Number(options.runs ?? (options.quick ? 2 : 6));

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** So many starts are followed by a rest, which takes a minute each. */
const restedStarts = 2;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Starts both so often, one after the other; those started last stay open. */
async function starts(times: number, figures: Figures): Promise<readonly OpenPage[]> {
  const open: OpenPage[] = [];
  try {
    for (let run = 0; run < times; run += 1) {
      for (const subject of ["floor", "ours"] as const) {
        const page = await start(subject, figures, anyWanted(["load", "activate"]));
        if (run < restedStarts && wanted("residentLater") && !options.quick) {
          await noteRested(page, figures);
        }
        if (run === times - 1) {
          open.push(page);
        } else {
          await page.place.close();
        }
      }
      say(`  start ${run + 1} of ${times}: done`);
    }
    return open;
  } catch (error) {
    await Promise.all(open.map(async ({ place }) => place.close()));
    throw error;
  }
}

/** Gives the name of the browser. */
async function inWorkbenches(figures: Figures): Promise<string> {
  const open = await starts(anyWanted(startRows) ? runs : 1, figures);
  try {
    await runStreams(open, wanted, runs, figures, options.pictures);
    const ours = open.find(({ place }) => place.subject === "ours");
    if (ours && anyWanted(requestRows)) {
      await noteRequest(ours, figures);
    }
  } finally {
    await Promise.all(open.map(async ({ place }) => place.close()));
  }
  for (const [whole, over] of [
    ["residentWhole", "resident"],
    ["residentRested", "residentLater"],
  ] as const) {
    const floor = figures.median(whole, "floor") ?? Number.NaN;
    for (const resident of figures.runs(whole).ours) {
      figures.add(over, "ours", resident - floor);
    }
  }
  return `Chromium ${open[0]?.place.page.context().browser()?.version() ?? ""}`;
}

async function main(): Promise<boolean> {
  if (unknown.length > 0) {
    say(`There is no row ${unknown.join(", ")}. Rows: ${rows.map(({ id }) => id).join(", ")}.`);
    return false;
  }
  const figures = new Figures();
  const isInWorkbenches = anyWanted(startRows) || anyWanted(streamRows) || anyWanted(requestRows);
  const browser = isInWorkbenches ? await inWorkbenches(figures) : "not asked";
  if (anyWanted(largeRows)) {
    await runLarge(runs, figures);
  }
  if (anyWanted(["open100Images", "open100ImagesTask"])) {
    await runImages(runs, figures);
  }
  if (anyWanted(["list2000", "search2000"])) {
    await runMany(runs, figures);
  }
  if (wanted("diff")) {
    noteDiff(figures);
  }
  if (wanted("vsix")) {
    notePackage(figures);
  }
  const results = rows.flatMap((row) => (wanted(row.id) ? (resultOf(row, figures) ?? []) : []));
  const files = options.quick ? [] : chunks();
  const about = {
    date: new Date().toISOString().slice(0, 10),
    processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${process.platform} ${process.arch}`,
    editor: "VS Code 1.139",
    browser,
    node: process.versions.node,
    extension: ownVersion(),
    runs: String(runs),
  };
  const report = { about, results, chunks: files };
  save(options.json, report);
  if (options.markdown !== undefined) {
    saveMarkdown(options.markdown, report, rows);
  }
  say(
    `\n${Object.entries(about)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ")}\n\n${table(results, rows)}\n`,
  );
  if (only.length === 0) {
    say(`${sizesTable(files)}\n`);
    printEdits();
  }
  const against = options.against === undefined ? [] : worse(results, options.against, rows);
  const tooSlow = options.quick ? gross(results, rows) : [];
  [...against, ...tooSlow].forEach((line) => say(`Worse: ${line}`));
  return against.length + tooSlow.length === 0;
}

void main().then(
  (isFine) => process.exit(isFine ? 0 : 1),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);

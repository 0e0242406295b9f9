// `npm run coverage`: runs the unit suites and tells which branches of the parts that must not go wrong they do not
// reach. Fails when one is not listed in unreachable.ts, or one listed there is reached or gone. With `--again` it
// reports on the last run.
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CoverageReport } from "monocart-coverage-reports";
import { testEnvironment } from "./environment";
import { startTree } from "./processes";
import { cacheFolder, projectRoot } from "./project";
import { unreachable } from "./unreachable";

const folder = join(cacheFolder, "coverage");
const history =
  "compaction|conversationFiles|conversationList|draft\\w+|glances|gone|growingPauses|history\\w*|logNames|logWriter|tombstones";
// What needs VS Code, the integration tests reach; here only what decides without it.
const edits = "pendingPlaces|writingPlace|zoneText";
const counted = new RegExp(
  `^src/(?:core/|claude/|host/disk\\.ts|host/chat/(?:${history})\\.ts|host/edit/(?:${edits})\\.ts)`,
);

/** A branch that no test reached. */
interface Missed {
  readonly file: string;
  readonly line: number;
  /** The line it begins in, trimmed. */
  readonly text: string;
  readonly branch: string;
}

interface Measured {
  readonly file: string;
  readonly total: number;
  readonly missed: readonly Missed[];
}

async function runSuites(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const main = join(projectRoot, "out", "support", "mochaMain.js");
  // Counting makes everything slower.
  const tree = startTree(process.execPath, [main, join(projectRoot, "out", "unit"), "60000"], {
    cwd: projectRoot,
    env: testEnvironment({ NODE_V8_COVERAGE: join(folder, "v8") }),
    stdio: "inherit",
  });
  const code = await tree.ended;
  await tree.stop();
  if (code !== 0) {
    // Tests that measure time may, while everything is counted; whether the suites pass is for `npm test` to say.
    process.stdout.write("Some tests failed. What they did not come to may be missing below.\n");
  }
}

/** The bundles each hold a copy of what they test; a branch counts as reached when one copy's was. */
async function measured(): Promise<readonly Measured[]> {
  const report = new CoverageReport({
    logging: "error",
    outputDir: join(folder, "report"),
    reports: [["none"]],
    entryFilter: ({ url }) => url.includes("/out/unit/"),
    sourceFilter: (path) => counted.test(path),
    sourcePath: (path) => path,
  });
  await report.addFromDir(join(folder, "v8"));
  const results = await report.generate();
  return (results?.files ?? [])
    .map(({ sourcePath: file, data }) => {
      const source = readFileSync(join(projectRoot, file), "utf8");
      const branches = data !== undefined && "branches" in data ? data.branches : [];
      const missed = branches
        .filter(({ count }) => count === 0)
        .map(({ start, end }) => {
          const line = source.slice(0, start).split("\n").length;
          const text = source.split("\n")[line - 1]?.trim() ?? "";
          return { file, line, text, branch: source.slice(start, end).replace(/\s+/g, " ").slice(0, 60) };
        });
      return { file, total: branches.length, missed };
    })
    .sort((one, other) => (one.file < other.file ? -1 : 1));
}

function isListed({ file, text }: Missed): boolean {
  return unreachable.some(({ lines }) => lines[file]?.includes(text) ?? false);
}

async function main(): Promise<void> {
  if (!process.argv.includes("--again")) {
    await runSuites();
  }
  const files = await measured();
  const missed = files.flatMap((each) => each.missed);
  const unlisted = missed.filter((each) => !isListed(each));
  const stale = unreachable.flatMap(({ lines }) =>
    Object.entries(lines).flatMap(([file, texts]) =>
      texts
        .filter((text) => !missed.some((each) => each.file === file && each.text === text))
        .map((text) => `${file}  ${text}`),
    ),
  );
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const { file, total, missed: ofFile } of files) {
    const percent = total === 0 ? 100 : (100 * (total - ofFile.length)) / total;
    print(`${percent.toFixed(1).padStart(6)} %  ${String(total).padStart(4)}  ${file}`);
  }
  for (const { file, line, text, branch } of unlisted) {
    print(`not reached: ${file}:${line}  ${branch}  in  ${text}`);
  }
  for (const each of stale) {
    print(`reached or gone, and yet in unreachable.ts: ${each}`);
  }
  const total = files.reduce((sum, file) => sum + file.total, 0);
  const listed = missed.length - unlisted.length;
  const reached = total - missed.length;
  const percent = ((100 * reached) / Math.max(1, total - listed)).toFixed(2);
  print(
    `${reached} of ${total} branches reached; ${listed} cannot be (unreachable.ts): ${percent} % of what can.`,
  );
  process.exitCode = total > 0 && unlisted.length === 0 && stale.length === 0 ? 0 : 1;
}

void main();

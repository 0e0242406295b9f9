// `npm run prove [-- phase …]`: the full-size run. What its tests have proved goes into the table of SECURITY.md.
// `npm run prove -- --notes FILE …` runs nothing, and enters what other runs left in the file of ASK_CLAUDE_PROOFS.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { toolFile } from "./checks";
import { phaseNames } from "./phases";
import { startTree } from "./processes";
import { cacheFolder, projectRoot } from "./project";
import type { Note } from "./proof";
import { gathered, notesOf, proofTable, readTable, replaced, unproved, withTable } from "./proofTable";
import { threats } from "./threats";

const securityFile = join(projectRoot, "SECURITY.md");
const proving: readonly string[] = ["unit", "integration", "e2e", "package"];

/** The commit that was tried, marked when there were changes beside it; nothing where this is no checkout. */
function commit(): string {
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync("git", args, { cwd: projectRoot, encoding: "utf8" }).trim();
    const changed = git("status", "--porcelain", "--", ".", ":!SECURITY.md") === "" ? "" : " with changes";
    return `commit ${git("rev-parse", "--short=12", "HEAD")}${changed}`;
  } catch {
    return "no commit";
  }
}

function notesIn(file: string): readonly Note[] {
  return existsSync(file) ? notesOf(readFileSync(file, "utf8")) : [];
}

async function ended(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const tree = startTree(process.execPath, [file, ...args], { cwd: projectRoot, env, stdio: "inherit" });
  const code = await tree.ended;
  await tree.stop();
  return code === 0;
}

/** What a run has noted, and how it ended. */
interface Run {
  readonly notes: readonly Note[];
  readonly passed: boolean;
  /** What was run, in a few words. */
  readonly what: string;
  readonly isWhole: boolean;
}

async function run(phases: readonly string[]): Promise<Run> {
  if (phases.some((name) => !phaseNames.includes(name))) {
    throw new Error(`Phases: ${phaseNames.join(", ")}.`);
  }
  const notesFile = join(cacheFolder, `proofs.${process.pid}.jsonl`);
  await mkdir(cacheFolder, { recursive: true });
  const started = Date.now();
  const passed = await ended(join(projectRoot, "out", "support", "run.js"), phases, {
    ...process.env,
    ASK_CLAUDE_PROVE: "full",
    ASK_CLAUDE_PROOFS: notesFile,
  });
  const notes = notesIn(notesFile);
  await rm(notesFile, { force: true });
  const minutes = Math.ceil((Date.now() - started) / 60_000);
  return {
    notes,
    passed,
    what: `${phases.join(", ")}, ${minutes} minutes`,
    isWhole: proving.every((name) => phases.includes(name)),
  };
}

async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  // Before the run: the commit at its start is what was tried.
  const tried = commit();
  const day = new Date().toISOString().slice(0, 10);
  const { notes, passed, what, isWhole } =
    first === "--notes"
      ? { notes: rest.flatMap(notesIn), passed: true, what: "notes of single runs", isWhole: false }
      : await run(first === undefined ? proving : [first, ...rest]);

  const document = readFileSync(securityFile, "utf8");
  const results = replaced(
    isWhole ? [] : readTable(document).results,
    gathered(
      notes.flatMap((note) => ("row" in note ? [note] : [])),
      day,
    ),
  );
  const hosts = new Set(notes.flatMap((note) => ("host" in note ? [note.host] : [])));
  const about = [
    `Last run: ${day} (${what})`,
    tried,
    `Node ${process.versions.node}`,
    ...hosts,
    `${process.platform} ${process.arch}`,
    ...(passed ? [] : ["**with tests that failed**"]),
  ].join(", ");
  const table = proofTable(threats, results, `${about}.`);
  writeFileSync(securityFile, withTable(document, table));
  await ended(toolFile("oxfmt"), ["SECURITY.md"], process.env);

  process.stdout.write(`\n${table}\n`);
  const missing = unproved(threats, results);
  if (missing.length > 0) {
    process.stdout.write(`\nNot proved: ${missing.join(", ")}.\n`);
  }
  process.exitCode = passed && missing.length === 0 ? 0 : 1;
}

void main();

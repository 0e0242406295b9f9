// `npm run mutate [GROUP …]`: changes the source in thousands of small ways and tells which of them no test notices.
// Fails below 85 %. A group whose sources and tests are as they were is not tried again. With `--living`, neither are
// mutants that were noticed before, as long as the sources are as they were: for who only adds tests.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npmInstall } from "../support/download";
import { cacheFolder, projectRoot } from "../support/project";
import { groups, type MutationGroup } from "./groups";
import { digestOf } from "./instrumented";
import { leastScore, scoreOf, survivorsText, type GroupResult } from "./survivors";
import { tryGroup } from "./trying";

const here = join(projectRoot, "test", "mutation");
const kept = join(cacheFolder, "mutation");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function readKept(name: string): Promise<GroupResult | undefined> {
  const file = join(kept, `${name}.json`);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as GroupResult) : undefined;
}

async function resultOf(group: MutationGroup, isOnlyLiving: boolean): Promise<GroupResult> {
  const digest = await digestOf(group);
  const before = await readKept(group.name);
  if (before?.digest === digest) {
    return before;
  }
  say(`${group.name}: ${group.sources.join(", ")}`);
  const started = Date.now();
  const tried = await tryGroup(group, say, isOnlyLiving ? before?.tried : []);
  const result = { name: group.name, digest, seconds: Math.round((Date.now() - started) / 1000), tried };
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, `${group.name}.json`), JSON.stringify(result));
  return result;
}

async function main(): Promise<void> {
  if (!existsSync(join(here, "node_modules"))) {
    await npmInstall(here, ["--include=dev"], "Stryker's instrumenter");
  }
  const isOnlyLiving = process.argv.includes("--living");
  const named = process.argv.slice(2).filter((argument) => argument !== "--living");
  const chosen =
    named.length === 0 ? groups : named.flatMap((name) => groups.filter((group) => group.name === name));
  if (chosen.length < named.length) {
    throw new Error(`Groups: ${groups.map(({ name }) => name).join(", ")}.`);
  }
  for (const group of chosen) {
    const result = await resultOf(group, isOnlyLiving);
    const score = scoreOf(result.tried);
    say(`${group.name.padEnd(14)} ${score.toFixed(1)} % of ${result.tried.length} in ${result.seconds} s`);
    if (score < leastScore) {
      process.exitCode = 1;
    }
  }
  const results = await Promise.all(groups.map(async ({ name }) => readKept(name)));
  await writeFile(
    join(here, "survivors.md"),
    survivorsText(results.filter((result) => result !== undefined)),
  );
}

void main();

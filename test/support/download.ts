import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { cacheFolder } from "./project";

/** Something fetched from npm once and kept: its folder name carries the version, so a new version is a new folder. */
export interface Download {
  readonly folder: string;
  readonly title: string;
  readonly packages: readonly string[];
  /** Further steps inside the still unnamed folder; when they fail, nothing is kept. */
  readonly finish?: (folder: string) => Promise<void>;
}

const beatMs = 5_000;
const lockIsDeadAfterMs = 60_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

/** How to call npm on this machine without a shell where that is possible (npm.cmd cannot be started without one). */
function npmCommand(): { readonly file: string; readonly args: readonly string[]; readonly shell: boolean } {
  const cli = process.env["npm_execpath"];
  if (cli !== undefined && basename(cli) === "npm-cli.js") {
    return { file: process.execPath, args: [cli], shell: false };
  }
  return process.platform === "win32"
    ? { file: "npm.cmd", args: [], shell: true }
    : { file: "npm", args: [], shell: false };
}

/** Runs npm in a folder; rejects with one sentence and the end of npm's output. Install scripts never run. */
export async function npmInstall(folder: string, args: readonly string[], title: string): Promise<void> {
  const npm = npmCommand();
  const fixed = ["install", "--prefix=.", "--ignore-scripts", "--omit=dev", "--engine-strict=false"];
  const quiet = ["--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error"];
  const child = spawn(npm.file, [...npm.args, ...fixed, ...quiet, ...args], {
    cwd: folder,
    shell: npm.shell,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status, signal) => resolve(status ?? signal ?? "no exit code"));
  });
  if (code !== 0) {
    const tail = Buffer.concat(output).toString("utf8").trim().split("\n").slice(-12).join("\n");
    throw new Error(
      `Fetching ${title} failed (npm ended with ${code}): check that this machine reaches its npm registry, then run the same command again; nothing half-installed was kept.\n${tail}`,
    );
  }
}

async function isDead(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock);
    const pid = Number(await readFile(lock, "utf8"));
    if (Date.now() - mtimeMs > lockIsDeadAfterMs) {
      return true;
    }
    if (Number.isInteger(pid) && pid > 0) {
      process.kill(pid, 0);
    }
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Two runs at once must not fetch the same thing twice; a lock that nobody touches any more is taken over. */
async function takeLock(lock: string, title: string): Promise<() => Promise<void>> {
  for (let told = false; ; told = true) {
    const file = await open(lock, "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") {
        throw error;
      }
      return undefined;
    });
    if (file !== undefined) {
      await file.writeFile(String(process.pid));
      await file.close();
      const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), beatMs);
      beat.unref();
      return async () => {
        clearInterval(beat);
        await rm(lock, { force: true });
      };
    }
    if (await isDead(lock)) {
      await rm(lock, { force: true });
    } else {
      if (!told) {
        say(`Waiting for another run that is fetching ${title} …`);
      }
      await wait(500);
    }
  }
}

async function removeLeftovers(name: string): Promise<void> {
  for (const entry of await readdir(cacheFolder)) {
    if (entry.startsWith(`${name}.`) && entry.endsWith(".partial")) {
      await rm(join(cacheFolder, entry), { recursive: true, force: true });
    }
  }
}

/** Windows holds files for a moment after they were written (virus scanners), so a rename may need patience. */
async function renamePatiently(from: string, to: string, attempts = 20): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (attempts <= 1 || process.platform !== "win32") {
      throw error;
    }
    await wait(250);
    await renamePatiently(from, to, attempts - 1);
  }
}

/** Fetches once and returns the finished folder; it appears whole or not at all, whatever happens meanwhile. */
export async function fetched(download: Download): Promise<string> {
  const target = join(cacheFolder, download.folder);
  if (existsSync(target)) {
    return target;
  }
  await mkdir(cacheFolder, { recursive: true });
  const release = await takeLock(`${target}.lock`, download.title);
  const partial = `${target}.${process.pid}.partial`;
  try {
    if (existsSync(target)) {
      return target;
    }
    await removeLeftovers(download.folder);
    const started = Date.now();
    say(`Fetching ${download.title} (once, kept in ${basename(cacheFolder)}) …`);
    const beat = setInterval(() => say(`  … ${download.title}: ${seconds(started)}`), beatMs);
    try {
      await mkdir(partial);
      await writeFile(join(partial, "package.json"), '{ "private": true }\n');
      await npmInstall(partial, ["--save-exact", ...download.packages], download.title);
      await download.finish?.(partial);
    } finally {
      clearInterval(beat);
    }
    await renamePatiently(partial, target);
    say(`Fetched ${download.title} in ${seconds(started)}.`);
    return target;
  } finally {
    await rm(partial, { recursive: true, force: true });
    await release();
  }
}

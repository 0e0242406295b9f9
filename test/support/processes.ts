import { spawn, spawnSync, type ChildProcess } from "node:child_process";

/** A started program together with everything it starts itself. */
export interface Tree {
  readonly child: ChildProcess;
  /** Ends the program and its descendants, and resolves when the program is gone; may be called twice. */
  readonly stop: () => Promise<void>;
  /** Resolves with the exit code, or the signal's name, or why the program could not be started. */
  readonly ended: Promise<number | string>;
}

interface TreeOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: "pipe" | "inherit";
  readonly shell?: boolean;
}

const graceMs = 3_000;
const running = new Set<ChildProcess>();

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already: what was wanted.
  }
}

/**
 * The processes below these, as far as their parents still live: what a test runs starts servers and browsers as heads of
 * groups of their own, which a signal to its own group does not reach.
 */
function descendants(of: readonly number[]): readonly number[] {
  if (of.length === 0 || process.platform === "win32") {
    return [];
  }
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = [...(stdout ?? "").matchAll(/(\d+)\s+(\d+)/g)].map(([, pid, parent]) => [
    Number(pid),
    Number(parent),
  ]);
  const found: number[] = [];
  for (let parents = new Set(of); parents.size > 0;) {
    const children = pairs.flatMap(([pid = 0, parent = 0]) => (parents.has(parent) ? [pid] : []));
    found.push(...children);
    parents = new Set(children);
  }
  return found;
}

/** Ends processes and the groups that they head. */
function killAll(pids: readonly number[]): void {
  for (const pid of pids.flatMap((each) => [-each, each])) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone, or heads no group.
    }
  }
}

const pidsOf = (children: Iterable<ChildProcess>): readonly number[] =>
  [...children].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));

// Whatever way this process ends, nothing that it started stays behind.
process.once("exit", () => {
  const below = descendants(pidsOf(running));
  for (const child of running) {
    signalTree(child, "SIGKILL");
  }
  killAll(below);
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.once(signal, () => process.exit(code));
}

/** Starts a program as the head of its own process group, so that it can be ended whole, also by Ctrl+C or a crash. */
export function startTree(file: string, args: readonly string[], options: TreeOptions = {}): Tree {
  const output = options.stdio ?? "pipe";
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    shell: options.shell ?? false,
    stdio: ["ignore", output, output],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  running.add(child);
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "no exit code"));
  });
  const stop = async (): Promise<void> => {
    if (running.has(child)) {
      const below = descendants(pidsOf([child]));
      signalTree(child, "SIGTERM");
      const force = setTimeout(() => signalTree(child, "SIGKILL"), graceMs);
      await ended;
      clearTimeout(force);
      signalTree(child, "SIGKILL");
      killAll(below);
      running.delete(child);
    }
  };
  return { child, ended, stop };
}

/** Waits until the program's output matches, and gives the match; rejects with that output when it ends or is too slow. */
export async function outputMatching(
  tree: Tree,
  pattern: RegExp,
  withinMs: number,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let seen = "";
    const fail = (why: string): void => reject(new Error(`${why}\n${seen.trim()}`));
    const late = setTimeout(() => fail(`No answer within ${withinMs / 1000} s.`), withinMs);
    const read = (chunk: Buffer): void => {
      seen += chunk.toString("utf8");
      const match = pattern.exec(seen);
      if (match !== null) {
        clearTimeout(late);
        resolve(match);
      }
    };
    tree.child.stdout?.on("data", read);
    tree.child.stderr?.on("data", read);
    void tree.ended.then((code) => fail(`It ended with ${code}.`)).finally(() => clearTimeout(late));
  });
}

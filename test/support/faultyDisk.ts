import { AsyncLocalStorage } from "node:async_hooks";
import fs, { type FileHandle } from "node:fs/promises";

import { type DiskCall, patchFs } from "./patchedFs";

/** What a disk call comes to: it works, fails with this error, or is the moment at which the process ends. */
export type Outcome = "works" | "ends" | { readonly code: string };

/** How much of a call that fails, or is the last one, has reached the disk all the same. */
export type Reached = "nothing" | "half" | "all";

/** The disk as one piece of work sees it; others at the same time see the real one. */
export class FaultyDisk {
  readonly #outcome: (call: number) => Outcome;
  readonly #reached: Reached;
  #calls = 0;
  #under = 0;
  #isEnded = false;
  #isWell = false;
  #end: () => void = () => undefined;
  #log: string[] = [];
  /** What closes each file that was opened and is not closed yet. */
  readonly #open = new Set<() => Promise<unknown>>();
  /** Resolves when the process would have ended. */
  readonly ended = new Promise<void>((resolve) => (this.#end = resolve));

  /** @param outcome by the number of the call, counted from 1 */
  constructor(outcome: (call: number) => Outcome, reached: Reached = "nothing") {
    this.#outcome = outcome;
    this.#reached = reached;
  }

  /** How many calls there were. */
  get calls(): number {
    return this.#calls;
  }

  /** The names of the calls that did not work. */
  get failed(): readonly string[] {
    return this.#log;
  }

  /** From now on every call works. */
  heal(): void {
    this.#isWell = true;
  }

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    return seen.run(this, work);
  }

  /** Does work until it is done or the process would have ended; tells whether it was done. What is under way lands. */
  async runToTheEnd(work: () => Promise<unknown>): Promise<boolean> {
    const isDone = await Promise.race([this.run(work).then(() => true), this.ended.then(() => false)]);
    while (this.#under > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Its files are closed with the process.
    for (const close of this.#isEnded ? this.#open : []) {
      await close();
    }
    return isDone;
  }

  /** Takes the file's own close; gives what it is to be closed by. */
  opened(close: () => Promise<unknown>): () => Promise<unknown> {
    const closeOnce = async (): Promise<void> => {
      if (this.#open.delete(closeOnce)) {
        await close();
      }
    };
    this.#open.add(closeOnce);
    return closeOnce;
  }

  /** @param half what to do where only half of it reaches the disk; nothing unless told */
  async call(name: string, whole: () => Promise<unknown>, half?: () => Promise<unknown>): Promise<unknown> {
    if (this.#isEnded) {
      return never();
    }
    this.#calls += 1;
    const outcome = this.#isWell ? "works" : this.#outcome(this.#calls);
    if (outcome === "works") {
      return this.#landing(whole);
    }
    this.#isEnded = outcome === "ends";
    this.#log.push(name);
    if (this.#reached !== "nothing") {
      // What would have failed by itself does so.
      await this.#landing(this.#reached === "all" ? whole : (half ?? nothing)).catch(() => undefined);
    }
    if (outcome === "ends") {
      this.#end();
      return never();
    }
    throw Object.assign(new Error(`${outcome.code}: ${name}`), { code: outcome.code });
  }

  async #landing(work: () => Promise<unknown>): Promise<unknown> {
    this.#under += 1;
    try {
      return await work();
    } finally {
      this.#under -= 1;
    }
  }
}

const seen = new AsyncLocalStorage<FaultyDisk>();
const nothing = (): Promise<void> => Promise.resolve();
const never = (): Promise<never> => new Promise(() => undefined);
const handleCalls = [
  "appendFile",
  "writeFile",
  "write",
  "readFile",
  "read",
  "sync",
  "datasync",
  "stat",
  "truncate",
  "close",
] as const;

/** Puts every call of `node:fs/promises` under the faulty disk whose work it belongs to; back when it is called. */
export function installFaultyDisks(): () => void {
  const names = Object.entries(fs).flatMap(([name, value]) =>
    typeof value === "function" && name !== "watch" && name !== "glob" ? [name] : [],
  );
  const restore = patchFs(names, (name, original) => async (...args) => {
    const disk = seen.getStore();
    if (disk === undefined) {
      return original(...args);
    }
    if (name !== "open") {
      return disk.call(name, () => original(...args));
    }
    let opened: FileHandle | undefined;
    try {
      return await disk.call(name, async () => {
        opened = (await original(...args)) as FileHandle;
        return withFaults(opened, disk);
      });
    } catch (error) {
      await opened?.close();
      throw error;
    }
  });
  const { setTimeout } = globalThis;
  // Nobody waits here for a disk to get well again.
  globalThis.setTimeout = ((work: () => void, ms?: number) =>
    setTimeout(
      work,
      seen.getStore() === undefined ? ms : Math.min(ms ?? 0, 1),
    )) as typeof globalThis.setTimeout;
  return () => {
    restore();
    globalThis.setTimeout = setTimeout;
  };
}

function withFaults(handle: FileHandle, disk: FaultyDisk): FileHandle {
  const calls = handle as unknown as Record<string, DiskCall>;
  const close = disk.opened(calls["close"]!.bind(handle));
  for (const name of handleCalls) {
    const original = name === "close" ? close : calls[name]!.bind(handle);
    calls[name] = (...args) => {
      const [content] = args;
      const isWritten = ["appendFile", "writeFile", "write"].includes(name);
      const half = (): Promise<unknown> => original(halfOf(content));
      // A file is closed even where closing it fails.
      const whole = (): Promise<unknown> => original(...args);
      const work = disk.call(`handle.${name}`, whole, isWritten ? half : undefined);
      return name === "close" ? work.catch((error: unknown) => closed(original, error)) : work;
    };
  }
  return handle;
}

async function closed(close: DiskCall, error: unknown): Promise<never> {
  await close();
  throw error;
}

function halfOf(content: unknown): Uint8Array {
  const bytes = typeof content === "string" ? Buffer.from(content) : (content as Uint8Array);
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

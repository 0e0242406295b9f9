import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Order, Report } from "./worker";

/** A process that runs suites; one that died or took too long is replaced at the next order. */
export class Worker {
  readonly #bundle: string;
  #child: ChildProcess | undefined;

  constructor(bundle: string) {
    this.#bundle = bundle;
  }

  /**
   * Carries out an order. "gone" when the process died of it, "late" when it had to be ended. With `mutantAtStart` a
   * new process is taken, in which that mutant is awake from the first line on.
   */
  async ask(order: Order, mostMs: number, mutantAtStart?: string): Promise<Report | "gone" | "late"> {
    if (mutantAtStart !== undefined) {
      this.stop();
    }
    const child = this.#child ?? (await this.#start(mutantAtStart));
    if (child === undefined) {
      return "gone";
    }
    const report = await new Promise<Report | "gone" | "late">((resolve) => {
      const timer = setTimeout(() => resolve("late"), mostMs);
      const end = (how: Report | "gone"): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(how);
      };
      child.once("message", (message: Report) => end(message));
      child.once("exit", () => end("gone"));
      child.send(order, () => {});
    });
    if (typeof report === "string" || mutantAtStart !== undefined) {
      this.stop();
    }
    return report;
  }

  stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #start(mutant: string | undefined): Promise<ChildProcess | undefined> {
    const child = fork(join(__dirname, "worker.js"), [this.#bundle], {
      env: {
        ...process.env,
        // Suites that write files wait for the disk most of their time, and these do it thousands of times.
        ...(existsSync("/dev/shm") ? { TMPDIR: "/dev/shm" } : {}),
        ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }),
      },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child = child;
    const isReady = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
      child.once("message", () => {
        clearTimeout(timer);
        resolve(true);
      });
      child.once("exit", () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
    child.removeAllListeners();
    if (!isReady) {
      this.#child = undefined;
      return undefined;
    }
    return child;
  }
}

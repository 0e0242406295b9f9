import { readdirSync, readFileSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** An extension host as the system sees it; figures are undefined where there is no /proc. */
export interface HostProcess {
  readonly cpuMs: () => number | undefined;
  readonly residentMb: () => number | undefined;
  /** How long its event loop stood still at most since this was asked the last time, in ms. */
  readonly longestStallMs: () => Promise<number | undefined>;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    // The process has ended, belongs to somebody else, or the system keeps no such files.
    return "";
  }
}

/** The extension host that was started with this in its environment, whose probe writes into this file when asked. */
export function extensionHostWith(mark: string, stallFile: string): HostProcess {
  const all = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  const pid = all.find(
    (name) =>
      textOf(`/proc/${name}/cmdline`).includes("--type=extensionHost") &&
      textOf(`/proc/${name}/environ`).includes(mark),
  );
  const threads = (): readonly string[] => readdirSync(`/proc/${pid}/task`);
  return {
    cpuMs: () =>
      pid === undefined
        ? undefined
        : threads().reduce(
            (sum, thread) =>
              sum + Number(textOf(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]) / 1e6,
            0,
          ),
    longestStallMs: async () => {
      if (pid === undefined) {
        return undefined;
      }
      rmSync(stallFile, { force: true });
      process.kill(Number(pid), "SIGUSR2");
      for (let tries = 0; tries < 200; tries += 1) {
        await setTimeout(20);
        const text = textOf(stallFile);
        if (text.endsWith("\n")) {
          return Number(text);
        }
      }
      throw new Error("The extension host did not say how long its event loop stood still.");
    },
    residentMb: () => {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    },
  };
}

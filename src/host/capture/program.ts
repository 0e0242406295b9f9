import { execFile } from "node:child_process";

/** How a program ended. */
export type Ended =
  | { readonly type: "ended"; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** No such program. */
  | { readonly type: "missing" }
  /** It was called off. */
  | { readonly type: "cancelled" }
  /** It took too long. */
  | { readonly type: "timedOut" }
  /** It said too much, or could not be run. */
  | { readonly type: "failed"; readonly why: string };

/** Where and for how long programs run. */
export interface ProgramPlace {
  /** The working folder: an empty one, so that no program is found in it instead of on the PATH. */
  readonly folder: string;
  readonly environment: Record<string, string>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Runs a program that the system finds on the PATH, without a shell. */
export type RunProgram = (
  program: string,
  programArguments: readonly string[],
  place: ProgramPlace,
) => Promise<Ended>;

/** The most that a program may say, in bytes. */
const mostOutput = 100_000;

/** Runs it as a process, which is ended when it is called off or takes too long. */
export const runProgram: RunProgram = (program, programArguments, place) => {
  const { folder, environment, signal, timeoutMs } = place;
  if (signal.aborted) {
    return Promise.resolve({ type: "cancelled" });
  }
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: environment,
      signal,
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      maxBuffer: mostOutput,
      windowsHide: true,
      encoding: "utf8",
    } as const;
    execFile(program, [...programArguments], options, (error, stdout, stderr) => {
      if (signal.aborted) {
        resolve({ type: "cancelled" });
      } else if (error === null) {
        resolve({ type: "ended", code: 0, stdout, stderr });
      } else if (error.code === "ENOENT") {
        resolve({ type: "missing" });
      } else if (typeof error.code === "number") {
        resolve({ type: "ended", code: error.code, stdout, stderr });
      } else if (error.killed === true && error.code === null) {
        // One that is ended because it says too much has that as its code.
        resolve({ type: "timedOut" });
      } else {
        resolve({ type: "failed", why: error.message });
      }
    });
  });
};

// Loaded into every Node process of a benchmarked VS Code server before all else (`--require`); in the extension host it
// watches how long the event loop stands still.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const { ASK_CLAUDE_BENCH_STALLS: file } = process.env;
const everyMs = 5;

if (isMainThread && file !== undefined && process.argv.includes("--type=extensionHost")) {
  const delays = monitorEventLoopDelay({ resolution: everyMs });
  delays.enable();
  // Whoever asks gets the longest since they asked the last time.
  process.on("SIGUSR2", () => {
    writeFileSync(file, `${Math.max(0, delays.max / 1e6 - everyMs)}\n`);
    delays.reset();
  });
}

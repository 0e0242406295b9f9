/** How long the event loop stood still because this process was at work, in milliseconds. */
export interface Stalls {
  readonly p99: number;
  readonly max: number;
}

/**
 * Measures until the result is called. A loop that is late because other programs had the processor is no stall of
 * ours, so that of each lateness only as much counts as this process computed meanwhile.
 */
export function measureStalls(): () => Stalls {
  const every = 5;
  const late: number[] = [];
  let wall = performance.now();
  let cpu = process.cpuUsage();
  const timer = setInterval(() => {
    const used = process.cpuUsage(cpu);
    const now = performance.now();
    late.push(Math.max(0, Math.min(now - wall, (used.user + used.system) / 1000) - every));
    wall = now;
    cpu = process.cpuUsage();
  }, every);
  return () => {
    clearInterval(timer);
    const sorted = late.toSorted((a, b) => a - b);
    return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, max: sorted.at(-1) ?? 0 };
  };
}

// `npm test [phase …]`: every check of the project, or the named ones, and one line of totals at the end.
import { phaseNames, runPhases, summary } from "./phases";

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !phaseNames.includes(name));
  if (unknown.length > 0) {
    process.stdout.write(
      `There is no phase ${unknown.join(", ")}. Phases: ${phaseNames.join(", ")}.\n\n0 passed, 1 failed\n`,
    );
    process.exitCode = 1;
    return;
  }
  const results = await runPhases(named.length > 0 ? named : phaseNames);
  process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
  process.stdout.write(summary(results));
}

void main();

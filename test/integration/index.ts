import { version } from "vscode";
import { isFullSize, ranIn } from "../support/proof";
import { namedFiles, outputMark, runSuites } from "../support/suites";
import { socketHooks } from "./socketHooks";

/** The entry that VS Code calls in its extension host; rejects when a test failed, which ends VS Code with an error. */
export async function run(): Promise<void> {
  ranIn(`VS Code ${version}`);
  const origins = ["ASK_CLAUDE_TEST_ENDPOINT", "ASK_CLAUDE_TEST_OTHER_ENDPOINT"].flatMap(
    (name) => process.env[name] ?? [],
  );
  const { failed } = await runSuites({
    folder: __dirname,
    rootHooks: [socketHooks(origins)],
    timeoutMs: isFullSize ? 300_000 : 30_000,
    // As with the end-to-end tests: language services and the focus come late on a busy machine.
    retries: 1,
    reportFile: process.env["ASK_CLAUDE_TEST_REPORT"],
    print: (text) => console.log(`${outputMark}${text}`),
    only: process.env["ASK_CLAUDE_TEST_ONLY"],
    files: namedFiles(),
  });
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}

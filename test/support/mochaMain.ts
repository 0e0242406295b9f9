// Runs the suites below a folder in this Node process: `node out/support/mochaMain.js FOLDER [TIMEOUT_MS]`.
import { runSuites } from "./suites";

process.on("unhandledRejection", (reason) => {
  throw reason;
});

const [folder, timeout = "10000"] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("Say which folder of suites to run.");
}

void runSuites({
  folder,
  timeoutMs: Number(timeout),
  reportFile: process.env["ASK_CLAUDE_TEST_REPORT"],
  only: process.env["ASK_CLAUDE_TEST_ONLY"],
}).then(({ failed }) => process.exit(failed === 0 ? 0 : 1));

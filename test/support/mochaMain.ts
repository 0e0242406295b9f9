// Runs the suites below a folder in this Node process: `node out/support/mochaMain.js FOLDER [TIMEOUT_MS]`.
import { browserHooks } from "./browserRequests";
import { namedFiles, runSuites } from "./suites";

// Each suite is a bundle of its own and ends what it started when the process ends: many listeners, and no leak.
process.setMaxListeners(100);

process.on("unhandledRejection", (reason) => {
  throw reason;
});

const [folder, timeout = "10000"] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("Say which folder of suites to run.");
}

void runSuites({
  folder,
  rootHooks: [browserHooks()],
  timeoutMs: Number(timeout),
  // A workbench in a browser on a busy machine now and then takes the focus at the wrong moment.
  retries: folder.includes("e2e") ? 1 : 0,
  reportFile: process.env["ASK_CLAUDE_TEST_REPORT"],
  only: process.env["ASK_CLAUDE_TEST_ONLY"],
  files: namedFiles(),
}).then(({ failed }) => process.exit(failed === 0 ? 0 : 1));

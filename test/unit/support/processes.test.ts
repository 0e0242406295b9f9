import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { outputMatching, startTree } from "../../support/processes";
import { projectRoot } from "../../support/project";

const forever = "setInterval(() => {}, 1000);";

/** A program that starts another in a group of its own, tells its id, and does not care what becomes of it. */
const careless = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}], { detached: true, stdio: "ignore" });
  console.log("started " + child.pid);
  ${forever}
`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until it is gone: what was killed stays for a moment, until its parent or the system has seen it. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && isRunning(pid); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !isRunning(pid);
}

describe("a program that a test run starts", function () {
  this.timeout(20_000);

  before(function () {
    if (process.platform === "win32") {
      this.skip();
    }
  });

  it("ends with everything below it, also with what heads a group of its own", async () => {
    const tree = startTree(process.execPath, ["-e", careless]);
    const pid = Number((await outputMatching(tree, /started (\d+)/, 15_000))[1]);
    assert.ok(isRunning(pid));
    await tree.stop();
    assert.ok(await isGone(pid));
  });

  it("leaves nothing behind when the run is told to end, two programs further down", async () => {
    const processes = JSON.stringify(join(projectRoot, "out", "support", "processes.js"));
    const run = `
      const { startTree } = require(${processes});
      startTree(process.execPath, ["-e", ${JSON.stringify(careless)}], { stdio: "inherit" });
      ${forever}
    `;
    const top = spawn(process.execPath, ["-e", run], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = (await once(top.stdout, "data")) as [Buffer];
    const pid = Number(/started (\d+)/.exec(chunk.toString())?.[1]);
    assert.ok(isRunning(pid));
    const ended = once(top, "exit");
    top.kill("SIGTERM");
    const [code] = (await ended) as [number];
    assert.equal(code, 143);
    assert.ok(await isGone(pid));
  });
});

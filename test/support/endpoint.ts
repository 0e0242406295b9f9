import { join } from "node:path";
import { testEnvironment } from "./environment";
import { outputMatching, startTree } from "./processes";
import { projectRoot } from "./project";

/** The local Messages endpoint as a process of its own, so that a test host in which suites run listens on nothing. */
export async function startEndpointProcess(): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const main = join(projectRoot, "out", "support", "messages", "main.js");
  const tree = startTree(process.execPath, [main, "--port", "0"], { env: testEnvironment() });
  try {
    const [origin] = await outputMatching(tree, /http:\/\/127\.0\.0\.1:\d+/, 20_000);
    return { origin, stop: tree.stop };
  } catch (error) {
    await tree.stop();
    throw error;
  }
}

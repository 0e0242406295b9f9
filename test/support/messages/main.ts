import { parseArgs } from "node:util";
import { startMessagesEndpoint } from "./server";

/** Serves until it is told to stop; the first line on standard output is the endpoint's origin. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not ${values.port}`);
  }
  const endpoint = await startMessagesEndpoint({ port });
  console.log(endpoint.origin);
  const stop = (): void => {
    void endpoint.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // A forked endpoint ends with the process that wanted it.
  process.on("disconnect", stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

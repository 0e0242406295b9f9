import assert from "node:assert/strict";
import { ask, clientFor, failureIn } from "./asking";
import { startServer } from "./scriptedServer";

/** Asks a server that answers in this way, and checks that one question was one request. */
export async function failureOf(answer: Buffer | string | undefined): Promise<unknown> {
  const server = await startServer(({ socket }) => {
    if (answer === undefined) {
      socket.destroy();
    } else {
      socket.end(answer);
    }
  });
  try {
    const events = await ask(clientFor(server.url));
    assert.equal(server.heard.length, 1);
    assert.equal(server.connections(), 1);
    assert.equal(events.filter(({ type }) => type === "failed" || type === "completed").length, 1);
    const text = JSON.stringify(failureIn(events));
    return JSON.parse(text.replaceAll(`127.0.0.1:${server.port}`, "HOST"));
  } finally {
    await server.close();
  }
}

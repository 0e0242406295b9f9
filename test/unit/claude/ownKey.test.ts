import assert from "node:assert/strict";

import type { MessageRequest } from "../../../src/core/request";
import { clientFor, collect, failureIn, hello } from "./asking";
import { startServer, streamReply, type ScriptedServer } from "./scriptedServer";
import { streams } from "./streams";

const awkwardKey = 'sk-ant-test-with-"quotes"-and-\\backslashes\\';

describe("a request with the key in its body", () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startServer(({ socket }) => socket.write(streamReply(streams.text)));
  });
  after(() => server.close());

  const bodies: Readonly<Record<string, MessageRequest>> = {
    "in a question": { ...hello, messages: [{ role: "user", content: `Why is ${awkwardKey} refused?` }] },
    "in the instructions": { ...hello, system: `export ANTHROPIC_API_KEY='${awkwardKey}'` },
    "in an answer that goes back": {
      ...hello,
      messages: [...hello.messages, { role: "assistant", content: [{ type: "text", text: awkwardKey }] }],
    },
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`${name} is never sent, nor counted`, async () => {
      const client = clientFor(server.url, { apiKey: awkwardKey });
      const { signal } = new AbortController();
      assert.deepEqual(failureIn(await collect(client.ask(body, signal))), { kind: "ownKey" });
      assert.deepEqual(await client.countTokens(body, signal), { ok: false, failure: { kind: "ownKey" } });
      assert.equal(server.connections(), 0);
    });
  }

  it("is one with any other key", async () => {
    const other = { ...hello, system: "sk-ant-test-of-somebody-else-0123456789" };
    const client = clientFor(server.url, { apiKey: awkwardKey });
    const events = await collect(client.ask(other, new AbortController().signal));
    assert.equal(events.at(-1)?.type, "completed");
    assert.equal(server.connections(), 1);
  });
});

import assert from "node:assert/strict";
import { buildRequest } from "../../../src/core/request";
import { emptyConversation } from "../../../src/core/conversation";
import { reduce } from "../../../src/core/reduce";
import { ask, clientFor, collect, hello, testKey } from "./asking";
import {
  httpChunk,
  startServer,
  streamHead,
  streamReply,
  until,
  type ScriptedServer,
} from "./scriptedServer";
import { streams } from "./streams";

function parseHead(head: string): {
  line: string;
  names: string[];
  value: (name: string) => string | undefined;
} {
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return {
    line,
    names: headers.map(([name]) => name),
    value: (wanted) => headers.find(([name]) => name === wanted)?.[1],
  };
}

describe("the request on the wire", () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startServer(({ socket }) => socket.write(streamReply(streams.text)));
  });
  after(() => server.close());

  it("is the API's published example, header by header and field by field", async () => {
    // curl https://api.anthropic.com/v1/messages \
    //   --header "x-api-key: $ANTHROPIC_API_KEY" \
    //   --header "anthropic-version: 2023-06-01" \
    //   --header "content-type: application/json" \
    //   --data '{"model": "…", "max_tokens": 1024, "messages": [{"role": "user", "content": "Hello, world"}]}'
    await ask(clientFor(server.url));
    const { head, body } = server.heard.at(-1)!;
    const { line, names, value } = parseHead(head);
    assert.equal(line, "POST /v1/messages HTTP/1.1");
    assert.equal(value("x-api-key"), testKey);
    assert.equal(value("anthropic-version"), "2023-06-01");
    assert.equal(value("content-type"), "application/json");
    assert.equal(value("accept"), "application/json");
    assert.equal(value("accept-encoding"), "identity");
    assert.equal(value("user-agent"), "ask-claude-test/1");
    assert.equal(value("content-length"), String(Buffer.byteLength(body)));
    assert.deepEqual(names.toSorted(), [
      "accept",
      "accept-encoding",
      // These two, and the connection's own, are Node's fetch's; it lets nobody take them away.
      "accept-language",
      "anthropic-version",
      "connection",
      "content-length",
      "content-type",
      "host",
      "sec-fetch-mode",
      "user-agent",
      "x-api-key",
    ]);
    assert.equal(
      body,
      `{
  "model": "claude-sonnet-5-5",
  "max_tokens": 1024,
  "messages": [
    {
      "role": "user",
      "content": "Hello, world"
    }
  ],
  "stream": true
}`,
    );
  });

  it("carries a real conversation's body unchanged", async () => {
    const conversation = reduce(emptyConversation("c"), {
      type: "asked",
      turn: { role: "user", id: "1", text: "Wozu? 🤔", context: [] },
      answerId: "2",
      options: { model: "claude-sonnet-5-5" },
    });
    const request = buildRequest(conversation, {
      model: "claude-sonnet-5-5",
      maxTokens: 10,
      system: "s",
      caching: true,
    });
    await collect(clientFor(server.url).ask(request, new AbortController().signal));
    assert.deepEqual(JSON.parse(server.heard.at(-1)!.body), request);
  });

  for (const base of ["/anthropic", "/anthropic/", "/a/b%20c"]) {
    it(`goes below the gateway's path ${base}`, async () => {
      await ask(clientFor(server.url + base));
      const path = `${base.replace(/\/$/, "")}/v1/messages`;
      assert.equal(parseHead(server.heard.at(-1)!.head).line, `POST ${path} HTTP/1.1`);
    });
  }

  it("leaves a connection that goes on after the end of the answer", async () => {
    const endless = await startServer(({ socket }) => socket.write(streamHead + httpChunk(streams.text)));
    try {
      await ask(clientFor(endless.url));
      await until(() => endless.open() === 0);
    } finally {
      await endless.close();
    }
  });

  it("is not sent before the first event is asked for", async () => {
    const before = server.heard.length;
    clientFor(server.url).ask(hello, new AbortController().signal)[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(server.heard.length, before);
  });

  it("takes the global fetch as it is at that moment, so that the editor's proxy applies", async () => {
    const client = clientFor(server.url);
    const original = globalThis.fetch;
    let calls = 0;
    globalThis.fetch = (input, init) => {
      calls += 1;
      return original(input, init);
    };
    try {
      await ask(client);
    } finally {
      globalThis.fetch = original;
    }
    assert.equal(calls, 1);
  });
});

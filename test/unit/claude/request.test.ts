import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildRequest } from "../../../src/core/request";
import { emptyConversation, reduce } from "../../../src/core/conversation";
import { ask, clientFor, collect, hello, testKey } from "./asking";
import { startServer, streamReply, type ScriptedServer } from "./scriptedServer";
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
      '{"model":"claude-sonnet-5-5","max_tokens":1024,' +
        '"messages":[{"role":"user","content":"Hello, world"}],"stream":true}',
    );
  });

  it("carries a real conversation's body unchanged", async () => {
    const conversation = reduce(emptyConversation("c"), {
      type: "asked",
      turn: { role: "user", id: "1", text: "Wozu? 🤔", context: [] },
      answerId: "2",
      options: { model: "claude-sonnet-5-5", system: "s" },
    });
    const request = buildRequest(conversation, { model: "claude-sonnet-5-5", maxTokens: 10, system: "s" });
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

  it("uses the same connection again after a whole answer", async () => {
    const client = clientFor(server.url);
    await ask(client);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = server.connections();
    await ask(client);
    assert.equal(server.connections(), before);
    assert.equal(server.heard.at(-1)!.socket, server.heard.at(-2)!.socket);
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

describe("the environment", () => {
  let server: ScriptedServer;
  let trap: ScriptedServer;
  before(async () => {
    server = await startServer(({ socket }) => socket.write(streamReply(streams.text)));
    trap = await startServer(({ socket }) => socket.destroy());
  });
  after(async () => {
    await server.close();
    await trap.close();
  });

  const consoleMethods = ["log", "info", "warn", "error", "debug", "trace"] as const;

  /** The request's bytes, with these variables set, and everything that was printed meanwhile. */
  async function send(
    variables: Readonly<Record<string, string>>,
  ): Promise<{ bytes: string; printed: unknown[] }> {
    const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
    const originals = consoleMethods.map((method) => [method, console[method]] as const);
    const printed: unknown[] = [];
    Object.assign(process.env, variables);
    for (const method of consoleMethods) {
      console[method] = (...words: unknown[]) => printed.push(words);
    }
    try {
      const events = await ask(clientFor(server.url));
      assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
    } finally {
      for (const [method, original] of originals) {
        console[method] = original;
      }
      for (const [name, value] of before) {
        if (value === undefined) {
          delete process.env[name];
        } else {
          process.env[name] = value;
        }
      }
    }
    const { head, body } = server.heard.at(-1)!;
    return { bytes: `${head}\r\n\r\n${body}`, printed };
  }

  const traps = (): Readonly<Record<string, string>> => ({
    ANTHROPIC_BASE_URL: trap.url,
    ANTHROPIC_API_KEY: "sk-ant-test-trap-key",
    ANTHROPIC_AUTH_TOKEN: "sk-ant-test-trap-token",
    ANTHROPIC_CUSTOM_HEADERS:
      "x-api-key: sk-ant-test-trap\nanthropic-version: 2026-10-21\ncontent-type: text/plain\n" +
      "accept: */*\nuser-agent: trap\nanthropic-beta: trap\nauthorization: Bearer trap",
    ANTHROPIC_LOG: "debug",
    ANTHROPIC_WEBHOOK_SIGNING_KEY: "whsec_trap",
    ANTHROPIC_PROFILE: "trap",
    ANTHROPIC_CONFIG_DIR: "/nonexistent/trap",
    ANTHROPIC_ORGANIZATION_ID: "org_trap",
    ANTHROPIC_WORKSPACE_ID: "wrk_trap",
    ANTHROPIC_SERVICE_ACCOUNT_ID: "sva_trap",
    ANTHROPIC_FEDERATION_RULE_ID: "fdr_trap",
    ANTHROPIC_IDENTITY_TOKEN: "trap",
    ANTHROPIC_IDENTITY_TOKEN_FILE: "/nonexistent/trap",
    ANTHROPIC_SCOPE: "trap",
    ANTHROPIC_WORK_ID: "trap",
    ANTHROPIC_WORK_SECRET: "trap",
    ANTHROPIC_SESSION_ID: "trap",
    ANTHROPIC_ENVIRONMENT_ID: "trap",
    ANTHROPIC_ENVIRONMENT_KEY: "trap",
    ANTHROPIC_OPEN_TELEMETRY: "true",
    ANTHROPIC_OPEN_TELEMETRY_PROPAGATION: "true",
    ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: "content",
    ANTHROPIC_OPEN_TELEMETRY_TRACES_MAX_CONTENT_BYTES: "1000000",
    APPDATA: "/nonexistent/trap",
    USERPROFILE: "/nonexistent/trap",
    XDG_CONFIG_HOME: "/nonexistent/trap",
    HOME: "/nonexistent/trap",
    HTTP_PROXY: trap.url,
    HTTPS_PROXY: trap.url,
    ALL_PROXY: trap.url,
  });

  it("knows every variable that the SDK reads", () => {
    const root = join(dirname(require.resolve("@anthropic-ai/sdk/client")), "src");
    const named = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(root, file), "utf8").matchAll(/readEnv\(\s*["']([A-Z_]+)["']/g),
      ])
      .map((match) => match[1]!);
    assert.ok(named.length > 20);
    // PATH is read by the SDK's tools for running programs, which are no part of this.
    const missing = new Set(named.filter((name) => name !== "PATH" && !(name in traps())));
    assert.deepEqual([...missing], []);
  });

  it("changes nothing, whichever variable is set", async () => {
    const clean = await send({});
    for (const [name, value] of Object.entries(traps())) {
      const set = await send({ [name]: value });
      assert.equal(set.bytes, clean.bytes, name);
      assert.deepEqual(set.printed, [], name);
    }
    assert.equal(trap.connections(), 0);
  });

  it("changes nothing when all of them are set, or the headers are nonsense", async () => {
    const clean = await send({});
    assert.deepEqual(await send(traps()), { bytes: clean.bytes, printed: [] });
    const nonsense = {
      ANTHROPIC_CUSTOM_HEADERS: "no such name: \u0007\n: \n\u00e9: \u20ac",
      ANTHROPIC_LOG: "loud",
    };
    assert.deepEqual(await send(nonsense), { bytes: clean.bytes, printed: [] });
    assert.equal(trap.connections(), 0);
  });

  it("does not make a retired model's name be printed", async () => {
    const warned: unknown[] = [];
    const original = console.warn;
    console.warn = (...words: unknown[]) => warned.push(words);
    try {
      const old = { ...hello, model: "claude-sonnet-4-5" };
      await collect(clientFor(server.url).ask(old, new AbortController().signal));
    } finally {
      console.warn = original;
    }
    assert.deepEqual(warned, []);
  });
});

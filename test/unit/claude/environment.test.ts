import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { proved } from "../../support/proof";
import { ask, clientFor, collect, hello } from "./asking";
import { startServer, streamReply, type ScriptedServer } from "./scriptedServer";
import { streams } from "./streams";

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
    proved({
      row: "T4",
      tried: "variables that the SDK or Node reads, one by one",
      count: Object.keys(traps()).length,
      result: "the same bytes on the wire",
    });
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

  it("is not let to switch off the check of who the server is: nothing is sent", async () => {
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      calls += 1;
      return new Response();
    };
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const events = await collect(
        clientFor("https://api.anthropic.com", { fetch }).ask(hello, new AbortController().signal),
      );
      assert.deepEqual(events, [
        { type: "failed", failure: { kind: "tlsSwitchedOff", host: "api.anthropic.com" } },
      ]);
      assert.equal(calls, 0);
    } finally {
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    }
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

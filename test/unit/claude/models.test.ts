import assert from "node:assert/strict";
import { modelTable, tableDate } from "../../../src/core/modelTable";
import { clientFor, hello } from "./asking";
import { jsonReply, reply, startServer, type Heard, type ScriptedServer } from "./scriptedServer";

const signal = new AbortController().signal;

async function serving(
  answer: (heard: Heard) => Buffer,
  test: (server: ScriptedServer) => Promise<void>,
): Promise<void> {
  const server = await startServer((heard) => heard.socket.write(answer(heard)));
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

function page(ids: readonly string[], hasMore = false): unknown {
  return {
    data: ids.map((id) => ({
      type: "model",
      id,
      display_name: `The ${id}`,
      created_at: "2026-01-01T00:00:00Z",
    })),
    has_more: hasMore,
    first_id: ids[0],
    last_id: ids.at(-1),
  };
}

describe("the list of models", () => {
  it("takes what the picker needs, and asks as the API documents", () =>
    serving(
      () =>
        jsonReply(200, {
          data: [
            {
              type: "model",
              id: "claude-a",
              display_name: "Claude A",
              max_input_tokens: 1_000_000,
              max_tokens: 128_000,
              lifecycle: "deprecated",
              retires_at: "2027-01-01T00:00:00Z",
              capabilities: {
                image_input: { supported: true },
                effort: {
                  supported: true,
                  low: { supported: true },
                  medium: { supported: true },
                  high: { supported: true },
                  xhigh: null,
                  max: { supported: false },
                },
                thinking: {
                  supported: true,
                  types: {
                    adaptive: { supported: true },
                    between_tools: { supported: true },
                    disabled: null,
                  },
                },
              },
            },
            {
              id: "claude-b",
              max_input_tokens: null,
              max_tokens: null,
              capabilities: null,
              lifecycle: "new",
            },
            { display_name: "nameless" },
            "nonsense",
          ],
          has_more: false,
        }),
      async (server) => {
        assert.deepEqual(await clientFor(server.url).models(signal), {
          ok: true,
          list: {
            source: "endpoint",
            models: [
              {
                id: "claude-a",
                name: "Claude A",
                contextTokens: 1_000_000,
                maxOutputTokens: 128_000,
                imageInput: true,
                lifecycle: "deprecated",
                retiresAt: "2027-01-01T00:00:00Z",
                effort: ["low", "medium", "high"],
                thinking: { adaptive: true, enabled: false, disabled: false },
              },
              { id: "claude-b", name: "claude-b" },
            ],
          },
        });
        const { head, body } = server.heard[0]!;
        assert.equal(head.split("\r\n")[0], "GET /v1/models?limit=100 HTTP/1.1");
        assert.equal(body, "");
        assert.doesNotMatch(head, /content-type|authorization|stainless/i);
      },
    ));

  it("follows the pages to their end", () =>
    serving(
      ({ head }) => jsonReply(200, head.includes("after_id=b") ? page(["c"]) : page(["a", "b"], true)),
      async (server) => {
        const result = await clientFor(server.url).models(signal);
        assert.ok(result.ok);
        assert.deepEqual(
          result.list.models.map(({ id }) => id),
          ["a", "b", "c"],
        );
        assert.equal(server.heard.length, 2);
      },
    ));

  it("asks no page twice, and not for ever", async () => {
    await serving(
      () => jsonReply(200, page(["a"], true)),
      async (server) => {
        const result = await clientFor(server.url).models(signal);
        assert.ok(result.ok && result.list.models.length === 1);
        assert.equal(server.heard.length, 2);
      },
    );
    let number = 0;
    await serving(
      () => jsonReply(200, page([`m${(number += 1)}`], true)),
      async (server) => {
        const result = await clientFor(server.url).models(signal);
        assert.ok(result.ok && result.list.models.length === 10);
        assert.equal(server.heard.length, 10);
      },
    );
  });

  for (const status of [404, 405, 501]) {
    it(`is the built-in table where the server answers ${status}`, () =>
      serving(
        () => reply(status, { "content-type": "text/html" }, "<html>"),
        async (server) => {
          assert.deepEqual(await clientFor(server.url).models(signal), { ok: true, list: modelTable });
          assert.equal(server.heard.length, 1);
        },
      ));
  }

  const faults: Readonly<Record<string, readonly [Buffer, string]>> = {
    "a refused key": [jsonReply(401, { error: { type: "authentication_error", message: "no" } }), "badKey"],
    "a server in trouble": [reply(503, {}), "server"],
    "a login page": [reply(200, { "content-type": "text/html" }, "<html>"), "notTheApi"],
    "broken JSON": [reply(200, { "content-type": "application/json" }, "{"), "garbled"],
    "another shape": [jsonReply(200, { models: [] }), "garbled"],
    "a redirect": [reply(302, { location: "https://evil.test" }), "redirected"],
  };
  for (const [name, [answer, kind]] of Object.entries(faults)) {
    it(`fails as ${kind} after ${name}`, () =>
      serving(
        () => answer,
        async (server) => {
          const result = await clientFor(server.url).models(signal);
          assert.equal(result.ok ? "ok" : result.failure.kind, kind);
        },
      ));
  }
});

describe("the built-in table", () => {
  it("says when it was true, names the default model, and nothing twice", () => {
    assert.match(tableDate, /^\d{4}-\d{2}$/);
    const ids = modelTable.models.map(({ id }) => id);
    assert.ok(ids.includes("claude-sonnet-5-5"));
    assert.equal(new Set(ids).size, ids.length);
    for (const model of modelTable.models) {
      assert.ok((model.maxOutputTokens ?? 0) < (model.contextTokens ?? 0), model.id);
    }
  });
});

describe("counting tokens", () => {
  it("sends the request without what belongs to the answer", () =>
    serving(
      () => jsonReply(200, { input_tokens: 42 }),
      async (server) => {
        const result = await clientFor(server.url).countTokens({ ...hello, system: "s" }, signal);
        assert.deepEqual(result, { ok: true, inputTokens: 42 });
        const { head, body } = server.heard[0]!;
        assert.equal(head.split("\r\n")[0], "POST /v1/messages/count_tokens HTTP/1.1");
        assert.deepEqual(JSON.parse(body), { model: hello.model, messages: hello.messages, system: "s" });
      },
    ));

  it("names what failed", async () => {
    const refusals: readonly (readonly [Buffer, unknown])[] = [
      [jsonReply(200, {}), { kind: "garbled" }],
      [jsonReply(200, { input_tokens: "42" }), { kind: "garbled" }],
      [jsonReply(200, 42), { kind: "garbled" }],
      [
        jsonReply(404, { error: { type: "not_found_error", message: "model: x" } }),
        { kind: "modelNotFound", model: hello.model, message: "model: x" },
      ],
      [jsonReply(429, {}, { "retry-after": "2" }), { kind: "rateLimited", retryAfterSeconds: 2 }],
    ];
    for (const [answer, failure] of refusals) {
      await serving(
        () => answer,
        async (server) => {
          assert.deepEqual(await clientFor(server.url).countTokens(hello, signal), { ok: false, failure });
          assert.equal(server.heard.length, 1);
        },
      );
    }
  });
});

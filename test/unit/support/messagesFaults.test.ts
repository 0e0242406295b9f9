import assert from "node:assert/strict";
import { request, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import type { Behaviour } from "../../support/messages/behaviour";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  /** Why the body, or the request before any header, came to no proper end. */
  readonly error: string | undefined;
  readonly ms: number;
}

/** Reads with nothing between the wire and the test; hangs up after `patience` ms. */
function ask(origin: string, patience = 5000, stream = true): Promise<Reply> {
  const body = {
    model: "claude-opus-4-8",
    max_tokens: 99,
    messages: [{ role: "user", content: "Hi" }],
    stream,
  };
  const headers = {
    "x-api-key": "sk-ant-test-1",
    "anthropic-version": "2023-06-01",
    "content-type": "application/json",
  };
  const started = performance.now();
  return new Promise((resolve) => {
    let response: IncomingMessage | undefined;
    const chunks: Buffer[] = [];
    const done = (error?: string): void => {
      clearTimeout(timer);
      const { statusCode: status } = response ?? {};
      const ms = performance.now() - started;
      resolve({ status, headers: response?.headers ?? {}, body: Buffer.concat(chunks), error, ms });
    };
    const outgoing = request(
      `${origin}/v1/messages`,
      { method: "POST", headers, agent: false },
      (incoming) => {
        response = incoming;
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => done());
        incoming.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    const timer = setTimeout(() => {
      done("patience");
      outgoing.destroy();
    }, patience);
    outgoing.end(JSON.stringify(body));
  });
}

function textIn(body: Buffer): string {
  return [...body.toString().matchAll(/"text_delta","text":"([^"]*)"/g)].map((match) => match[1]).join("");
}

describe("what the local endpoint can be told to do", () => {
  let endpoint: MessagesEndpoint;

  before(async () => {
    endpoint = await startMessagesEndpoint();
  });
  beforeEach(() => endpoint.reset());
  after(() => endpoint.close());

  const scripted = async (behaviour: Behaviour, patience?: number): Promise<Reply> => {
    endpoint.next(behaviour);
    return await ask(endpoint.origin, patience);
  };

  /** Whether the endpoint saw the client leave; it may take a moment to. */
  const closedEarly = async (): Promise<boolean | undefined> => {
    for (let tries = 0; tries < 100 && endpoint.requests().at(-1)?.closedEarly !== true; tries += 1) {
      await sleep(10);
    }
    return endpoint.requests().at(-1)?.closedEarly;
  };

  it("answers as scripted, in deltas of the size and at the pace asked for", async () => {
    const script = { type: "answer", text: "abcdefgh", deltaChars: 2, deltaMs: 25 } as const;
    const reply = await scripted({ ...script, pings: false, stopReason: "max_tokens" });
    assert.equal(reply.body.toString().match(/content_block_delta","index":0/g)?.length, 4);
    assert.equal(textIn(reply.body), "abcdefgh");
    assert.ok(reply.ms >= 90, `${reply.ms} ms`);
    assert.match(reply.body.toString(), /"stop_reason":"max_tokens"/);
    assert.doesNotMatch(reply.body.toString(), /ping/);
    assert.match(reply.headers["content-type"] ?? "", /^text\/event-stream/);
    assert.equal(reply.headers["anthropic-ratelimit-requests-limit"], "4000");
  });

  it("sends pings, thinking and a refusal with its category", async () => {
    const answer = { type: "answer", text: "No", thinking: "Hm", deltaMs: 0 } as const;
    const reply = await scripted({ ...answer, stopReason: "refusal", refusalCategory: "cyber" });
    assert.match(reply.body.toString(), /event: ping\ndata: \{"type":"ping" *\}\n\n/);
    assert.match(reply.body.toString(), /"thinking_delta","thinking":"Hm"/);
    assert.match(reply.body.toString(), /"stop_details":\{"type":"refusal","category":"cyber"/);
  });

  const errors: readonly (readonly [number, string])[] = [
    [400, "invalid_request_error"],
    [401, "authentication_error"],
    [402, "billing_error"],
    [403, "permission_error"],
    [404, "not_found_error"],
    [413, "request_too_large"],
    [429, "rate_limit_error"],
    [500, "api_error"],
    [503, "api_error"],
    [529, "overloaded_error"],
  ];
  for (const [status, type] of errors) {
    it(`fails with ${status} ${type}`, async () => {
      const reply = await scripted({ type: "error", status });
      const body: { error: { type: string; message: string }; request_id: string } = JSON.parse(
        reply.body.toString(),
      );
      assert.deepEqual([reply.status, body.error.type, reply.error], [status, type, undefined]);
      assert.equal(reply.headers["request-id"], body.request_id);
      assert.equal(reply.headers["retry-after"], undefined);
      assert.notEqual(body.error.message, "");
    });
  }

  it("fails in other words, with headers and bodies of a test's making", async () => {
    const told = {
      type: "error",
      status: 429,
      errorType: "x_error",
      message: "Slow",
      headers: { "retry-after": "3" },
    } as const;
    const slow = await scripted(told);
    assert.match(slow.body.toString(), /"error":\{"type":"x_error","message":"Slow"\}/);
    assert.equal(slow.headers["retry-after"], "3");
    const page = await scripted({
      type: "error",
      status: 502,
      body: "<h1>Bad</h1>",
      contentType: "text/html",
    });
    assert.deepEqual(
      [page.status, page.headers["content-type"], page.body.toString()],
      [502, "text/html", "<h1>Bad</h1>"],
    );
  });

  it("sends an error event after exactly so many characters", async () => {
    const failure = { type: "errorEvent", errorType: "overloaded_error", message: "Overloaded" } as const;
    for (const afterChars of [0, 3, 7]) {
      const reply = await scripted({ ...failure, afterChars, text: "abcdefg" });
      assert.deepEqual(
        [reply.status, reply.error, textIn(reply.body)],
        [200, undefined, "abcdefg".slice(0, afterChars)],
      );
      assert.match(reply.body.toString(), /event: error\ndata: .*"overloaded_error".*\n\n$/);
      assert.doesNotMatch(reply.body.toString(), /content_block_stop|message_stop/);
    }
  });

  it("breaks off in three ways, before the headers and amid the text", async () => {
    const cut = (how: "end" | "close" | "reset", afterChars?: number) =>
      scripted({ type: "cut", how, text: "abcdefg", ...(afterChars === undefined ? {} : { afterChars }) });
    const shown = ({ status, error, body }: Reply) => [status, error, textIn(body)];
    assert.deepEqual(shown(await cut("end", 3)), [200, undefined, "abc"]);
    assert.deepEqual(shown(await cut("close", 3)), [200, "ECONNRESET", "abc"]);
    assert.deepEqual(shown(await cut("reset", 3)), [200, "ECONNRESET", "abc"]);
    assert.deepEqual(shown(await cut("end")), [undefined, "ECONNRESET", ""]);
    assert.deepEqual(shown(await cut("reset")), [undefined, "ECONNRESET", ""]);
    assert.ok(endpoint.requests().every((captured) => !captured.closedEarly));
  });

  it("stalls before the headers, behind them, or amid the text, until the client hangs up", async () => {
    const shown = ({ status, error, body }: Reply) => [status, error, textIn(body)];
    assert.deepEqual(shown(await scripted({ type: "stall" }, 150)), [undefined, "patience", ""]);
    assert.equal(await closedEarly(), true);
    const headers = await scripted({ type: "stall", afterChars: 0 }, 150);
    assert.deepEqual([...shown(headers), headers.body.length], [200, "patience", "", 0]);
    assert.equal(await closedEarly(), true);
    const text = await scripted({ type: "stall", afterChars: 4, pingEveryMs: 20, text: "abcdefg" }, 250);
    assert.deepEqual(shown(text), [200, "patience", "abcd"]);
    assert.ok((text.body.toString().match(/event: ping/g)?.length ?? 0) >= 4);
    assert.equal(await closedEarly(), true);
  });

  it("drips a whole answer", async () => {
    const reply = await scripted({ type: "drip", bytesPerSecond: 8000, text: "abc" });
    assert.equal(textIn(reply.body), "abc");
    assert.match(reply.body.toString(), /event: message_stop/);
    const expected = (1000 * reply.body.length) / 8000;
    assert.ok(reply.ms > expected * 0.8, `${reply.body.length} bytes in ${reply.ms} ms`);
  });

  it("sends a login page, a redirect, and bytes as they are", async () => {
    const page = await scripted({ type: "html" });
    assert.deepEqual([page.status, page.headers["content-type"]], [200, "text/html; charset=utf-8"]);
    const moved = await scripted({ type: "redirect", status: 307, location: "http://127.0.0.1:1/" });
    assert.deepEqual([moved.status, moved.headers.location], [307, "http://127.0.0.1:1/"]);
    const raw = await scripted({
      type: "raw",
      chunks: ["\xff\x00", "\n"],
      encoding: "latin1",
      headers: { "x-a": "b" },
    });
    assert.deepEqual([...raw.body, raw.headers["x-a"], raw.error], [255, 0, 10, "b", undefined]);
    const held = await scripted({ type: "raw", status: 201, chunks: ["é"], end: false }, 150);
    assert.deepEqual([held.status, held.body.toString(), held.error], [201, "é", "patience"]);
  });

  it("sends a small reply that grows to megabytes", async () => {
    const reply = await scripted({ type: "gzipBomb", megabytes: 20 });
    assert.equal(reply.headers["content-encoding"], "gzip");
    assert.ok(reply.body.length < 100_000, `${reply.body.length} bytes`);
    let size = 0;
    const gunzip = createGunzip();
    gunzip.end(reply.body);
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      size += chunk.length;
    }
    assert.ok(size > 20 * 1024 * 1024);
  });

  it("does each once and in order, and by itself when none is left", async () => {
    endpoint.next({ type: "error", status: 500 }, { type: "answer", text: "Second", deltaMs: 0 });
    const statuses = [
      await ask(endpoint.origin),
      await ask(endpoint.origin),
      await ask(endpoint.origin, 5000, false),
    ];
    assert.deepEqual(
      statuses.map((reply) => reply.status),
      [500, 200, 200],
    );
    assert.equal(textIn(statuses[1]?.body ?? Buffer.alloc(0)), "Second");
    assert.match(statuses[2]?.body.toString() ?? "", /^\{"id":"msg_local_/);
  });
});

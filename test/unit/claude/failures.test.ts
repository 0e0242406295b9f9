import assert from "node:assert/strict";
import { requestFailure } from "../../../src/claude/failures";
import { requestBody } from "../../../src/core/request";
import { createServer } from "node:net";
import { ask, clientFor, failureIn, hello, testKey } from "./asking";
import { failureOf } from "./failing";
import { jsonReply, reply, startServer, streamHead, streamReply, httpChunk } from "./scriptedServer";
import { messageStart, textBlock } from "./streams";

function apiError(status: number, type: string, message: string, headers = {}, details?: unknown): Buffer {
  const error = { type, message, ...(details === undefined ? {} : { details }) };
  return jsonReply(
    status,
    { type: "error", error, request_id: "req_9" },
    { "request-id": "req_9", ...headers },
  );
}

const html = "<!DOCTYPE html><html><body>Please log in</body></html>";
const htmlType = { "content-type": "text/html; charset=utf-8" };
const requestId = "req_9";
const bytes = Buffer.byteLength(requestBody(hello));
const model = hello.model;

describe("what the server refuses", () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
  const cases: Readonly<Record<string, readonly [Buffer | string, unknown]>> = {
    "400": [
      apiError(400, "invalid_request_error", "max_tokens: too large"),
      { kind: "badRequest", status: 400, message: "max_tokens: too large", requestId },
    ],
    "400 without words": [
      reply(400, htmlType, html),
      { kind: "badRequest", status: 400, message: "HTTP 400" },
    ],
    "400, the credit is used up": [
      apiError(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
      {
        kind: "billing",
        message: "Your credit balance is too low to access the Anthropic API.",
        requestId,
      },
    ],
    "400, the own limit is reached": [
      apiError(400, "invalid_request_error", "You have reached your specified API usage limits."),
      { kind: "billing", message: "You have reached your specified API usage limits.", requestId },
    ],
    "401": [
      apiError(401, "authentication_error", "invalid x-api-key"),
      { kind: "badKey", host: "HOST", message: "invalid x-api-key", requestId },
    ],
    "401 of a proxy": [reply(401, htmlType, html), { kind: "badKey", host: "HOST" }],
    "402": [apiError(402, "billing_error", "Pay"), { kind: "billing", message: "Pay", requestId }],
    "403": [apiError(403, "permission_error", "No"), { kind: "forbidden", message: "No", requestId }],
    "403 of a proxy": [reply(403, htmlType, html), { kind: "forbidden", message: "HTTP 403" }],
    "404, the model": [
      apiError(404, "not_found_error", "model: claude-sonnet-5-5"),
      { kind: "modelNotFound", model, message: "model: claude-sonnet-5-5", requestId },
    ],
    "404, the model, without words": [
      jsonReply(404, { type: "error", error: { type: "not_found_error" } }),
      { kind: "modelNotFound", model },
    ],
    "404 of a gateway that names the model": [
      apiError(404, "gateway", "model: none such"),
      { kind: "modelNotFound", model, message: "model: none such", requestId },
    ],
    "404 of another server, in JSON": [
      apiError(404, "route", "no such route"),
      { kind: "badRequest", status: 404, message: "no such route", requestId },
    ],
    "404 of another server, in HTML": [
      reply(404, htmlType, html),
      { kind: "notTheApi", host: "HOST", contentType: "text/html" },
    ],
    "408": [
      apiError(408, "timeout", "slow"),
      { kind: "badRequest", status: 408, message: "slow", requestId },
    ],
    "409": [apiError(409, "conflict", "x"), { kind: "badRequest", status: 409, message: "x", requestId }],
    "413": [
      apiError(413, "request_too_large", "Request exceeds the maximum size"),
      { kind: "tooLarge", bytes, message: "Request exceeds the maximum size", requestId },
    ],
    "413 of the edge": [reply(413, htmlType, html), { kind: "tooLarge", bytes }],
    "422": [apiError(422, "x", "odd"), { kind: "badRequest", status: 422, message: "odd", requestId }],
    "429": [
      apiError(429, "rate_limit_error", "Slow down", { "retry-after": "17" }),
      { kind: "rateLimited", retryAfterSeconds: 17, message: "Slow down", requestId },
    ],
    "429 in milliseconds": [
      apiError(429, "rate_limit_error", "Slow down", { "retry-after-ms": "1500", "retry-after": "9" }),
      { kind: "rateLimited", retryAfterSeconds: 1.5, message: "Slow down", requestId },
    ],
    "429 until a date that is past": [
      apiError(429, "rate_limit_error", "x", { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }),
      { kind: "rateLimited", retryAfterSeconds: 0, message: "x", requestId },
    ],
    "429 without a time": [
      apiError(429, "rate_limit_error", "x"),
      { kind: "rateLimited", message: "x", requestId },
    ],
    "429 with nonsense for a time": [
      apiError(429, "rate_limit_error", "x", { "retry-after": "-5 or so" }),
      { kind: "rateLimited", message: "x", requestId },
    ],
    "429 without a body": [reply(429, { "retry-after": "3" }), { kind: "rateLimited", retryAfterSeconds: 3 }],
    "429, a spend limit": [
      apiError(429, "rate_limit_error", "Limit", {}, { error_code: "enforced_spend_limit_reached" }),
      { kind: "billing", message: "Limit", requestId },
    ],
    "429, a contract's spend limit": [
      apiError(429, "rate_limit_error", "Limit", {}, { error_code: "contract_spend_limit_reached" }),
      { kind: "billing", message: "Limit", requestId },
    ],
    "429, too steep a rise": [
      apiError(429, "rate_limit_error", "Slower", {}, { error_code: "ramp_limit_exceeded" }),
      { kind: "rateLimited", message: "Slower", requestId },
    ],
    "500": [
      apiError(500, "api_error", "Internal server error"),
      { kind: "server", status: 500, message: "Internal server error", requestId },
    ],
    "502 in HTML": [reply(502, htmlType, html), { kind: "server", status: 502 }],
    "502 with HTML in JSON": [apiError(502, "x", html), { kind: "server", status: 502, requestId }],
    "503 that asks to be tried again": [
      reply(503, { "x-should-retry": "true" }),
      { kind: "server", status: 503 },
    ],
    "504": [
      apiError(504, "timeout_error", "late"),
      { kind: "server", status: 504, message: "late", requestId },
    ],
    "529": [
      apiError(529, "overloaded_error", "Overloaded"),
      { kind: "overloaded", message: "Overloaded", requestId },
    ],
    "529 with a time": [
      apiError(529, "overloaded_error", "Overloaded", { "retry-after": "4" }),
      { kind: "overloaded", retryAfterSeconds: 4, message: "Overloaded", requestId },
    ],
    "a refusal whose words are no text": [
      jsonReply(400, { error: { message: { deep: 1 } } }),
      { kind: "badRequest", status: 400, message: "HTTP 400" },
    ],
    "a refusal that is the word null": [jsonReply(500, null), { kind: "server", status: 500 }],
    "200 with a login page": [
      reply(200, htmlType, html),
      { kind: "notTheApi", host: "HOST", contentType: "text/html" },
    ],
    "200 with JSON": [
      jsonReply(200, { type: "message" }),
      { kind: "notTheApi", host: "HOST", contentType: "application/json" },
    ],
    "200 with nothing": [reply(200, {}), { kind: "notTheApi", host: "HOST", contentType: "" }],
    "204": ["HTTP/1.1 204 None\r\n\r\n", { kind: "notTheApi", host: "HOST", contentType: "" }],
    "a status beyond all classes": [
      reply(799, { "content-type": "text/plain" }, "x"),
      { kind: "server", status: 799 },
    ],
    "an event stream without events": [reply(200, { "content-type": "text/event-stream" }), { kind: "cut" }],
  };
  for (const [name, [answer, failure]] of Object.entries(cases)) {
    it(name, async () => {
      assert.deepEqual(await failureOf(answer), failure);
    });
  }

  it("429 until a date", async () => {
    const failure = await failureOf(apiError(429, "rate_limit_error", "x", { "retry-after": inAnHour }));
    assert.ok(typeof failure === "object" && failure !== null && "retryAfterSeconds" in failure);
    const seconds = Number(failure.retryAfterSeconds);
    assert.ok(seconds > 3500 && seconds <= 3600, String(seconds));
  });

  it("reads no more of an error than it needs", async () => {
    const long = { error: { message: "x".repeat(1_000_000) } };
    assert.deepEqual(await failureOf(jsonReply(500, long)), { kind: "server", status: 500 });
  });
});

describe("a connection that fails", () => {
  it("is offline with the system's code when nobody listens", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => taken.close(resolve));
    const events = await ask(clientFor(`http://127.0.0.1:${port}`));
    const failure = { kind: "offline", host: `127.0.0.1:${port}`, code: "ECONNREFUSED" };
    assert.deepEqual(events, [{ type: "failed", failure }]);
  });

  const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code });
  const errors: Readonly<Record<string, readonly [unknown, string | undefined]>> = {
    "an unknown name": [new TypeError("fetch failed", { cause: coded("x", "ENOTFOUND") }), "ENOTFOUND"],
    "a certificate": [
      new TypeError("fetch failed", { cause: coded("x", "CERT_HAS_EXPIRED") }),
      "CERT_HAS_EXPIRED",
    ],
    "a time-out of the connection, which the SDK has its own error for": [
      new TypeError("fetch failed", { cause: coded("Connect Timeout Error", "UND_ERR_CONNECT_TIMEOUT") }),
      "UND_ERR_CONNECT_TIMEOUT",
    ],
    "a time-out of the system": [coded("connect ETIMEDOUT", "ETIMEDOUT"), "ETIMEDOUT"],
    "every address refusing": [
      new TypeError("fetch failed", { cause: new AggregateError([coded("x", "ENETUNREACH")]) }),
      "ENETUNREACH",
    ],
    "a code that is no code": [coded("x", `key ${testKey}`), undefined],
    "no reason at all": ["broken", undefined],
  };
  for (const [name, [error, code]] of Object.entries(errors)) {
    it(`is offline after ${name}`, async () => {
      let calls = 0;
      const client = clientFor("https://api.test", {
        fetch: () => {
          calls += 1;
          return Promise.reject(error);
        },
      });
      const failure = { kind: "offline", host: "api.test", ...(code === undefined ? {} : { code }) };
      assert.deepEqual(failureIn(await ask(client)), failure);
      assert.equal(calls, 1);
    });
  }

  it("is offline when it closes after the request was read", async () => {
    const failure = await failureOf(undefined);
    assert.ok(typeof failure === "object" && failure !== null && "kind" in failure && "code" in failure);
    assert.equal(failure.kind, "offline");
    assert.match(String(failure.code), /^(?:UND_ERR_SOCKET|ECONNRESET)$/);
  });

  it("is cut when it closes in mid-answer, with what had come before", async () => {
    const server = await startServer(({ socket }) => {
      socket.write(streamHead + httpChunk(messageStart() + textBlock(0, "Half")), () => socket.destroy());
    });
    try {
      const events = await ask(clientFor(server.url));
      assert.deepEqual(failureIn(events), { kind: "cut", code: "UND_ERR_SOCKET", requestId: "req_1" });
      assert.ok(events.some((event) => event.type === "partGrew" && event.delta === "Half"));
      assert.equal(server.heard.length, 1);
    } finally {
      await server.close();
    }
  });

  it("is cut when the stream ends politely before message_stop", async () => {
    const stream = messageStart() + textBlock(0, "Half");
    assert.deepEqual(await failureOf(streamReply(stream)), { kind: "cut", requestId: "req_1" });
  });

  it("is unexpected when it is no error at all, with nothing to say", () => {
    assert.deepEqual(requestFailure("thrown", { host: "a.test", bodyBytes: 1, redact: (words) => words }), {
      kind: "unexpected",
      message: "",
    });
  });
});

import { gzipSync } from "node:zlib";

import type { Failure } from "../../../../src/core/failure";
import { httpChunk, jsonReply, reply, streamHead } from "../scriptedServer";
import { streams } from "../streams";
import type { Fault } from "./faultServer";
import { selfSigned } from "./selfSigned";
import type { Cell } from "./streamFaults";

const error = (type: string, message: string): unknown => ({ type: "error", error: { type, message } });
const page = "<!doctype html><html><body>Sign in</body></html>";
const sends = (bytes: string | Uint8Array, ends = true): Fault => ({
  answer: ({ socket }) => void (ends ? socket.end(bytes) : socket.write(bytes)),
});
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, "a"), { level: 1 });
const events = { "content-type": "text/event-stream" };

function head(fault: string, ends: Failure["kind"], serves: Fault, more: Partial<Cell> = {}): Cell {
  return { fault, stage: "headers", ends, serves, keeps: "", ...more };
}

function status(
  code: number,
  ends: Failure["kind"],
  type: string,
  headers: Readonly<Record<string, string>> = {},
  more: Partial<Cell> = {},
): Cell {
  const wait = Object.entries(headers)
    .map(([name, value]) => ` with ${name}: ${value}`)
    .join("");
  return head(
    `${code}${wait}`,
    ends,
    sends(jsonReply(code, error(type, "Words of the API."), headers)),
    more,
  );
}

/** Whole replies that are not what was asked for. */
export const replyCells: readonly Cell[] = [
  head("HTML", "notTheApi", sends(reply(200, { "content-type": "text/html" }, page))),
  head("plain text", "notTheApi", sends(reply(200, { "content-type": "text/plain" }, "hello"))),
  head("no type", "notTheApi", sends(reply(200, {}, streams.text))),
  head("nothing", "notTheApi", sends("HTTP/1.1 204 No Content\r\n\r\n")),
  ...[301, 302, 303, 307, 308].map((code) =>
    head(`redirect ${code}`, "redirected", sends(reply(code, { location: "http://127.0.0.1:9/" }))),
  ),
  head("300 without a place", "redirected", sends(reply(300, {}, "choose"))),
  head("304", "redirected", sends("HTTP/1.1 304 Not Modified\r\n\r\n")),
  status(400, "badRequest", "invalid_request_error"),
  status(401, "badKey", "authentication_error"),
  status(402, "billing", "billing_error"),
  status(403, "forbidden", "permission_error"),
  status(404, "modelNotFound", "not_found_error"),
  status(408, "badRequest", "timeout_error"),
  status(413, "tooLarge", "request_too_large"),
  status(418, "badRequest", "teapot"),
  status(429, "rateLimited", "rate_limit_error"),
  status(429, "rateLimited", "rate_limit_error", { "retry-after": "0" }, { requests: 3 }),
  status(429, "rateLimited", "rate_limit_error", { "retry-after": "5" }, { cancels: true }),
  status(429, "rateLimited", "rate_limit_error", { "retry-after": "86400" }),
  head(
    "spend limit",
    "billing",
    sends(
      jsonReply(429, error("rate_limit_error", "You have reached your specified API usage limits."), {
        "retry-after": "1",
      }),
    ),
  ),
  ...[500, 502, 503, 504, 599].map((code) => status(code, "server", "api_error")),
  head("502 as HTML", "server", sends(reply(502, { "content-type": "text/html" }, page))),
  status(529, "overloaded", "overloaded_error", {}, { cancels: true }),
  status(529, "overloaded", "overloaded_error", { "retry-after": "90" }),
  head("error that is no JSON", "server", sends(reply(500, { "content-type": "application/json" }, "{"))),
  head("error without an end", "server", {
    answer: ({ socket }) => {
      socket.write("HTTP/1.1 500 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
      for (let sent = 0; sent < 8; sent += 1) {
        socket.write(httpChunk("a".repeat(65_536)));
      }
    },
  }),
  head(
    "error whose body stalls",
    "stalled",
    sends("HTTP/1.1 500 X\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{", false),
  ),
  head(
    "gzip bomb",
    "replyTooLarge",
    sends(reply(200, { ...events, "content-encoding": "gzip" }, bomb), false),
  ),
  head(
    "gzip bomb as an error",
    "server",
    sends(reply(500, { "content-type": "application/json", "content-encoding": "gzip" }, bomb), false),
  ),
  head(
    "gzip that is none",
    "cut",
    sends(reply(200, { ...events, "content-encoding": "gzip" }, "not gzip at all")),
  ),
  head("HTTP/0.9", "offline", sends(page)),
  head("HTTP/2 from the start", "offline", sends("\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000")),
  head("a mail server", "offline", sends("220 mail.example ESMTP\r\n")),
  head(
    "101",
    "offline",
    sends("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", false),
  ),
  head("100 for ever", "stalled", {
    answer: ({ socket }) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 15);
      socket.on("close", () => clearInterval(timer));
    },
  }),
  head(
    "flood of headers",
    "offline",
    sends(`HTTP/1.1 200 OK\r\n${"x-flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(20_000)}\r\n`, false),
  ),
  head(
    "two lengths",
    "offline",
    sends(
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc",
    ),
  ),
  head(
    "negative length",
    "offline",
    sends("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: -3\r\n\r\nabc"),
  ),
  head(
    "length too long",
    "cut",
    sends("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n: short\n\n"),
  ),
  head(
    "length too short",
    "cut",
    sends(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 20\r\n\r\n${streams.text}`),
  ),
  head("endless answer", "replyTooLarge", {
    answer: ({ socket }) => {
      socket.write(streamHead);
      const piece = httpChunk(`: ${"a".repeat(500_000)}\n\n`);
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece)) {
          // As fast as it is taken.
        }
      };
      socket.on("drain", more);
      more();
    },
  }),
];

function connect(fault: string, ends: Failure["kind"], serves: Fault, more: Partial<Cell> = {}): Cell {
  return { fault, stage: "connect", ends, orEnds: "stalled", serves, keeps: "", requests: 0, ...more };
}

const stranger = selfSigned("127.0.0.1");
const elsewhere = selfSigned("elsewhere.test");
const secure = { stage: "TLS", scheme: "https" } as const;

/** Faults before a request could be made. */
export const connectCells: readonly Cell[] = [
  connect("refused", "offline", {}, { isAbsent: true }),
  connect("reset", "offline", { onConnection: (socket) => void socket.resetAndDestroy() }),
  connect("closed", "offline", { onConnection: (socket) => void socket.destroy() }),
  connect(
    "plain words",
    "offline",
    { onConnection: (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n") },
    secure,
  ),
  connect("handshake stalls", "stalled", {}, secure),
  connect(
    "handshake reset",
    "offline",
    { onConnection: (socket) => void socket.once("data", () => socket.resetAndDestroy()) },
    secure,
  ),
  connect(
    "handshake refused",
    "offline",
    {
      onConnection: (socket) =>
        void socket.once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))),
    },
    secure,
  ),
  connect("self-signed", "offline", { tls: stranger }, secure),
  connect("self-signed for another host", "offline", { tls: elsewhere }, secure),
];

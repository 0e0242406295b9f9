import { once } from "node:events";
import { createGzip } from "node:zlib";
import { answerTo } from "./answers";
import type { AnswerBehaviour, Behaviour, ErrorBehaviour, RawBehaviour } from "./behaviour";
import type { Accepted } from "./check";
import { errorBody, errorMessage, errorType } from "./refused";
import {
  answerEvents,
  answerMessage,
  ping,
  sse,
  textOfDelta,
  upToText,
  type Answer,
  type StreamEvent,
} from "./stream";
import { hold, pause, send, sendJson, streamHeaders, write, type Wire } from "./wire";

const usualDeltaMs = 12;

/** Does to an accepted request what the behaviour says. Rejects once the client is gone. */
export async function play(
  behaviour: Behaviour,
  accepted: Accepted,
  wire: Wire,
  requestId: string,
): Promise<void> {
  const answer = answerTo(accepted, scripted(behaviour), requestId.replace(/^req/, "msg"));
  const streams = accepted.body["stream"] === true;
  switch (behaviour.type) {
    case "answer":
      return streams
        ? await stream(wire, answerEvents(answer), behaviour)
        : sendJson(wire, 200, answerMessage(answer));
    case "error":
      return sendError(wire, behaviour, requestId);
    case "errorEvent": {
      const error = errorBody(behaviour.errorType, behaviour.message, requestId);
      await begin(wire, answer, behaviour.afterChars);
      await write(wire, sse([{ event: "error", data: error }]));
      wire.response.end();
      return;
    }
    case "cut":
      if (behaviour.afterChars !== undefined) {
        await begin(wire, answer, behaviour.afterChars);
        // What was written must have left before the connection goes.
        await pause(wire, 30);
      }
      return breakOff(
        wire,
        behaviour.afterChars === undefined && behaviour.how === "end" ? "close" : behaviour.how,
      );
    case "stall":
      return await stall(wire, answer, behaviour.afterChars, behaviour.pingEveryMs);
    case "drip":
      return await drip(wire, sse(answerEvents(answer)), behaviour.bytesPerSecond);
    case "html":
      return send(wire, behaviour.status ?? 200, "text/html; charset=utf-8", loginPage);
    case "redirect":
      wire.response.writeHead(behaviour.status, { location: behaviour.location, "content-length": 0 }).end();
      return;
    case "raw":
      return await raw(wire, behaviour);
    case "gzipBomb":
      return await gzipBomb(wire, behaviour.megabytes);
  }
}

function scripted(behaviour: Behaviour): Partial<AnswerBehaviour> {
  if (behaviour.type === "answer") {
    return behaviour;
  }
  return "text" in behaviour && behaviour.text !== undefined ? { text: behaviour.text } : {};
}

async function stream(
  wire: Wire,
  events: readonly StreamEvent[],
  { deltaMs = usualDeltaMs, endsAfter, beforeText }: AnswerBehaviour,
): Promise<void> {
  wire.response.writeHead(200, streamHeaders);
  const last = events.findLast(({ event }) => event === "content_block_delta");
  let characters = 0;
  for (const event of events) {
    if (deltaMs > 0 && event.event === "content_block_delta") {
      await pause(wire, deltaMs);
    }
    const text = textOfDelta(event);
    if (text !== undefined) {
      const held = beforeText?.(characters);
      if (held !== undefined) {
        await Promise.race([held, hold(wire)]);
      }
      characters += Array.from(text).length;
    }
    if (event === last && endsAfter !== undefined) {
      await Promise.race([endsAfter, hold(wire)]);
    }
    await write(wire, sse([event]));
  }
  wire.response.end();
}

/** Headers and the answer's beginning, at once; every fault behind it leaves the same bytes before it. */
async function begin(wire: Wire, answer: Answer, afterChars: number): Promise<void> {
  wire.response.writeHead(200, streamHeaders);
  await write(wire, sse(upToText(answerEvents(answer), afterChars)));
}

function sendError(wire: Wire, behaviour: ErrorBehaviour, requestId: string): void {
  const { status } = behaviour;
  const error = errorBody(
    behaviour.errorType ?? errorType(status),
    behaviour.message ?? errorMessage(status),
    requestId,
  );
  send(
    wire,
    status,
    behaviour.contentType ?? (behaviour.body === undefined ? "application/json" : "text/plain"),
    behaviour.body ?? JSON.stringify(error),
    behaviour.headers,
  );
}

function breakOff(wire: Wire, how: "end" | "close" | "reset"): void {
  const { socket } = wire.response;
  wire.willBreakOff();
  if (how === "end") {
    wire.response.end();
  } else if (how === "close") {
    socket?.destroySoon();
  } else {
    socket?.resetAndDestroy();
  }
}

async function stall(
  wire: Wire,
  answer: Answer,
  afterChars: number | undefined,
  pingEveryMs: number | undefined,
): Promise<void> {
  if (afterChars === undefined) {
    return await hold(wire);
  }
  if (afterChars === 0) {
    wire.response.writeHead(200, streamHeaders).flushHeaders();
  } else {
    await begin(wire, answer, afterChars);
  }
  if (pingEveryMs === undefined) {
    return await hold(wire);
  }
  for (;;) {
    await pause(wire, pingEveryMs);
    await write(wire, sse([ping]));
  }
}

async function drip(wire: Wire, text: string, bytesPerSecond: number): Promise<void> {
  wire.response.writeHead(200, streamHeaders);
  const bytes = Buffer.from(text);
  const step = Math.max(1, Math.round(bytesPerSecond / 20));
  for (let start = 0; start < bytes.length; start += step) {
    await write(wire, bytes.subarray(start, start + step));
    await pause(wire, (1000 * step) / bytesPerSecond);
  }
  wire.response.end();
}

async function raw(wire: Wire, behaviour: RawBehaviour): Promise<void> {
  wire.response.writeHead(behaviour.status ?? 200, { ...streamHeaders, ...behaviour.headers });
  wire.response.flushHeaders();
  for (const chunk of behaviour.chunks) {
    // Apart by default, so that each chunk is likely a read of its own.
    await pause(wire, behaviour.chunkMs ?? 1);
    await write(wire, Buffer.from(chunk, behaviour.encoding ?? "utf8"));
  }
  if (behaviour.end === false) {
    return await hold(wire);
  }
  wire.response.end();
}

async function gzipBomb(wire: Wire, megabytes: number): Promise<void> {
  wire.response.writeHead(200, { ...streamHeaders, "content-encoding": "gzip" });
  const gzip = createGzip();
  gzip.pipe(wire.response);
  const stop = (): void => void gzip.destroy();
  wire.gone.addEventListener("abort", stop);
  const blanks = Buffer.alloc(1024 * 1024, " ");
  gzip.write("event: ping\ndata: ");
  for (let written = 0; written < megabytes; written += 1) {
    wire.gone.throwIfAborted();
    if (!gzip.write(blanks)) {
      await once(gzip, "drain", { signal: wire.gone });
    }
  }
  gzip.end("{}\n\n");
  await once(wire.response, "finish", { signal: wire.gone });
}

const loginPage = `<!doctype html>
<html><head><title>Sign in to the network</title></head>
<body><h1>Sign in</h1><form method="post"><input name="user"><input name="password" type="password"></form></body></html>
`;

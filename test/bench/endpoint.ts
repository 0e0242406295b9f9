import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { modelPage } from "../support/messages/models";
import type { MessagesEndpoint } from "../support/messages/server";
import { answerEvents, sse, type StreamEvent } from "../support/messages/stream";

/** One request as it came and how its answer went; times are those of `Date.now()`. */
export interface Exchange {
  readonly arrived: number;
  readonly body: string;
  readonly firstDelta: number;
  readonly lastDelta: number;
}

/** What the next request is answered with: deltas by count, as fast as the socket takes them or so many each second. */
export interface Stream {
  readonly text: string;
  readonly deltas: number;
  readonly perSecond?: number;
}

/** An endpoint that notes when things happened, and checks nothing. */
export interface BenchEndpoint extends MessagesEndpoint {
  /** Answers the next request for an answer with this; resolves when the last of it has been written. */
  readonly answerNext: (stream: Stream) => Promise<Exchange>;
  /** Requests for an answer so far. */
  readonly asked: () => readonly string[];
}

const usual: Stream = { text: "Yes.", deltas: 1 };

async function write(response: ServerResponse, events: readonly StreamEvent[]): Promise<void> {
  if (!response.write(sse(events))) {
    await once(response, "drain");
  }
}

async function play(
  response: ServerResponse,
  stream: Stream,
): Promise<Pick<Exchange, "firstDelta" | "lastDelta">> {
  const { text, deltas, perSecond } = stream;
  const events = answerEvents({
    model: "claude-sonnet-5-5",
    text,
    deltaChars: Math.ceil(text.length / deltas),
    pings: false,
  });
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  let firstDelta = 0;
  let lastDelta = 0;
  let sent = 0;
  for (const event of events) {
    if (event.event === "content_block_delta") {
      // By the clock and not by pauses, whose errors would add up.
      const due = firstDelta + (sent * 1000) / (perSecond ?? Infinity) - Date.now();
      if (perSecond !== undefined && sent > 0 && due > 0) {
        await setTimeout(due);
      }
      lastDelta = Date.now();
      firstDelta = sent === 0 ? lastDelta : firstDelta;
      sent += 1;
    }
    await write(response, [event]);
  }
  response.end();
  return { firstDelta, lastDelta };
}

/** Starts it on a free port of the loopback interface. */
export async function startBenchEndpoint(): Promise<BenchEndpoint> {
  const bodies: string[] = [];
  const waiting: { readonly stream: Stream; readonly done: (exchange: Exchange) => void }[] = [];
  const server = createServer((request, response) => {
    const arrived = Date.now();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      if (url.pathname !== "/v1/messages") {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(
          JSON.stringify(url.pathname === "/v1/models" ? modelPage(url.searchParams) : { input_tokens: 9 }),
        );
        return;
      }
      const body = Buffer.concat(chunks).toString("utf8");
      bodies.push(body);
      const next = waiting.shift();
      // Whoever hangs up is a run that has failed by itself, and says so.
      void play(response, next?.stream ?? usual).then(
        (times) => next?.done({ arrived, body, ...times }),
        () => undefined,
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests: () => [],
    next: () => undefined,
    reset: () => undefined,
    asked: () => bodies,
    answerNext: (stream) => new Promise((done) => waiting.push({ stream, done })),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

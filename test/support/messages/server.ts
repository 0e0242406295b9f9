import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Behaviour } from "./behaviour";
import { Capture, type CapturedRequest, type Entry } from "./capture";
import { checkCount, checkCreate, checkHeaders, largestBody, parseBody } from "./check";
import { control } from "./control";
import { modelById, modelPage } from "./models";
import { play } from "./play";
import { PromptCache } from "./promptCache";
import { errorBody, refuse, Refused } from "./refused";
import { sendJson, type Wire } from "./wire";

/** A running stand-in for the Messages API. */
export interface MessagesEndpoint {
  /** Such as `http://127.0.0.1:49152`: what `askClaude.baseUrl` is set to. */
  readonly origin: string;
  readonly port: number;
  /** What arrived since the last reset, oldest first; the last 1,000 of it. */
  requests(): readonly CapturedRequest[];
  /** Scripts the next accepted requests for an answer, one behaviour each, after those already scripted. */
  next(...behaviours: readonly Behaviour[]): void;
  /** Forgets requests and scripts; replies under way go on. */
  reset(): void;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

/** What the endpoint remembers between requests. */
export interface Memory {
  readonly capture: Capture;
  readonly script: Behaviour[];
  readonly cache: PromptCache;
  readonly keys: readonly string[] | undefined;
}

/**
 * Starts the endpoint on the loopback interface, on any free port unless told.
 * @param options.keys the keys to accept; without, every one that does not begin with `sk-ant-test-bad`
 */
export async function startMessagesEndpoint(
  options: { readonly port?: number | undefined; readonly keys?: readonly string[] | undefined } = {},
): Promise<MessagesEndpoint> {
  const memory: Memory = { capture: new Capture(), script: [], cache: new PromptCache(), keys: options.keys };
  const server = createServer((request, response) => void answer(request, response, memory));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests: () => memory.capture.requests(),
    next: (...behaviours) => void memory.script.push(...behaviours),
    reset: () => {
      memory.capture.clear();
      memory.script.length = 0;
      memory.cache.clear();
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, memory: Memory): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  try {
    const url = new URL(`http://127.0.0.1${request.url ?? "/"}`);
    if (url.pathname.startsWith("/_control/")) {
      const wire: Wire = { response, gone: gone.signal, willBreakOff: () => {} };
      await control(url.pathname, request, await bodyOf(request), wire, memory);
      return;
    }
    const captured = memory.capture.begin(request, response);
    const wire: Wire = { response, gone: gone.signal, willBreakOff: () => captured.willBreakOff() };
    await answerCaptured(request, wire, url, memory, captured);
  } catch (error) {
    // Whoever hung up gets no reply; anything else is a fault of the endpoint and must be seen.
    if (!gone.signal.aborted && !request.socket.destroyed) {
      console.error(error);
      response.destroy();
    }
  }
}

async function answerCaptured(
  request: IncomingMessage,
  wire: Wire,
  url: URL,
  memory: Memory,
  captured: Entry,
): Promise<void> {
  const requestId = `req_local_${String(captured.number).padStart(6, "0")}`;
  wire.response.setHeader("request-id", requestId);
  wire.response.setHeader("anthropic-organization-id", "00000000-0000-4000-8000-000000000000");
  const body = await bodyOf(request);
  captured.receive(body.bytes);
  try {
    const version = checkHeaders(request.headers, memory.keys);
    if (body.size > largestBody) {
      refuse("Request exceeds the maximum size", 413, "request_too_large");
    }
    await route(request, wire, url, memory, { bytes: body.bytes, version, requestId });
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    sendJson(wire, error.status, errorBody(error.type, error.message, requestId));
  }
}

interface Received {
  readonly bytes: Buffer;
  readonly version: string;
  readonly requestId: string;
}

async function route(
  request: IncomingMessage,
  wire: Wire,
  url: URL,
  memory: Memory,
  { bytes, version, requestId }: Received,
): Promise<void> {
  const method = request.method ?? "";
  const model = /^\/v1\/models\/([\w.@:-]+)$/.exec(url.pathname)?.[1];
  if (method === "POST" && url.pathname === "/v1/messages") {
    const accepted = checkCreate(parseBody(bytes, request.headers["content-type"]), version);
    setRateHeaders(wire.response, memory.capture.count());
    const cached = memory.cache.take(accepted);
    await play(memory.script.shift() ?? { type: "answer" }, { ...accepted, cached }, wire, requestId);
  } else if (method === "POST" && url.pathname === "/v1/messages/count_tokens") {
    const accepted = checkCount(parseBody(bytes, request.headers["content-type"]), version);
    sendJson(wire, 200, { input_tokens: accepted.inputTokens });
  } else if (method === "GET" && url.pathname === "/v1/models") {
    sendJson(wire, 200, modelPage(url.searchParams));
  } else if (method === "GET" && model !== undefined) {
    sendJson(wire, 200, modelById(model));
  } else {
    refuse("Not Found", 404, "not_found_error");
  }
}

/** Of what is sent, as much as the API would read; the rest is counted and dropped. */
async function bodyOf(request: IncomingMessage): Promise<{ bytes: Buffer; size: number }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) {
      chunks.push(chunk);
    }
  }
  return { bytes: Buffer.concat(chunks), size };
}

function setRateHeaders(response: ServerResponse, used: number): void {
  const limits = { requests: 4000, tokens: 2_400_000, "input-tokens": 2_000_000, "output-tokens": 400_000 };
  const reset = new Date(Date.now() + 1000).toISOString().replace(/\.\d+Z$/, "Z");
  for (const [kind, limit] of Object.entries(limits)) {
    const remaining = kind === "requests" ? Math.max(0, limit - used) : limit;
    response.setHeader(`anthropic-ratelimit-${kind}-limit`, String(limit));
    response.setHeader(`anthropic-ratelimit-${kind}-remaining`, String(remaining));
    response.setHeader(`anthropic-ratelimit-${kind}-reset`, reset);
  }
}

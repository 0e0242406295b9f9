import { EgressFailure, errorChain, systemCode } from "./egressFailure";
import type { Endpoint } from "../core/endpoint";
import { holdsKey } from "../core/ownKey";
import { isOwnRequest } from "./ownRequest";
import { isSendableKey } from "../core/redact";
import { cutErrorBody, limitEvents, limitPiece } from "./replyLimits";

/** What every request goes out with. */
export interface Connection {
  readonly endpoint: Endpoint;
  /** Undefined only where a server is asked without one. */
  readonly apiKey: string | undefined;
  readonly userAgent: string;
  readonly fetch: typeof globalThis.fetch;
}

/** The one way out. Takes what the SDK would send and returns a reply whose size is bounded. */
export type Egress = (target: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * Builds the one function through which anything leaves. It holds the target against the endpoint, writes every header
 * itself, follows no redirect, and fails with an `EgressFailure`, or with the signal's reason after an abort.
 */
export function createEgress(connection: Connection): Egress {
  const { endpoint } = connection;
  return async (target, init = {}) => {
    const method = init.method ?? "GET";
    const url = typeof target === "string" ? target : target instanceof URL ? target.href : target.url;
    const body = init.body ?? null;
    if (!isOwnRequest(endpoint, method, url) || (body !== null && typeof body !== "string")) {
      throw new EgressFailure({ kind: "unexpected", message: "A request to somewhere else was refused." });
    }
    if (endpoint.origin.startsWith("https:") && process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
      // Whoever set it had another program in mind; the key must not go to a server that nobody has checked.
      throw new EgressFailure({ kind: "tlsSwitchedOff", host: endpoint.host });
    }
    if (body !== null && connection.apiKey !== undefined && holdsKey(body, connection.apiKey)) {
      // Pasted into a question, or in a file that was attached: it would stay with the other side.
      throw new EgressFailure({ kind: "ownKey" });
    }
    const headers = buildHeaders(connection, body !== null);
    const signal = init.signal ?? new AbortController().signal;
    const answer = connection.fetch(url, { method, headers, body, signal, redirect: "error" });
    const response = await unlessAborted(answer, signal).catch((error: unknown) => {
      throw signal.aborted ? error : nameConnectionFailure(error, endpoint);
    });
    return bounded(response, endpoint, signal);
  };
}

/** All there is on the wire besides what HTTP itself needs; nothing is taken over from the SDK. */
function buildHeaders(connection: Connection, hasBody: boolean): Headers {
  const { apiKey, userAgent, endpoint } = connection;
  if (apiKey !== undefined && !isSendableKey(apiKey)) {
    // Said here, because the platform's own error for it quotes the key.
    throw new EgressFailure({ kind: "badKey", host: endpoint.host });
  }
  const headers = new Headers({
    accept: "application/json",
    // Plain bytes can be counted as they come. (Where a server compresses all the same, the limits hold after it.)
    "accept-encoding": "identity",
    "anthropic-version": "2023-06-01",
    // No connection is used twice: one that was kept through a sleep or a change of networks is dead, and nobody says so
    // until the next request has waited minutes on it. It costs a handshake where two requests come within the few
    // seconds that the platform would keep one, which next to an answer's own time is nothing.
    connection: "close",
    "user-agent": userAgent.replace(/[^\x20-\x7e]/g, "?"),
  });
  if (apiKey !== undefined) {
    headers.set("x-api-key", apiKey);
  }
  if (hasBody) {
    headers.set("content-type", "application/json");
  }
  return headers;
}

function nameConnectionFailure(error: unknown, endpoint: Endpoint): EgressFailure {
  // Node says "unexpected redirect", Chromium's stack ERR_UNEXPECTED_REDIRECT or "Redirect was cancelled".
  const redirected = errorChain(error).some(
    (link) => link instanceof Error && /redirect/i.test(link.message),
  );
  if (redirected) {
    return new EgressFailure({ kind: "redirected", host: endpoint.host });
  }
  const code = systemCode(error);
  return new EgressFailure({
    kind: "offline",
    host: endpoint.host,
    ...(code === undefined ? {} : { code }),
  });
}

function bounded(response: Response, endpoint: Endpoint, signal: AbortSignal): Response {
  const { status, statusText, headers } = response;
  // A platform that answers a redirect in another way than by failing is not trusted with it either.
  if (response.redirected || response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
    letGoOf(response);
    throw new EgressFailure({ kind: "redirected", host: endpoint.host });
  }
  if (status < 200 || status > 599) {
    letGoOf(response);
    throw new EgressFailure({ kind: "server", status });
  }
  const limit = !response.ok ? cutErrorBody() : isEventStream(headers) ? limitEvents() : limitPiece();
  return new Response(response.body?.pipeThrough(limit, { signal }) ?? null, { status, statusText, headers });
}

/** Whether a reply says that it is a stream of events. */
export function isEventStream(headers: Headers): boolean {
  return mediaType(headers).toLowerCase() === "text/event-stream";
}

/** The reply's media type without parameters, as the server wrote it; empty when it names none. */
export function mediaType(headers: Headers): string {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  return type.trim();
}

/** Gives a reply's connection back without reading it. */
export function letGoOf(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

/** The platform's fetch may be another than Node's own: an abort ends the wait whether or not it listens. */
function unlessAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error("The request was ended"));
      answer.then(letGoOf, () => undefined);
    };
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

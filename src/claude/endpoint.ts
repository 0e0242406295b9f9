import type { BaseUrlProblem } from "../core/failure";

/** Where requests go: a checked `baseUrl`, taken apart so that every request can be held against it. */
export interface Endpoint {
  /** Scheme, host and port, as `URL.origin` writes them. */
  readonly origin: string;
  /** Host and port, as a person is shown them. */
  readonly host: string;
  /** The gateway's path in front of `/v1`, without a slash at its end; empty for the API itself. */
  readonly prefix: string;
}

export type EndpointResult =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly reason: BaseUrlProblem };

/** Takes https URLs, and http ones of this machine, that hold neither credentials nor a query nor a fragment. */
export function readEndpoint(baseUrl: string): EndpointResult {
  const url = parseUrl(baseUrl);
  if (url === undefined) {
    return { ok: false, reason: "notAUrl" };
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return { ok: false, reason: "notHttps" };
  }
  if (url.username !== "" || url.password !== "") {
    return { ok: false, reason: "credentials" };
  }
  // Asked of the text, because a lone "?" or "#" leaves search and hash empty.
  if (/[?#]/.test(baseUrl)) {
    return { ok: false, reason: "queryOrFragment" };
  }
  return {
    ok: true,
    endpoint: { origin: url.origin, host: url.host, prefix: url.pathname.replace(/\/+$/, "") },
  };
}

/** Everything this client ever asks for. What is not listed here cannot leave. */
const requests: readonly { readonly method: string; readonly path: string; readonly query: boolean }[] = [
  { method: "POST", path: "/v1/messages", query: false },
  { method: "POST", path: "/v1/messages/count_tokens", query: false },
  { method: "GET", path: "/v1/models", query: true },
];

/** Whether a request is one of ours to exactly this endpoint, judged by the parsed URL and never by its text. */
export function isOwnRequest(endpoint: Endpoint, method: string, target: string): boolean {
  const url = parseUrl(target);
  return (
    url !== undefined &&
    url.origin === endpoint.origin &&
    url.username === "" &&
    url.password === "" &&
    url.hash === "" &&
    requests.some(
      (request) =>
        request.method === method &&
        url.pathname === endpoint.prefix + request.path &&
        (request.query || url.search === ""),
    )
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

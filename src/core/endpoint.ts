import type { BaseUrlProblem, Failure } from "./failure";
import { redactKeyShapes } from "./redact";

/** Where requests go. */
export interface Endpoint {
  /** Origin and prefix; `/v1/messages` is appended to it. */
  readonly baseUrl: string;
  /** Scheme, host and port: what a key is bound to. */
  readonly origin: string;
  /** Host, and port unless it is the scheme's own: what people are told. */
  readonly host: string;
  /** A gateway's path in front of `/v1`, without a slash at its end; empty for the API itself. */
  readonly prefix: string;
}

export type EndpointResult =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly failure: Extract<Failure, { readonly kind: "badBaseUrl" }> };

/** Reads `askClaude.baseUrl`: https, or http to this very machine; no user name, password, key, query or fragment. */
export function readBaseUrl(text: string): EndpointResult {
  const trimmed = text.trim();
  const fail = (reason: BaseUrlProblem): EndpointResult => ({
    ok: false,
    failure: { kind: "badBaseUrl", url: presentable(trimmed), reason },
  });
  if (redactKeyShapes(trimmed) !== trimmed) {
    // Pasted into the wrong setting. A host is shown, stored, and looked up where everybody can listen.
    return fail("apiKey");
  }
  const url = parseUrl(trimmed);
  if (url === undefined) {
    return fail("notAUrl");
  }
  if (url.username !== "" || url.password !== "") {
    return fail("credentials");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return fail("notHttps");
  }
  // Asked of the text, because a lone "?" or "#" leaves search and hash empty.
  if (/[?#]/.test(trimmed)) {
    return fail("queryOrFragment");
  }
  const prefix = url.pathname.replace(/\/+$/, "");
  return { ok: true, endpoint: { baseUrl: url.origin + prefix, origin: url.origin, host: url.host, prefix } };
}

/** The address as it may be shown and stored: people put passwords and keys into addresses. */
function presentable(text: string): string {
  return redactKeyShapes(text)
    .replace(/[?#].*$/s, "")
    .replace(/^([^/]*\/\/)?.*@/s, "$1")
    .slice(0, 200);
}

/** Of a host as `URL` writes it: numeric addresses are in their plain form by then. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The URL, or undefined. Not by `URL.canParse`, which Node 20 answers wrongly for non-ASCII hosts once it is hot. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

import type { BaseUrlProblem } from "../core/failure";

/** Where requests go. */
export interface Endpoint {
  /** Without a trailing slash; `/v1/messages` is appended to it. */
  readonly baseUrl: string;
  /** Scheme, host and port: what a key is bound to. */
  readonly origin: string;
  /** Host, and port unless it is the scheme's own: what people are told. */
  readonly host: string;
}

export type EndpointResult =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly url: string; readonly problem: BaseUrlProblem };

/** Reads `askClaude.baseUrl`: https, or http to this very machine; no user name, password, query or fragment. */
export function readBaseUrl(text: string): EndpointResult {
  const trimmed = text.trim();
  const fail = (problem: BaseUrlProblem): EndpointResult => ({ ok: false, url: trimmed, problem });
  if (!URL.canParse(trimmed)) {
    return fail("notAUrl");
  }
  const url = new URL(trimmed);
  if (url.username !== "" || url.password !== "") {
    return fail("credentials");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return fail("notHttps");
  }
  if (url.search !== "" || url.hash !== "") {
    return fail("queryOrFragment");
  }
  const path = url.pathname.replace(/\/+$/, "");
  return { ok: true, endpoint: { baseUrl: url.origin + path, origin: url.origin, host: url.host } };
}

/** Of a host as `URL` writes it: numeric addresses are in their plain form by then. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

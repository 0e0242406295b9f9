import { type Endpoint, parseUrl } from "../core/endpoint";

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

import type { Failure } from "../core/failure";
import { redactKeyShapes } from "../core/redact";
import { createEgress, letGoOf, mediaType, type Connection } from "./egress";
import { requestFailure } from "./failures";

/** What a server answers to somebody without a key. */
export type Reached =
  | { readonly ok: true; readonly status: number; readonly contentType: string }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Asks for the list of models without a key: the whole way there is tried, and nothing goes along that anybody could
 * misuse. Never rejects; after an abort the failure is `interrupted`.
 */
export async function reach(
  { endpoint, userAgent, fetch }: Connection,
  signal: AbortSignal,
): Promise<Reached> {
  const egress = createEgress({ endpoint, userAgent, fetch, apiKey: undefined });
  try {
    const response = await egress(`${endpoint.baseUrl}/v1/models`, { signal });
    letGoOf(response);
    const contentType = redactKeyShapes(mediaType(response.headers)).slice(0, 100).toLowerCase();
    return { ok: true, status: response.status, contentType };
  } catch (error) {
    const attempt = { host: endpoint.host, bodyBytes: 0, redact: redactKeyShapes };
    return {
      ok: false,
      failure: signal.aborted ? { kind: "interrupted" } : requestFailure(error, attempt),
    };
  }
}

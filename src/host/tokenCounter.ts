import type { Endpoint } from "../core/endpoint";
import type { Failure } from "../core/failure";
import type { MessageRequest } from "../core/request";
import type { Client } from "./connection";
import type { ProvenKeys } from "./provenKeys";

/** The API's own count of a request, from `count_tokens`. */
export class TokenCounter {
  readonly #proven: Pick<ProvenKeys, "has">;
  readonly #isOn: () => boolean;
  #last: { readonly origin: string; readonly body: string; readonly tokens: number } | undefined;

  /** @param isOn whether the person lets requests go out for counting */
  constructor(proven: Pick<ProvenKeys, "has">, isOn: () => boolean) {
    this.#proven = proven;
    this.#isOn = isOn;
  }

  /**
   * Counts a request, or remembers the count of the same one. Undefined where counting is off, the key has not had an
   * answer yet, the endpoint does not count, or the signal was aborted.
   */
  async count(
    request: MessageRequest,
    { client, endpoint }: { readonly client: Client; readonly endpoint: Endpoint },
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const body = JSON.stringify(request);
    if (this.#last?.origin === endpoint.origin && this.#last.body === body) {
      return this.#last.tokens;
    }
    if (!this.#isOn() || !this.#proven.has(endpoint.origin)) {
      return undefined;
    }
    const result = await client.countTokens(request, signal);
    const tokens = result.ok ? result.inputTokens : tokensIn(result.failure);
    if (tokens !== undefined) {
      this.#last = { origin: endpoint.origin, body, tokens };
    }
    return tokens;
  }
}

/** A request that is too long may be refused even for counting, with its size. */
function tokensIn(failure: Failure): number | undefined {
  return failure.kind === "contextTooLong" ? failure.tokens : undefined;
}

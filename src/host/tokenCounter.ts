import { createHash } from "node:crypto";

import type { Endpoint } from "../core/endpoint";
import type { Failure } from "../core/failure";
import { withoutImages } from "../core/imageBlocks";
import type { MessageRequest } from "../core/request";
import type { Client } from "./connection";
import type { ProvenKeys } from "./provenKeys";

/** Enough for every view that is open at once. */
const mostRemembered = 32;

/** The API's own count of a request without its images, from `count_tokens`. */
export class TokenCounter {
  readonly #proven: Pick<ProvenKeys, "has">;
  readonly #isOn: () => boolean;
  /** The last counts, the oldest first, so that several conversations do not push each other out. */
  readonly #counts = new Map<string, number>();

  /** @param isOn whether the person lets requests go out for counting */
  constructor(proven: Pick<ProvenKeys, "has">, isOn: () => boolean) {
    this.#proven = proven;
    this.#isOn = isOn;
  }

  /** The count of the same request, if there was one lately. Nothing goes out. */
  recall(request: MessageRequest, { origin }: Pick<Endpoint, "origin">): number | undefined {
    return this.#counts.get(nameOf(withoutImages(request), origin));
  }

  /**
   * Counts the words of a request, or remembers the count of the same one. Undefined where counting is off, the key has not had an
   * answer yet, the endpoint does not count, or the signal was aborted.
   */
  async count(
    whole: MessageRequest,
    { client, endpoint }: { readonly client: Client; readonly endpoint: Endpoint },
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const request = withoutImages(whole);
    const name = nameOf(request, endpoint.origin);
    const known = this.#counts.get(name);
    if (known !== undefined) {
      return known;
    }
    if (!this.#isOn() || !this.#proven.has(endpoint.origin)) {
      return undefined;
    }
    const result = await client.countTokens(request, signal);
    const tokens = result.ok ? result.inputTokens : tokensIn(result.failure);
    if (tokens !== undefined) {
      this.#counts.set(name, tokens);
      const [oldest] = this.#counts.keys();
      if (this.#counts.size > mostRemembered && oldest !== undefined) {
        this.#counts.delete(oldest);
      }
    }
    return tokens;
  }
}

/** A hash, because requests are large. */
function nameOf(request: MessageRequest, origin: string): string {
  return createHash("sha256")
    .update(`${origin}\n${JSON.stringify(request)}`)
    .digest("base64");
}

/** A request that is too long may be refused even for counting, with its size. */
function tokensIn(failure: Failure): number | undefined {
  return failure.kind === "contextTooLong" ? failure.tokens : undefined;
}

import type { AnswerEvent } from "../core/answer";
import type { Failure } from "../core/failure";
import type { Patience } from "../core/patience";
import type { MessageRequest } from "../core/request";
import { streamAnswer } from "./answerStream";
import type { Connection } from "./egress";
import { readBaseUrl } from "../core/endpoint";
import { countTokens, listModels, type CountResult, type ModelsResult } from "./jsonCalls";
import { redactKey } from "../core/redact";
import { reach, type Reached } from "./reach";
import { createSdk } from "./sdk";
import { type Clocks, systemClocks, usualTimeouts, type Timeouts } from "./watchdog";

export type { CountResult, ModelsResult } from "./jsonCalls";

/** What a client is made for: one server, one key. */
export interface ConnectionOptions {
  /** https, or http on this machine; may have a path in front of `/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly userAgent: string;
  /** Tests hand in their own; else the global one as it is at each request, so that the editor's proxy applies. */
  readonly fetch?: typeof globalThis.fetch;
  /** Tests have less time. */
  readonly timeouts?: Partial<Timeouts>;
  /** Tests can have the machine sleep. */
  readonly clocks?: Clocks;
}

/** The API, with one request for each call and every fault as a value. Nothing goes out before the first call. */
export interface Client {
  /**
   * Never throws. An abort ends it at once and without a last event, as does a consumer that stops. While nothing comes
   * it says so; `patience` then makes the wait longer.
   */
  readonly ask: (
    request: MessageRequest,
    signal: AbortSignal,
    patience?: Patience,
  ) => AsyncIterable<AnswerEvent>;
  /** Never rejects; after an abort the failure is `interrupted`. A server that lists none gives the built-in table. */
  readonly models: (signal: AbortSignal) => Promise<ModelsResult>;
  /** The request's size as the API counts it. Never rejects; after an abort the failure is `interrupted`. */
  readonly countTokens: (request: MessageRequest, signal: AbortSignal) => Promise<CountResult>;
  /** What the server answers to a request without the key. Never rejects; after an abort the failure is `interrupted`. */
  readonly reach: (signal: AbortSignal) => Promise<Reached>;
}

/** Makes a client; where `baseUrl` cannot be used, one whose every call fails with that, and sends nothing. */
export function createClient(options: ConnectionOptions): Client {
  const read = readBaseUrl(options.baseUrl);
  if (!read.ok) {
    return unusableClient(read.failure);
  }
  const { fetch } = options;
  const connection: Connection = {
    endpoint: read.endpoint,
    apiKey: options.apiKey,
    userAgent: options.userAgent,
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
  const line = {
    sdk: createSdk(connection),
    host: read.endpoint.host,
    apiKey: options.apiKey,
    redact: redactKey(options.apiKey),
    timeouts: { ...usualTimeouts, ...options.timeouts },
    clocks: options.clocks ?? systemClocks,
  };
  return {
    ask: (request, signal, patience) => streamAnswer(line, request, signal, patience),
    models: (signal) => listModels(line, signal),
    countTokens: (request, signal) => countTokens(line, request, signal),
    reach: (signal) => reach(connection, signal),
  };
}

function unusableClient(failure: Failure): Client {
  const refused = Promise.resolve({ ok: false, failure } as const);
  return {
    ask: async function* refuse(_request, signal) {
      if (!signal.aborted) {
        yield { type: "failed", failure };
      }
    },
    models: () => refused,
    countTokens: () => refused,
    reach: () => refused,
  };
}

import type { Endpoint } from "../core/endpoint";
import type { Failure } from "../core/failure";
import type { ModelList } from "../core/model";
import type { MessageRequest } from "../core/request";
import type { ApiKeys } from "./apiKey";
import type { Ask } from "./ask";
import { endpointSetting } from "./settings";

/** What the API boundary can do with one endpoint and its key. */
export interface Client {
  readonly ask: Ask;
  readonly models: (
    signal: AbortSignal,
  ) => Promise<
    { readonly ok: true; readonly list: ModelList } | { readonly ok: false; readonly failure: Failure }
  >;
  readonly countTokens: (
    request: MessageRequest,
    signal: AbortSignal,
  ) => Promise<
    { readonly ok: true; readonly inputTokens: number } | { readonly ok: false; readonly failure: Failure }
  >;
}

/** Makes a client; loads what that needs at the first call. */
export type Connect = (target: { readonly baseUrl: string; readonly apiKey: string }) => Promise<Client>;

export type Connection =
  | { readonly ok: true; readonly client: Client; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly failure: Failure };

/** Gives a client for the endpoint and key in force at that moment, or says why there is none. */
export class Connections {
  readonly #keys: ApiKeys;
  readonly #connect: Connect;
  #last: { readonly baseUrl: string; readonly apiKey: string; readonly client: Promise<Client> } | undefined;

  constructor(keys: ApiKeys, connect: Connect) {
    this.#keys = keys;
    this.#connect = connect;
  }

  async open(): Promise<Connection> {
    const setting = endpointSetting();
    if (!setting.ok) {
      return setting;
    }
    const { endpoint } = setting;
    const search = await this.#keys.find(endpoint.origin);
    if (!search.found) {
      const savedFor = search.savedFor === undefined ? {} : { savedFor: new URL(search.savedFor).host };
      return { ok: false, failure: { kind: "noKey", host: endpoint.host, ...savedFor } };
    }
    return { ok: true, endpoint, client: await this.#client(endpoint.baseUrl, search.key) };
  }

  /** Whether this key is the one that the last request went out with. */
  hasUsed(apiKey: string): boolean {
    return this.#last?.apiKey === apiKey;
  }

  /** Lets go of the last client and its key. */
  forget(): void {
    this.#last = undefined;
  }

  async #client(baseUrl: string, apiKey: string): Promise<Client> {
    if (this.#last?.baseUrl !== baseUrl || this.#last.apiKey !== apiKey) {
      this.#last = { baseUrl, apiKey, client: this.#connect({ baseUrl, apiKey }) };
    }
    try {
      return await this.#last.client;
    } catch (error) {
      // A client that could not be loaded once may be the next time.
      this.forget();
      throw error;
    }
  }
}

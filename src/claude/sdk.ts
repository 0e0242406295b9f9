import { BaseAnthropic } from "@anthropic-ai/sdk/client";
import { createEgress, type Connection } from "./egress";

type BuildRequest = BaseAnthropic["buildRequest"];

/**
 * The SDK's client without its resources, and with our wire contract in place of its own. Its own would take headers
 * from the environment, where a malformed one stops every request; and its Messages resource writes to the console.
 */
class WireClient extends BaseAnthropic {
  override buildRequest(options: Parameters<BuildRequest>[0]): ReturnType<BuildRequest> {
    const query = typeof options.query === "object" ? { ...options.query } : null;
    return Promise.resolve({
      url: this.buildURL(options.path, query),
      req: {
        method: options.method,
        // The egress writes them.
        headers: new Headers(),
        ...(options.signal ? { signal: options.signal } : {}),
        ...(typeof options.body === "string" ? { body: options.body } : {}),
      },
      timeout: this.timeout,
    });
  }
}

/** Longer than any wait that the lifeline allows, which is to be the one that ends a request. */
const neverFirstMs = 60 * 60 * 1000;

/**
 * An SDK client that goes through the egress and reads nothing from the environment: every option that has a variable
 * is given. A request's body is the text to send. It never holds the key; the egress adds it.
 */
export function createSdk(connection: Connection): BaseAnthropic {
  const silent = (): void => undefined;
  return new WireClient({
    apiKey: "added by the egress",
    authToken: null,
    credentials: null,
    config: null,
    profile: null,
    webhookKey: null,
    baseURL: connection.endpoint.origin + connection.endpoint.prefix,
    fetch: createEgress(connection),
    maxRetries: 0,
    timeout: neverFirstMs,
    openTelemetry: false,
    logLevel: "off",
    logger: { error: silent, warn: silent, info: silent, debug: silent },
    defaultHeaders: {},
    defaultQuery: {},
    fetchOptions: {},
    middleware: [],
    dangerouslyAllowBrowser: false,
  });
}

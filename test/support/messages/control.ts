import type { IncomingMessage } from "node:http";
import { behavioursFrom, type Behaviour } from "./behaviour";
import type { CapturedRequest } from "./capture";
import type { Memory } from "./server";
import { sendJson, type Wire } from "./wire";

/** The endpoint's script and memory, as another process reaches them. */
export interface MessagesControl {
  /** What arrived since the last reset, oldest first. */
  requests(): Promise<readonly CapturedRequest[]>;
  /** Scripts the next accepted requests for an answer; rejects on a behaviour that the endpoint does not know. */
  next(...behaviours: readonly Behaviour[]): Promise<void>;
  /** Forgets requests and scripts. */
  reset(): Promise<void>;
}

/** Reaches an endpoint that runs in another process, by its origin. */
export function controlOf(origin: string): MessagesControl {
  const call = async (name: string, body?: string): Promise<string> => {
    const response = await fetch(`${origin}/_control/${name}`, {
      method: name === "requests" ? "GET" : "POST",
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${name}: ${text}`);
    }
    return text;
  };
  return {
    requests: async () => JSON.parse(await call("requests")),
    next: async (...behaviours) => void (await call("next", JSON.stringify(behaviours))),
    reset: async () => void (await call("reset")),
  };
}

/** Answers a call of `controlOf`. A web page has no business here, so a request that comes from one is turned away. */
export async function control(
  path: string,
  request: IncomingMessage,
  body: { readonly bytes: Buffer },
  wire: Wire,
  memory: Memory,
): Promise<void> {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (request.headers.origin !== undefined || !["127.0.0.1", "localhost"].includes(host)) {
    sendJson(wire, 403, { error: "not for web pages" });
  } else if (path === "/_control/requests" && request.method === "GET") {
    sendJson(wire, 200, memory.capture.requests());
  } else if (path === "/_control/reset" && request.method === "POST") {
    memory.capture.clear();
    memory.script.length = 0;
    memory.cache.clear();
    sendJson(wire, 200, {});
  } else if (path === "/_control/next" && request.method === "POST") {
    try {
      memory.script.push(...behavioursFrom(JSON.parse(body.bytes.toString())));
      sendJson(wire, 200, {});
    } catch (error) {
      sendJson(wire, 400, { error: String(error) });
    }
  } else {
    sendJson(wire, 404, { error: "no such control" });
  }
}

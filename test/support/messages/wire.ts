import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A reply being written, and whether anyone still reads it. */
export interface Wire {
  readonly response: ServerResponse;
  /** Aborted once the connection is gone. */
  readonly gone: AbortSignal;
  /** Called before the endpoint breaks the connection itself, so that it is not taken for the client's doing. */
  willBreakOff(): void;
}

/** Headers of an event stream. */
export const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
} as const;

/** Writes at the reader's pace; rejects once the reader is gone. */
export async function write(wire: Wire, bytes: string | Uint8Array): Promise<void> {
  wire.gone.throwIfAborted();
  if (!wire.response.write(bytes)) {
    await once(wire.response, "drain", { signal: wire.gone });
  }
}

/** Waits; rejects once the reader is gone. */
export async function pause(wire: Wire, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: wire.gone });
}

/** Waits until the client hangs up, then rejects. */
export async function hold(wire: Wire): Promise<never> {
  wire.gone.throwIfAborted();
  await once(wire.gone, "abort");
  throw wire.gone.reason;
}

/** Sends a whole reply in one piece. */
export function send(
  wire: Wire,
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  wire.response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  wire.response.end(body);
}

/** Sends a whole reply of JSON. */
export function sendJson(wire: Wire, status: number, json: object): void {
  send(wire, status, "application/json", JSON.stringify(json));
}

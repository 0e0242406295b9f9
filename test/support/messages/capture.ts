import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as it arrived. */
export interface CapturedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** By lower-case name; of a header sent twice, the values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Name and value as they were written, in their order. */
  readonly rawHeaders: readonly (readonly [string, string])[];
  /** The whole body, up to 32 MB. */
  readonly body: string;
  /** The body parsed, where it is JSON. */
  readonly json?: unknown;
  /** 1 for the first request since the endpoint started; no number comes twice. */
  readonly receivedAt: number;
  /** The status of the reply; undefined before its headers went out. */
  readonly status?: number;
  /** Whether the client hung up before the reply had ended. */
  readonly closedEarly: boolean;
}

const mostKept = 1000;

/** Remembers requests; those of long ago give way. */
export class Capture {
  #entries: Entry[] = [];
  #count = 0;

  /** Remembers a request from its headers on. */
  begin(request: IncomingMessage, response: ServerResponse): Entry {
    this.#count += 1;
    const entry = new Entry(request, response, this.#count);
    this.#entries.push(entry);
    if (this.#entries.length > mostKept) {
      this.#entries.shift();
    }
    return entry;
  }

  /** What is remembered, as it is now. */
  requests(): readonly CapturedRequest[] {
    return this.#entries.map((entry) => entry.snapshot());
  }

  /** How many came since the start. */
  count(): number {
    return this.#count;
  }

  /** Forgets the requests; the count goes on. */
  clear(): void {
    this.#entries = [];
  }
}

/** One request, from its headers on. */
export class Entry {
  #body = "";
  #brokenOff = false;
  #closedEarly = false;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly number: number,
  ) {
    response.on("close", () => {
      this.#closedEarly = !response.writableEnded && !this.#brokenOff;
    });
  }

  /** Says that what closes the connection now is the endpoint. */
  willBreakOff(): void {
    this.#brokenOff = true;
  }

  /** Adds the body once it is there. */
  receive(body: Buffer): void {
    this.#body = body.toString();
  }

  /** The request and what has become of it by now. */
  snapshot(): CapturedRequest {
    const { request, response } = this;
    const rawHeaders = request.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, request.rawHeaders[index + 1] ?? ""] as const] : [],
    );
    const headers: Record<string, string> = {};
    for (const [name, value] of rawHeaders) {
      const known = headers[name.toLowerCase()];
      headers[name.toLowerCase()] = known === undefined ? value : `${known}, ${value}`;
    }
    const json = parsed(this.#body);
    return {
      method: request.method ?? "",
      path: request.url ?? "",
      headers,
      rawHeaders,
      body: this.#body,
      ...(json === undefined ? {} : { json }),
      receivedAt: this.number,
      ...(response.headersSent ? { status: response.statusCode } : {}),
      closedEarly: this.#closedEarly,
    };
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

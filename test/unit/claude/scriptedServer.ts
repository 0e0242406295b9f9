import { createServer, type Server, type Socket } from "node:net";

/** One request as its bytes came, and the connection to answer on. */
export interface Heard {
  readonly head: string;
  readonly body: string;
  readonly socket: Socket;
}

/** A server that only says what a test has written down, byte for byte. */
export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  readonly heard: readonly Heard[];
  /** How many connections were ever made to it. */
  readonly connections: () => number;
  /** How many connections that carried a request are still open. (After an abort, Node 20 opens a spare one.) */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

export async function startServer(answer: (heard: Heard) => void): Promise<ScriptedServer> {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf("\r\n\r\n");
      if (end === -1) {
        return;
      }
      const head = received.subarray(0, end).toString("latin1");
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      if (received.length < end + 4 + length) {
        return;
      }
      const request = { head, body: received.subarray(end + 4, end + 4 + length).toString("utf8"), socket };
      received = received.subarray(end + 4 + length);
      heard.push(request);
      answer(request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) {
    throw new Error("not listening on a port");
  }
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    heard,
    connections: () => connections,
    open: () => heard.filter(({ socket }) => sockets.has(socket)).length,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) {
          socket.destroy();
        }
        server.close(() => resolve());
      }),
  };
}

/** A whole reply that leaves the connection open. */
export function reply(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = "",
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ ...headers, "content-length": String(bytes.length) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${head}\r\n`), bytes]);
}

export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  return reply(status, { "content-type": "application/json", ...headers }, JSON.stringify(body));
}

export const streamHead =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nrequest-id: req_1\r\ntransfer-encoding: chunked\r\n\r\n";

export function httpChunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** A whole stream in the usual framing. */
export function streamReply(stream: string): string {
  return streamHead + httpChunk(stream) + "0\r\n\r\n";
}

/** Waits until something is so, at most two seconds unless told. */
export async function until(condition: () => boolean, withinMs = 2_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`waited for ${withinMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

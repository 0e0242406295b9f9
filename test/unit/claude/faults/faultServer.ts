import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

/** What a faulty server can do at one moment of one connection. */
export interface Moment {
  readonly socket: Socket;
  /** Resolves when the client has shown that what was written before has reached it. */
  readonly arrived: () => Promise<void>;
}

/** How a server treats those who come. */
export interface Fault {
  /** Does something to a connection before anything was heard on it. */
  readonly onConnection?: (socket: Socket) => void;
  /** Answers a request that was heard whole. */
  readonly answer?: (moment: Moment) => Promise<void> | void;
  /** Speaks TLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server on this machine that goes wrong in one way. */
export interface FaultServer {
  readonly port: number;
  /** Requests that were heard whole, by their first line. */
  readonly requests: readonly string[];
  /** Connections that are open still and carried a request, or all of them. (After an abort, Node 20 opens a spare one.) */
  readonly openSockets: (which?: "used" | "all") => number;
  readonly close: () => Promise<void>;
}

export async function startFaultServer(fault: Fault, arrived: () => Promise<void>): Promise<FaultServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    fault.onConnection?.(socket);
    let received = "";
    let isAnswered = false;
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const end = received.indexOf("\r\n\r\n");
      const length = Number(/^content-length: (\d+)$/im.exec(received)?.[1] ?? 0);
      if (end >= 0 && received.length >= end + 4 + length && !isAnswered) {
        isAnswered = true;
        used.add(socket);
        requests.push(received.slice(0, received.indexOf("\r\n")));
        void Promise.resolve(fault.answer?.({ socket, arrived })).catch(() => socket.destroy());
      }
    });
  };
  const server = fault.tls === undefined ? createServer(take) : createTlsServer({ ...fault.tls }, take);
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    requests,
    openSockets: (which = "used") =>
      which === "all" ? sockets.size : [...used].filter((socket) => sockets.has(socket)).length,
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

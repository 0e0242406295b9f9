import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy on the loopback interface that puts everything through to one place, whatever it is asked for. */
export interface TestProxy {
  readonly port: number;
  /** What was asked of it, oldest first: the method with the target, and who asked. */
  readonly asked: readonly { readonly what: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/**
 * @param portOf the port on this machine that is meant by every target, asked each time
 * @param options.status what it answers instead of putting through
 */
export async function startProxy(
  portOf: () => number,
  options: { readonly status?: number } = {},
): Promise<TestProxy> {
  const asked: { what: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method, url, headers }: IncomingMessage): void =>
    void asked.push({ what: `${method} ${url}`, authorization: headers["proxy-authorization"] });
  const server = createServer((incoming, outgoing) => {
    note(incoming);
    const { pathname, search } = new URL(incoming.url ?? "/", "http://any.invalid");
    const { method = "GET", headers } = incoming;
    const onwards = request(
      { host: "127.0.0.1", port: portOf(), path: pathname + search, method, headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    onwards.on("error", () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("connect", (incoming, socket: Socket) => {
    note(incoming);
    if (options.status !== undefined) {
      socket.end(`HTTP/1.1 ${options.status} No\r\n\r\n`);
      return;
    }
    const onwards = connect(portOf(), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onwards.pipe(socket).pipe(onwards);
    });
    sockets.add(onwards);
    onwards.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

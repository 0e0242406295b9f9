import net from "node:net";

/** One attempt to reach another process over the network. */
export interface Connection {
  readonly host: string;
  readonly port: number;
}

/**
 * Counts what the whole extension host does with sockets from the moment this is called: every connection (TLS and fetch
 * end here too) and every attempt to listen.
 */
export function trapSockets(): {
  readonly connections: readonly Connection[];
  readonly listeners: readonly string[];
} {
  const connections: Connection[] = [];
  const listeners: string[] = [];
  const connect = Reflect.get(net.Socket.prototype, "connect");
  net.Socket.prototype.connect = function (this: net.Socket, ...args: never[]) {
    // net.connect hands over its arguments already normalised, as a list whose first item holds the options.
    const [first] = args as readonly unknown[];
    const options = (Array.isArray(first) ? first[0] : first) as {
      host?: string;
      port?: number;
      path?: string;
    };
    if (options?.path === undefined) {
      connections.push({
        host: options?.host ?? "localhost",
        port: options?.port ?? 0,
      });
    }
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  const listen = Reflect.get(net.Server.prototype, "listen");
  net.Server.prototype.listen = function (this: net.Server, ...args: never[]) {
    listeners.push(JSON.stringify(args.filter((arg) => typeof arg !== "function")));
    return Reflect.apply(listen, this, args);
  } as typeof listen;
  return { connections, listeners };
}

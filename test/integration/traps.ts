import dgram from "node:dgram";
import dns from "node:dns";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import net from "node:net";

/** One attempt to reach another process over the network. */
export interface Connection {
  readonly host: string;
  readonly port: number;
}

/** What the whole extension host has done with the network since the trap was set. */
export interface SocketTrap {
  readonly connections: readonly Connection[];
  /** What was to be listened on, as it was said. */
  readonly listeners: readonly string[];
  /** Where packets went without a connection, or what they were to come in by. */
  readonly datagrams: readonly string[];
  /** Names that were looked up, but for this machine's own. */
  readonly lookups: readonly string[];
}

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** Calls `note` with the arguments before each call of a method. */
function before(owner: object, name: string, note: (args: readonly unknown[]) => void): void {
  const method = Reflect.get(owner, name) as Method;
  Reflect.set(owner, name, function (this: unknown, ...args: readonly unknown[]) {
    note(args);
    return Reflect.apply(method, this, args);
  });
}

function withoutFunctions(args: readonly unknown[]): string {
  return JSON.stringify(
    args.filter((arg) => typeof arg !== "function"),
    (_key, value: unknown) => (typeof value === "object" && Buffer.isBuffer(value) ? "…" : value),
  );
}

function setTrap(): SocketTrap {
  const connections: Connection[] = [];
  const listeners: string[] = [];
  const datagrams: string[] = [];
  const lookups: string[] = [];
  before(net.Socket.prototype, "connect", ([first, second]) => {
    // net.connect hands over its arguments already normalised, as a list whose first item holds the options.
    const options: unknown = Array.isArray(first) ? first[0] : first;
    if (typeof options === "number") {
      connections.push({ host: typeof second === "string" ? second : "localhost", port: options });
    } else if (typeof options === "object" && options !== null) {
      const { host, port, path } = options as { host?: string; port?: number; path?: string };
      if (path === undefined) {
        connections.push({ host: host ?? "localhost", port: port ?? 0 });
      }
    }
  });
  before(net.Server.prototype, "listen", (args) => listeners.push(withoutFunctions(args)));
  for (const name of ["bind", "send", "connect"]) {
    before(dgram.Socket.prototype, name, (args) => datagrams.push(`${name} ${withoutFunctions(args)}`));
  }
  const lookUp = ([name]: readonly unknown[]): void => {
    if (typeof name === "string" && net.isIP(name) === 0 && name !== "localhost") {
      lookups.push(name);
    }
  };
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "resolveTxt"]) {
      if (name in owner) {
        before(owner, name, lookUp);
      }
    }
  }
  return { connections, listeners, datagrams, lookups };
}

/**
 * The one trap of this process: set at the first call, so that every suite, a bundle of its own, sees the same. TLS and
 * fetch end in it too.
 */
export function trapSockets(): SocketTrap {
  const place = Symbol.for("askClaude.socketTrap");
  const set = Reflect.get(globalThis, place) as SocketTrap | undefined;
  const trap = set ?? setTrap();
  Reflect.set(globalThis, place, trap);
  return trap;
}

/** Ports on which this process listens, as the kernel has it; undefined where the kernel does not tell (only Linux does). */
export function listeningPorts(): readonly number[] | undefined {
  if (process.platform !== "linux") {
    return undefined;
  }
  const own = new Set(
    readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? [];
      } catch {
        // Closed since the list was read.
        return [];
      }
    }),
  );
  const isListening = "0A";
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/self/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === isListening && own.has(fields[9] ?? ""))
      .map((fields) => Number.parseInt(fields[1]?.split(":")[1] ?? "0", 16)),
  );
}

import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import {
  connect as connectTls,
  type ConnectionOptions,
  type DetailedPeerCertificate,
  type TLSSocket,
} from "node:tls";

import type { ProxyServer } from "../../core/proxyInForce";

/** What a try to reach something came to, and how long it took. `code` is the system's, or `TIMEOUT`. */
export type Probe<Value> =
  | { readonly ok: true; readonly value: Value; readonly ms: number }
  | { readonly ok: false; readonly code: string; readonly ms: number };

/** A limit on each try, in milliseconds, and what ends all of them. */
export interface Bounds {
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** What a certificate is checked against besides what Node itself knows: in place of that, PEM texts. */
export interface Certificates {
  readonly ca?: string[];
}

/** Where something listens. */
export interface Place {
  readonly hostname: string;
  readonly port: number;
}

/** The addresses that the system has for a name. */
export function addressesOf(hostname: string, bounds: Bounds): Promise<Probe<readonly string[]>> {
  return probe(bounds, async () => (await lookup(hostname, { all: true })).map(({ address }) => address));
}

/** A connection to a place, for the caller to destroy. */
export function openSocket(place: Place, bounds: Bounds): Promise<Probe<Socket>> {
  return probe(bounds, (keep) => {
    const socket = keep(connectTcp({ host: place.hostname, port: place.port }));
    return happens(socket, "connect");
  });
}

/** A proxy's answer to the wish to be put through: its status, and the way through when that is 200. */
export interface Tunnel {
  readonly status: number;
  readonly socket: Socket;
}

/**
 * Asks a proxy, over a connection to it, to be put through to a place. Credentials of the proxy's setting go to the
 * proxy with that, and to nobody else.
 */
export function openTunnel(
  socket: Socket,
  proxy: ProxyServer,
  place: Place,
  certificates: Certificates,
  bounds: Bounds,
): Promise<Probe<Tunnel>> {
  return probe(bounds, async (keep) => {
    keep(socket);
    const way = proxy.isSecure
      ? await happens(
          keep(connectTls({ socket, ...servername(proxy.hostname), ...certificates })),
          "secureConnect",
        )
      : socket;
    const target = `${bracketed(place.hostname)}:${place.port}`;
    const authorization =
      proxy.credentials === undefined
        ? ""
        : `Proxy-Authorization: Basic ${Buffer.from(proxy.credentials).toString("base64")}\r\n`;
    way.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
    const head = await headOf(way);
    const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
    if (status === undefined) {
      throw Object.assign(new Error("No answer of a proxy"), { code: "NOT_HTTP" });
    }
    return { status: Number(status), socket: way };
  });
}

/** What a server shows of itself. */
export interface Handshake {
  readonly protocol: string;
  readonly certificate: DetailedPeerCertificate;
  /** Why the certificate is not trusted, as a code; undefined when it is. */
  readonly problem: string | undefined;
}

/** Greets a server over a connection and looks at its certificate. Nothing is sent to it after that. */
export function shakeHands(
  socket: Socket,
  hostname: string,
  certificates: Certificates,
  bounds: Bounds,
): Promise<Probe<Handshake>> {
  return probe(bounds, async (keep) => {
    const options: ConnectionOptions = {
      socket,
      ...servername(hostname),
      host: hostname,
      ...certificates,
      ALPNProtocols: ["http/1.1"],
      // To see why a certificate is not trusted it must be looked at; the connection ends right after.
      rejectUnauthorized: false,
    };
    const secure: TLSSocket = keep(connectTls(options));
    await happens(secure, "secureConnect");
    const error: unknown = secure.authorized ? undefined : secure.authorizationError;
    const found = {
      protocol: secure.getProtocol() ?? "",
      certificate: secure.getPeerCertificate(true),
      problem: error === undefined ? undefined : codeOf(error),
    };
    secure.destroy();
    return found;
  });
}

async function probe<Value>(
  { limitMs, signal }: Bounds,
  work: (keep: <Kept extends Socket>(socket: Kept) => Kept) => Promise<Value>,
): Promise<Probe<Value>> {
  const started = performance.now();
  const kept: Socket[] = [];
  const keep = <Kept extends Socket>(socket: Kept): Kept => {
    kept.push(socket);
    return socket;
  };
  const ended = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const over = new Promise<never>((_resolve, reject) => {
    const leave = (): void => reject(Object.assign(new Error("No answer in time"), { code: "TIMEOUT" }));
    ended.addEventListener("abort", leave, { once: true });
    if (ended.aborted) {
      leave();
    }
  });
  try {
    const value = await Promise.race([work(keep), over]);
    return { ok: true, value, ms: Math.round(performance.now() - started) };
  } catch (error) {
    for (const socket of kept) {
      socket.destroy();
    }
    return { ok: false, code: codeOf(error), ms: Math.round(performance.now() - started) };
  }
}

/** Waits for a socket's event. What a socket says after it has failed must not become nobody's error. */
function happens<Kept extends Socket>(socket: Kept, event: "connect" | "secureConnect"): Promise<Kept> {
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("Closed"), { code: "ECONNRESET" })));
    socket.once(event, () => resolve(socket));
  });
}

const longestHead = 16_384;

function headOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = "";
    const read = (piece: Buffer): void => {
      head += piece.toString("latin1");
      if (head.includes("\r\n\r\n") || head.length > longestHead) {
        socket.off("data", read);
        socket.pause();
        resolve(head);
      }
    };
    socket.on("data", read);
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("Closed"), { code: "ECONNRESET" })));
  });
}

function codeOf(error: unknown): string {
  if (typeof error === "string") {
    return error;
  }
  const causes = error instanceof AggregateError ? error.errors : [];
  for (const link of [error, ...causes]) {
    if (typeof link === "object" && link !== null && "code" in link && typeof link.code === "string") {
      return link.code;
    }
  }
  return "UNKNOWN";
}

/** An address has no name to be asked for. */
function servername(hostname: string): { readonly servername?: string } {
  return isIP(hostname) === 0 ? { servername: hostname } : {};
}

function bracketed(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

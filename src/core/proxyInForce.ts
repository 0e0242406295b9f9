import { parseUrl } from "./endpoint";

/** What decides whether VS Code sends a request through a proxy. */
export interface ProxySettings {
  /** `http.proxy`. */
  readonly proxy: string;
  /** `http.proxySupport`. */
  readonly proxySupport: string;
  /** `http.noProxy`; while it has entries, the variable of that purpose is not looked at. */
  readonly noProxy: readonly string[];
  /** `http.fetchAdditionalSupport`: without it, VS Code leaves an extension's `fetch` alone. */
  readonly fetchSupport: boolean;
  /** `HTTPS_PROXY` and the like, and `NO_PROXY`, as the extension host has them; empty for none. */
  readonly variables: { readonly proxy: string; readonly noProxy: string };
  /** Where nothing is set, VS Code asks the system of the window. */
  readonly asksSystem: boolean;
}

/** A proxy by where it listens. Its credentials are for the proxy alone, and never shown. */
export interface ProxyServer {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** `user:password`. */
  readonly credentials?: string;
}

export type ProxyInForce =
  | {
      readonly type: "direct";
      readonly why: "thisMachine" | "noProxySetting" | "noProxyVariable" | "switchedOff" | "notSet";
    }
  | { readonly type: "proxy"; readonly from: "setting" | "variable"; readonly server: ProxyServer }
  /** A kind of proxy that is not looked into, such as SOCKS. */
  | { readonly type: "otherKind"; readonly from: "setting" | "variable"; readonly scheme: string }
  /** The system may name one, and only VS Code sees which. */
  | { readonly type: "system" };

/** Which proxy a request to this origin goes through, decided as VS Code decides it for an extension's `fetch`. */
export function proxyInForce(origin: string, settings: ProxySettings): ProxyInForce {
  const url = parseUrl(origin);
  const hostname = url?.hostname ?? "";
  if (!settings.fetchSupport || !["override", "fallback", "on"].includes(settings.proxySupport)) {
    return { type: "direct", why: "switchedOff" };
  }
  if (["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    return { type: "direct", why: "thisMachine" };
  }
  const port = portOf(url);
  if (settings.noProxy.length > 0) {
    if (isExcepted(settings.noProxy, hostname, port)) {
      return { type: "direct", why: "noProxySetting" };
    }
  } else if (isExcepted(settings.variables.noProxy.split(","), hostname, port)) {
    return { type: "direct", why: "noProxyVariable" };
  }
  return (
    named(settings.proxy, "setting") ??
    named(settings.variables.proxy, "variable") ??
    (settings.asksSystem ? { type: "system" } : { type: "direct", why: "notSet" })
  );
}

function named(text: string, from: "setting" | "variable"): ProxyInForce | undefined {
  const url = parseUrl(text.trim());
  const scheme = url?.protocol.replace(":", "") ?? "";
  if (url === undefined || !/^(?:https?|socks(?:4a?|5h?)?)$/.test(scheme)) {
    return undefined;
  }
  if (scheme.startsWith("socks")) {
    return { type: "otherKind", from, scheme };
  }
  const credentials =
    url.username === "" ? {} : { credentials: `${decoded(url.username)}:${decoded(url.password)}` };
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  return {
    type: "proxy",
    from,
    server: { isSecure: scheme === "https", hostname, port: portOf(url), ...credentials },
  };
}

function isExcepted(entries: readonly string[], hostname: string, port: number): boolean {
  const clean = entries.map((entry) => entry.trim().toLowerCase());
  return (
    clean.includes("*") ||
    clean.some((entry) => {
      const [name = "", onlyPort] = entry.split(":", 2);
      const domain = name.startsWith(".") ? name : `.${name}`;
      const isInside = name !== "" && `.${hostname}`.endsWith(domain);
      return isInside && (onlyPort === undefined || onlyPort === `${port}`);
    })
  );
}

function portOf(url: URL | undefined): number {
  return url === undefined || url.port === "" ? (url?.protocol === "http:" ? 80 : 443) : Number(url.port);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

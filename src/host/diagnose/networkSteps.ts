import { isIP } from "node:net";

import type { Step } from "../../core/diagnosis";
import type { Endpoint } from "../../core/endpoint";
import type { ProxyInForce } from "../../core/proxyInForce";
import { certificateAdvice, certificateWords } from "./certificateWords";
import { addressesOf, type Bounds, openSocket, openTunnel, type Place, shakeHands } from "./probes";
import { proxyPlace } from "./settingsStep";
import type { DiagnosisWorld } from "./world";

/**
 * Looks a name up, connects, asks the proxy to be put through where there is one, and looks at the certificate; each
 * step only when the one before worked.
 */
export async function* networkSteps(
  endpoint: Endpoint,
  proxy: ProxyInForce,
  world: DiagnosisWorld,
  bounds: Bounds,
): AsyncGenerator<Step> {
  const { l10n } = world;
  if (proxy.type === "otherKind") {
    const why = l10n.t("Left out: only the proxy knows.");
    yield leftOut("dns", why);
    yield leftOut("tcp", why);
    yield leftOut("tls", why);
    return;
  }
  const target = placeOf(endpoint);
  const server = proxy.type === "proxy" ? proxy.server : undefined;
  const first: Place = server ?? target;
  const who = server === undefined ? endpoint.host : proxyPlace(server);

  world.begins?.("dns");
  const named = await nameStep(first.hostname, world, bounds);
  yield named;
  if (named.mark === "failed") {
    yield* restLeftOut(["tcp", ...(server === undefined ? [] : (["tunnel"] as const)), "tls"], world);
    return;
  }
  world.begins?.("tcp");
  const connected = await openSocket(first, bounds);
  if (!connected.ok) {
    yield {
      name: "tcp",
      mark: "failed",
      found: [l10n.t("No connection to {0}: {1} after {2} ms.", who, connected.code, `${connected.ms}`)],
      advice: connectionAdvice(connected.code, server !== undefined, world),
    };
    yield* restLeftOut([...(server === undefined ? [] : (["tunnel"] as const)), "tls"], world);
    return;
  }
  let socket = connected.value;
  yield {
    name: "tcp",
    mark: "ok",
    found: [l10n.t("Connected to {0} in {1} ms.", who, `${connected.ms}`)],
  };
  try {
    if (server !== undefined) {
      world.begins?.("tunnel");
      const tunnel = await openTunnel(socket, server, target, world.trusted, bounds);
      if (!tunnel.ok || tunnel.value.status !== 200) {
        yield tunnelRefused(tunnel.ok ? `${tunnel.value.status}` : tunnel.code, world);
        yield* restLeftOut(["tls"], world);
        return;
      }
      socket = tunnel.value.socket;
      yield {
        name: "tunnel",
        mark: "ok",
        found: [l10n.t("The proxy puts through to {0} in {1} ms.", endpoint.host, `${tunnel.ms}`)],
      };
    }
    if (endpoint.origin.startsWith("http:")) {
      yield leftOut(
        "tls",
        l10n.t("Left out: the server is on this machine and is spoken to without encryption."),
      );
      return;
    }
    world.begins?.("tls");
    const handshake = await shakeHands(socket, target.hostname, world.trusted, bounds);
    if (!handshake.ok) {
      yield {
        name: "tls",
        mark: "failed",
        found: [l10n.t("No encrypted connection: {0} after {1} ms.", handshake.code, `${handshake.ms}`)],
        advice: l10n.t(
          "What answers does not speak TLS, or something in between (a firewall, a virus scanner) breaks it off.",
        ),
      };
      return;
    }
    const { problem } = handshake.value;
    const found = certificateWords(handshake.value, handshake.ms, world);
    yield problem === undefined
      ? { name: "tls", mark: "ok", found }
      : { name: "tls", mark: "failed", found, advice: certificateAdvice(problem, world) };
  } finally {
    socket.destroy();
    connected.value.destroy();
  }
}

async function nameStep(hostname: string, world: DiagnosisWorld, bounds: Bounds): Promise<Step> {
  const { l10n } = world;
  if (isIP(hostname) !== 0) {
    return leftOut("dns", l10n.t("Left out: {0} is an address.", hostname));
  }
  const looked = await addressesOf(hostname, bounds);
  return looked.ok
    ? {
        name: "dns",
        mark: "ok",
        found: [l10n.t("{0} is {1} ({2} ms).", hostname, looked.value.join(", "), `${looked.ms}`)],
      }
    : {
        name: "dns",
        mark: "failed",
        found: [l10n.t("No address for {0}: {1} after {2} ms.", hostname, looked.code, `${looked.ms}`)],
        advice: l10n.t(
          "Check the network connection and how the name is written. In a company network, a proxy may have to be set (http.proxy).",
        ),
      };
}

function connectionAdvice(code: string, isProxy: boolean, { l10n }: DiagnosisWorld): string {
  if (isProxy) {
    return l10n.t("Check that the proxy runs and that http.proxy or HTTPS_PROXY names it rightly.");
  }
  return code === "ECONNREFUSED"
    ? l10n.t("Nothing listens there. Check the base URL, and that the server runs.")
    : l10n.t(
        "Something on the way does not let connections through: check the network, a firewall or a VPN. In a company network, a proxy may have to be set (http.proxy).",
      );
}

function tunnelRefused(answer: string, { l10n }: DiagnosisWorld): Step {
  return {
    name: "tunnel",
    mark: "failed",
    found: [l10n.t("The proxy does not put through: {0}.", answer)],
    advice:
      answer === "407"
        ? l10n.t("The proxy wants to know who you are: put a user name and password into http.proxy.")
        : l10n.t("Ask whoever runs the proxy to let requests to this server through."),
  };
}

function* restLeftOut(names: readonly Step["name"][], { l10n }: DiagnosisWorld): Generator<Step> {
  for (const name of names) {
    yield leftOut(name, l10n.t("Left out, because the step before did not work."));
  }
}

/** A step that was not taken, and why. */
export function leftOut(name: Step["name"], why: string): Step {
  return { name, mark: "leftOut", found: [why] };
}

function placeOf({ origin }: Endpoint): Place {
  const { hostname, port, protocol } = new URL(origin);
  const usual = protocol === "http:" ? 80 : 443;
  return { hostname: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? usual : Number(port) };
}

import { failureText } from "../../core/failureText";
import type { Step } from "../../core/diagnosis";
import type { ProxyInForce, ProxyServer } from "../../core/proxyInForce";
import type { DiagnosisWorld } from "./world";

/** Where requests go, and from which machine. */
export function settingsStep(world: DiagnosisWorld): Step {
  const { endpoint, remoteName, l10n } = world;
  const where =
    remoteName === undefined
      ? l10n.t("Ask Claude runs on this machine.")
      : l10n.t("Ask Claude runs on the remote machine ({0}).", remoteName);
  if (!endpoint.ok) {
    return {
      name: "settings",
      mark: "failed",
      found: [failureText(endpoint.failure, l10n, world.locale), where],
      advice: l10n.t("Change askClaude.baseUrl in your user settings; a workspace cannot set it."),
    };
  }
  const variables = world.certificateVariables;
  const found = [
    l10n.t("Requests go to {0}, as your user settings say.", endpoint.endpoint.baseUrl),
    where,
    world.systemCertificates
      ? l10n.t("Certificates of the system are trusted too (http.systemCertificates is on).")
      : l10n.t("Certificates of the system are not trusted (http.systemCertificates is off)."),
    ...(variables.length === 0
      ? []
      : [
          l10n.t(
            "The environment names more certificates to trust ({0}). That is right if you or your company set it so.",
            variables.join(", "),
          ),
        ]),
    ...(world.strictSsl
      ? []
      : [l10n.t("http.proxyStrictSSL is off. Ask Claude checks certificates all the same.")]),
  ];
  return world.isTlsSwitchedOff && endpoint.endpoint.origin.startsWith("https:")
    ? {
        name: "settings",
        mark: "failed",
        found: [...found, failureText({ kind: "tlsSwitchedOff", host: endpoint.endpoint.host }, l10n)],
        advice: l10n.t("Take NODE_TLS_REJECT_UNAUTHORIZED out of the environment and start VS Code again."),
      }
    : { name: "settings", mark: "ok", found };
}

/** Which way requests go. */
export function proxyStep(proxy: ProxyInForce, world: DiagnosisWorld): Step {
  const { l10n } = world;
  const ok = (...found: readonly string[]): Step => ({ name: "proxy", mark: "ok", found });
  switch (proxy.type) {
    case "proxy": {
      const place = proxyPlace(proxy.server);
      const signsIn = proxy.server.credentials !== undefined;
      const found =
        proxy.from === "setting"
          ? l10n.t("Requests go through {0} (http.proxy).", place)
          : l10n.t("Requests go through {0} (an environment variable such as HTTPS_PROXY).", place);
      return {
        name: "proxy",
        mark: "ok",
        found: signsIn ? [found, l10n.t("A user name for the proxy is set.")] : [found],
      };
    }
    case "otherKind":
      return ok(
        l10n.t("Requests go through a {0} proxy, which is not looked into here.", proxy.scheme.toUpperCase()),
      );
    case "system":
      return ok(
        l10n.t("No proxy is set in VS Code or the environment."),
        l10n.t(
          "The system may name one that only VS Code sees. The next steps do not go through it; requests do.",
        ),
      );
    case "direct":
      return ok(directWords(proxy.why, world));
  }
}

function directWords(
  why: Extract<ProxyInForce, { readonly type: "direct" }>["why"],
  { l10n }: DiagnosisWorld,
): string {
  switch (why) {
    case "thisMachine":
      return l10n.t("None: the server is on this machine.");
    case "noProxySetting":
      return l10n.t("None: http.noProxy excepts this server.");
    case "noProxyVariable":
      return l10n.t("None: the environment variable NO_PROXY excepts this server.");
    case "switchedOff":
      return l10n.t("None: http.proxySupport or http.fetchAdditionalSupport is off.");
    case "notSet":
      return l10n.t("None is set.");
  }
}

/** A proxy by what may be shown of it. */
export function proxyPlace({ isSecure, hostname, port }: ProxyServer): string {
  return `${isSecure ? "https" : "http"}://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

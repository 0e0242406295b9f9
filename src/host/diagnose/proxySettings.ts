import * as vscode from "vscode";

import type { ProxySettings } from "../../core/proxyInForce";

/** What VS Code goes by when it chooses a proxy; read where VS Code itself reads it. */
export function proxySettings(environment: NodeJS.ProcessEnv): ProxySettings {
  const isRemote = vscode.env.remoteName !== undefined;
  const noProxy = httpSetting<unknown>("noProxy", []);
  return {
    proxy: textOf(httpSetting<unknown>("proxy", "")),
    proxySupport: textOf(httpSetting<unknown>("proxySupport", "override")),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === "string") : [],
    fetchSupport: httpSetting<unknown>("fetchAdditionalSupport", true) !== false,
    variables: {
      proxy: variable(environment, ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"]),
      noProxy: variable(environment, ["no_proxy", "NO_PROXY"]),
    },
    asksSystem: !isRemote || httpSetting<unknown>("useLocalProxyConfiguration", false) === true,
  };
}

/** The variables that are set and change which certificates are trusted. Their values are paths, and told to nobody. */
export function certificateVariables(environment: NodeJS.ProcessEnv): readonly string[] {
  return ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"].filter(
    (name) => (environment[name] ?? "") !== "",
  );
}

/** On the person's own machine only their own settings count; on a remote one also those of the remote. */
function httpSetting<Value>(name: string, fallback: Value): Value {
  const configuration = vscode.workspace.getConfiguration("http");
  if (vscode.env.remoteName !== undefined) {
    return configuration.get<Value>(name, fallback);
  }
  const found = configuration.inspect<Value>(name);
  return found?.globalValue ?? found?.defaultValue ?? fallback;
}

function variable(environment: NodeJS.ProcessEnv, names: readonly string[]): string {
  return names.map((name) => environment[name] ?? "").find((value) => value !== "") ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

import type { Localizer } from "./failureText";

/** Why there is no connection, by what the person can do about it. */
type OfflineReason =
  | "notTrusted"
  | "outOfDate"
  | "otherServer"
  | "noTls"
  | "noName"
  | "refused"
  | "timedOut"
  | "unknown";

/** One sentence on what came instead of a connection, with the system's code, and one on what to check. */
export function offlineText(host: string, code: string | undefined, l10n: Localizer): string {
  if (code === undefined) {
    return l10n.t("Could not reach {0}. Check the network connection.", host);
  }
  switch (reasonOf(code)) {
    case "notTrusted":
      return l10n.t(
        "Could not reach {0}: its certificate is not trusted ({1}). A proxy or virus scanner may show one of its own, or the server vouches for itself.",
        host,
        code,
      );
    case "outOfDate":
      return l10n.t(
        "Could not reach {0}: its certificate is not valid today ({1}). Check the date of this machine; if it is right, the server needs a new certificate.",
        host,
        code,
      );
    case "otherServer":
      return l10n.t(
        "Could not reach {0}: the certificate shown is for another server ({1}). Check the base URL; a login page of the network may be in between.",
        host,
        code,
      );
    case "noTls":
      return isThisMachine(host)
        ? l10n.t(
            "Could not reach {0}: what answers there does not speak TLS ({1}). For a server on this machine, try a base URL that begins with http.",
            host,
            code,
          )
        : l10n.t(
            "Could not reach {0}: what answers there does not speak TLS as it should ({1}). Check the base URL; a firewall or virus scanner may be in between.",
            host,
            code,
          );
    case "noName":
      return l10n.t(
        "Could not reach {0}: no address was found for this name ({1}). Check the network connection and the base URL.",
        host,
        code,
      );
    case "refused":
      return l10n.t(
        "Could not reach {0}: the connection was refused ({1}). Check the base URL and the proxy, and that the server runs.",
        host,
        code,
      );
    case "timedOut":
      return l10n.t(
        "Could not reach {0}: it did not answer in time ({1}). Check the network connection, a firewall or a VPN.",
        host,
        code,
      );
    case "unknown":
      return l10n.t("Could not reach {0} ({1}). Check the network connection.", host, code);
  }
}

/** Node's codes, and those of the browser whose network VS Code may use. */
function reasonOf(code: string): OfflineReason {
  switch (code) {
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "CERT_UNTRUSTED":
    case "CERT_REJECTED":
    case "CERT_REVOKED":
    case "INVALID_CA":
    case "ERR_CERT_AUTHORITY_INVALID":
    case "ERR_CERT_REVOKED":
      return "notTrusted";
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
    case "ERR_CERT_DATE_INVALID":
      return "outOfDate";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
    case "ERR_CERT_COMMON_NAME_INVALID":
      return "otherServer";
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "ERR_NAME_NOT_RESOLVED":
      return "noName";
    case "ECONNREFUSED":
    case "ERR_CONNECTION_REFUSED":
      return "refused";
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ERR_CONNECTION_TIMED_OUT":
    case "ERR_TIMED_OUT":
      return "timedOut";
    default:
      return code === "EPROTO" || code.startsWith("ERR_SSL_") ? "noTls" : "unknown";
  }
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

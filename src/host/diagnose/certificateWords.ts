import type { Handshake } from "./probes";
import type { DiagnosisWorld } from "./world";

const longestName = 200;

/** What a server's certificate says, and whether it is trusted. What the server wrote is cut to a bounded length. */
export function certificateWords(
  { protocol, certificate, problem }: Handshake,
  ms: number,
  { l10n }: DiagnosisWorld,
): readonly string[] {
  const names = certificate.subjectaltname ?? nameIn(certificate.subject);
  return [
    l10n.t("{0} in {1} ms.", protocol, `${ms}`),
    l10n.t("The certificate is for {0}.", short(names)),
    l10n.t("It was issued by {0}.", short(nameIn(certificate.issuer))),
    l10n.t("It is valid from {0} to {1}.", short(certificate.valid_from), short(certificate.valid_to)),
    problem === undefined ? l10n.t("It is trusted.") : l10n.t("It is not trusted: {0}.", short(problem)),
  ];
}

/** What helps against a certificate that is not trusted, by the reason's code. */
export function certificateAdvice(problem: string, { l10n }: DiagnosisWorld): string {
  switch (problem) {
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return l10n.t("Check the date of this machine. If it is right, the server needs a new certificate.");
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return l10n.t(
        "The certificate belongs to another server. Check the base URL; a login page of the network may be in between.",
      );
    default:
      return l10n.t(
        "A proxy or virus scanner may show a certificate of its own. Add its root certificate to the system's store and keep http.systemCertificates on, or name it in NODE_EXTRA_CA_CERTS; then start VS Code again.",
      );
  }
}

function nameIn(name: unknown): string {
  if (typeof name !== "object" || name === null) {
    return "?";
  }
  const parts: Readonly<Record<string, unknown>> = { ...name };
  return [parts["CN"], parts["O"]].filter((part) => typeof part === "string").join(", ") || "?";
}

function short(text: string | undefined): string {
  return (text ?? "?").slice(0, longestName);
}

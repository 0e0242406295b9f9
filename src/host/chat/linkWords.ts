import * as vscode from "vscode";

import { decodedParts, isLongLink, linkLines, type WebLink } from "../../core/link";
import { readableHost } from "../../core/punycode";

/** All of an address for a person to judge before it is opened: as it is, how long, and what its parts stand for. */
export function linkDetail(link: WebLink): string {
  const parts = decodedParts(link);
  return [
    ...(isLongLink(link) ? [lengthWords(link)] : []),
    linkLines(link).join("\n"),
    ...otherAlphabet(link),
    ...(parts.length === 0
      ? []
      : [[vscode.l10n.t("Parts of it are encoded. They read:"), ...parts].join("\n")]),
  ].join("\n\n");
}

function lengthWords({ url }: WebLink): string {
  return vscode.l10n.t(
    "This address carries {0} characters.",
    url.length.toLocaleString(vscode.env.language),
  );
}

/** Letters of another alphabet can look like those of a known name: both ways of writing it are shown. */
function otherAlphabet({ host }: WebLink): readonly string[] {
  const reads = readableHost(host);
  return reads === host
    ? []
    : [vscode.l10n.t("The name has letters other than a to z. It reads {0}.", reads)];
}

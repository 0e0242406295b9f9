import * as vscode from "vscode";

import { parseUrl } from "../../core/endpoint";

/** A web address in an answer, read for a person; undefined for anything that is not plain http or https. */
export function readLink(href: string): { readonly url: string; readonly host: string } | undefined {
  const url = parseUrl(href);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return url !== undefined && isWeb && url.username === "" && url.password === ""
    ? { url: url.href, host: url.host }
    : undefined;
}

/** Opens a link of an answer in the browser, after showing all of it: an address can carry text out. */
export async function openLink(href: string): Promise<void> {
  const link = readLink(href);
  if (link === undefined) {
    return;
  }
  const open = vscode.l10n.t("Open");
  const copy = vscode.l10n.t("Copy");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Open this link from Claude's answer? It goes to {0}.", link.host),
    { modal: true, detail: decoded(link.url) },
    open,
    copy,
  );
  if (chosen === open) {
    await vscode.env.openExternal(vscode.Uri.parse(link.url, true));
  } else if (chosen === copy) {
    await vscode.env.clipboard.writeText(link.url);
  }
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

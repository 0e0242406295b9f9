import * as vscode from "vscode";

import { readLink } from "../../core/link";

/** Opens a link of an answer in the browser, after showing all of it: an address can carry text out. */
export function openLink(href: string): Promise<void> {
  return openShown(href, (host) =>
    vscode.l10n.t("Open this link from Claude's answer? It goes to {0}.", host),
  );
}

/** The same for an image that the person attached as a link. */
export function openImageLink(href: string): Promise<void> {
  return openShown(href, (host) => vscode.l10n.t("Open the link of this image? It goes to {0}.", host));
}

async function openShown(href: string, question: (host: string) => string): Promise<void> {
  const link = readLink(href);
  if (link === undefined) {
    return;
  }
  const open = vscode.l10n.t("Open");
  const copy = vscode.l10n.t("Copy");
  const chosen = await vscode.window.showWarningMessage(
    question(link.host),
    { modal: true, detail: link.readable },
    open,
    copy,
  );
  if (chosen === open) {
    // As a text: a Uri would encode it anew, and open another address than was shown.
    await vscode.commands.executeCommand("vscode.open", link.url);
  } else if (chosen === copy) {
    await vscode.env.clipboard.writeText(link.url);
  }
}

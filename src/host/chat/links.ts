import * as vscode from "vscode";

import { readLink } from "../../core/link";

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

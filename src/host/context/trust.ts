import * as vscode from "vscode";

/** Whether text of the workspace may be attached; in Restricted Mode the person is told that it may not. */
export async function mayAttach(): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    await askForTrust();
  }
  return vscode.workspace.isTrusted;
}

async function askForTrust(): Promise<void> {
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("In Restricted Mode nothing of the workspace is attached. You can still ask by typing."),
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
}

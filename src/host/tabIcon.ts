import * as vscode from "vscode";

/** The icon of our tabs: VS Code colours none of those by itself. */
export function tabIcon(extensionUri: vscode.Uri): { readonly dark: vscode.Uri; readonly light: vscode.Uri } {
  const icon = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, "media", "tab", `${theme}.svg`);
  return { dark: icon("dark"), light: icon("light") };
}

import * as vscode from "vscode";

import { contentSecurityPolicy } from "./policy";

/** The only folder that the page may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}

/** The page speaks English wherever it has no translation for the display language. */
export function pageLanguage(): string {
  return vscode.l10n.bundle === undefined ? "en" : vscode.env.language;
}

/** Where the page finds one of its files. */
export function pageFile(webview: vscode.Webview, extensionUri: vscode.Uri, name: string): string {
  return webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), name)).toString();
}

/**
 * The page's HTML. Nothing of the workspace or of a conversation is in it: those come as messages.
 * @param token see `Envelope`
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  token: string,
  nonce: string,
): string {
  const file = (name: string): string => pageFile(webview, extensionUri, name);
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file("chat.css")}">
<title>Ask Claude</title>
</head>
<body data-token="${token}">
<div id="app"></div>
<script nonce="${nonce}" src="${file("main.js")}"></script>
</body>
</html>`;
}

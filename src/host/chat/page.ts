import * as vscode from "vscode";

import { contentSecurityPolicy } from "./policy";

/** The only folder that the page may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}

/** The page speaks English wherever it has no translation for the display language. */
function pageLanguage(): string {
  return vscode.l10n.bundle === undefined ? "en" : vscode.env.language;
}

/** The files that a page is made of, in its folder. */
export interface PageFiles {
  readonly style: string;
  readonly script: string;
}

/** The chat. */
export const chatPage: PageFiles = { style: "chat.css", script: "main.js" };

/** The tab of an image. */
export const imagePage: PageFiles = { style: "image.css", script: "image.js" };

/**
 * A page's HTML. Nothing of the workspace, of a conversation or of an image is in it: those come as messages.
 * @param token see `Envelope`
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { style, script }: PageFiles,
  token: string,
  nonce: string,
): string {
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), name)).toString();
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file(style)}">
<title>Ask Claude</title>
</head>
<body data-token="${token}">
<div id="app"></div>
<script nonce="${nonce}" src="${file(script)}"></script>
</body>
</html>`;
}

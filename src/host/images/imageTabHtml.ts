import type * as vscode from "vscode";

import { pageFile, pageLanguage } from "../chat/page";
import { contentSecurityPolicy } from "../chat/policy";

/**
 * The HTML of an image's tab. Nothing of the image is in it: that comes as a message.
 * @param token see `Envelope`
 */
export function imageTabHtml(
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
<link rel="stylesheet" href="${file("image.css")}">
<title>Ask Claude</title>
</head>
<body data-token="${token}">
<div id="app"></div>
<script nonce="${nonce}" src="${file("image.js")}"></script>
</body>
</html>`;
}

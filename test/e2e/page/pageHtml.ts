import { contentSecurityPolicy } from "../../../src/host/chat/policy";

export const origin = "https://chat-page.test";
export const token = "token-of-this-page";
const nonce = "nonceOfThisPage";

/** The page as the extension makes it, with a stand-in for the way to the host. */
export function pageHtml(bodyClass: string, language: string): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(origin, nonce)}">
<title>Chat</title>
<link rel="stylesheet" href="${origin}/theme.css">
<link rel="stylesheet" href="${origin}/webview/chat.css">
<script nonce="${nonce}">
  window.posted = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (envelope) => void window.posted.push(structuredClone(envelope)),
    setState: (state) => { window.savedState = structuredClone(state); },
  });
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  window.drawn = async () => { await frame(); await frame(); };
  window.settled = async () => {
    let changes = 0;
    const observer = new MutationObserver((records) => { changes += records.length; });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    for (let calm = 0; calm < 4; calm += 1) {
      const before = changes;
      await frame();
      calm = changes === before ? calm : 0;
    }
    observer.disconnect();
  };
</script>
</head>
<body class="${bodyClass}" data-token="${token}"><div id="app"></div>
<script nonce="${nonce}" src="${origin}/webview/main.js"></script>
</body>
</html>`;
}

/** The variables, and those of VS Code's own rules for every webview that the page has to live with. */
export function themeCss(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  return `html {
  --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
  --vscode-font-size: 13px;
  --vscode-font-weight: normal;
  --vscode-editor-font-family: "Droid Sans Mono", monospace;
  --vscode-editor-font-size: 14px;
  --text-link-decoration: none;
  ${lines.join("\n  ")}
  background: var(--vscode-sideBar-background);
}
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { margin: 0; padding: 0 20px; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); }
  a, a code { color: var(--vscode-textLink-foreground); }
  p > a { text-decoration: var(--text-link-decoration); }
  textarea:focus, a:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  code { font-family: monospace; background-color: var(--vscode-textPreformat-background); padding: 1px 3px; }
  blockquote { background: var(--vscode-textBlockQuote-background); }
}`;
}

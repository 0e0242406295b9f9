// The floor of the benchmark: the smallest extension that asks and shows. No Markdown, no history, one setting. Node gives
// out each chunk of the response by itself, and the endpoint writes each delta as one: so every delta, however fast they
// come, is a message of its own to the page and one text node there. Nothing limits what the browser lays out anew after
// them, which is all of the one growing paragraph. Where answers come at once ours may so be ahead of it: it hands on
// what has come in the meantime together, and contains its layout, even though it follows the answer's end.
import { request } from "node:http";
import * as vscode from "vscode";

const page = `<!doctype html><html><head><meta charset="utf-8"><style>
body { display: flex; flex-direction: column; height: 100vh; margin: 0; }
div { flex: 1; overflow-y: auto; white-space: pre-wrap; }
</style></head><body><div role="log">Ask.</div><textarea aria-label="Message"></textarea><script>
const api = acquireVsCodeApi();
const log = document.querySelector("div");
const box = document.querySelector("textarea");
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    log.textContent = "Asked: " + box.value + "\\n\\n";
    api.postMessage(box.value);
    box.value = "";
  }
});
window.addEventListener("message", ({ data }) => log.append(document.createTextNode(data)));
box.focus();
</script></body></html>`;

/** Asks, and hands on the text of each chunk. */
function ask(question: string, show: (text: string) => void): void {
  const baseUrl = vscode.workspace.getConfiguration("askClaudeFloor").get<string>("baseUrl") ?? "";
  const body = JSON.stringify({
    model: "floor",
    max_tokens: 64_000,
    stream: true,
    messages: [{ role: "user", content: question }],
  });
  const sent = request(`${baseUrl}/v1/messages`, { method: "POST" }, (response) => {
    let rest = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      const text = lines
        .filter((line) => line.startsWith("data: ") && line.includes('"text_delta"'))
        .map((line) => (JSON.parse(line.slice(6)) as { delta: { text: string } }).delta.text)
        .join("");
      if (text !== "") {
        show(text);
      }
    });
  });
  sent.setHeader("content-type", "application/json");
  sent.end(body);
}

/** Registers the one view there is. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider("askClaudeFloor.view", {
      resolveWebviewView({ webview }) {
        webview.options = { enableScripts: true };
        webview.onDidReceiveMessage((question: string) =>
          ask(question, (text) => void webview.postMessage(text)),
        );
        webview.html = page;
      },
    }),
  );
}

import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { Started } from "../../src/start";
import { extensionApi, sockets, until } from "./host";

const id = "ask-claude.ask-claude";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function extension(): vscode.Extension<Started> {
  const found = vscode.extensions.getExtension<Started>(id);
  assert.ok(found, `VS Code does not know the extension ${id}`);
  return found;
}

// This file is the first: nothing has been asked yet.
describe("activation", () => {
  it("happens by itself once VS Code has started, so that problems have quick fixes", async () => {
    await until(() => extension().isActive);
  });

  it("succeeds", async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it("has loaded nothing then but what VS Code asks for by itself", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "typescript", content: "let a;\n" });
    await vscode.window.showTextDocument(document);
    const range = new vscode.Range(0, 0, 0, 6);
    const offered = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    assert.ok(offered.some(({ title }) => title === "Edit with Claude"));
    assert.equal(extension().exports.isLoaded, false);
  });

  it("registers every command of the manifest", async () => {
    await extension().activate();
    const manifest: Manifest = extension().packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    const promised = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(promised.length > 0);
    assert.deepEqual(
      promised.filter((command) => !known.has(command)),
      [],
    );
  });

  it("fills the chat view", async () => {
    const second = (): vscode.Disposable =>
      vscode.window.registerWebviewViewProvider("askClaude.chat", { resolveWebviewView: () => {} });
    assert.throws(second, /already registered/);
    await vscode.commands.executeCommand("askClaude.focusChat");
    assert.equal(extension().exports.isLoaded, true);
    const api = await extensionApi();
    await until(() => api.chat.views.sideBar.isReady);
  });

  it("opens no socket before the first question: neither at the start, nor with the chat open, text attached and a key saved", async () => {
    const api = await extensionApi();
    await api.storeKey("https://api.anthropic.com", "sk-ant-test-never-sent-anywhere");
    const document = await vscode.workspace.openTextDocument({
      language: "typescript",
      content: "const a = 1;\n",
    });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 12);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    await until(() => api.chat.session.draft.context.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assert.deepEqual(sockets.connections, []);
    assert.deepEqual(sockets.datagrams, []);
    assert.deepEqual(sockets.lookups, []);
    await api.keys.remove("https://api.anthropic.com");
  });
});

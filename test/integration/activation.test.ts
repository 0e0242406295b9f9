import assert from "node:assert/strict";
import * as vscode from "vscode";

const id = "ask-claude.ask-claude";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found, `VS Code does not know the extension ${id}`);
  return found;
}

describe("activation", () => {
  it("succeeds", async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
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
    await extension().activate();
    const second = (): vscode.Disposable =>
      vscode.window.registerWebviewViewProvider("askClaude.chat", { resolveWebviewView: () => {} });
    assert.throws(second, /already registered/);
    await vscode.commands.executeCommand("askClaude.chat.focus");
  });
});

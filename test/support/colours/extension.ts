// An extension that does in a workbench what a test orders by a file: many editors at once, and settings, quickly.
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { doneFile, orderFile, type Order } from "./orders";

const pollMs = 50;

/** Does what is ordered in the first folder, one order after the other. */
export function activate(context: vscode.ExtensionContext): void {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  let isBusy = false;
  const timer = setInterval(() => {
    if (folder !== undefined && !isBusy && existsSync(join(folder, orderFile))) {
      isBusy = true;
      void carryOut(folder).finally(() => {
        isBusy = false;
      });
    }
  }, pollMs);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
}

async function carryOut(folder: string): Promise<void> {
  const order = JSON.parse(await readFile(join(folder, orderFile), "utf8")) as Order;
  await rm(join(folder, orderFile));
  for (const [name, value] of Object.entries(order.settings ?? {})) {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }
  if (order.columns) {
    const groups = order.columns.map((files) => ({ groups: files.map(() => ({})) }));
    await vscode.commands.executeCommand("vscode.setEditorLayout", { orientation: 0, groups });
    for (const [index, file] of order.columns.flat().entries()) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, file)));
      await vscode.window.showTextDocument(document, { viewColumn: index + 1, preview: false });
    }
  }
  await writeFile(join(folder, `${doneFile}.new`), JSON.stringify(order.number));
  await rename(join(folder, `${doneFile}.new`), join(folder, doneFile));
}

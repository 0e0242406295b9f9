import * as vscode from "vscode";

import type { Fonts } from "../core/protocol";

/**
 * The fonts of VS Code's own settings for chats. A size counts only when the person chose one: until then text and code
 * are as large as the rest of the side bar, which VS Code tells every page by itself, as it does the editor's font.
 */
export function chatFonts(): Fonts {
  const family = chosenFamily("chat.fontFamily");
  const size = chosenSize("chat.fontSize");
  const codeFamily = chosenFamily("chat.editor.fontFamily");
  const codeSize = chosenSize("chat.editor.fontSize");
  return {
    ...(family === undefined ? {} : { family }),
    ...(size === undefined ? {} : { size }),
    ...(codeFamily === undefined ? {} : { codeFamily }),
    ...(codeSize === undefined ? {} : { codeSize }),
  };
}

/** Tells when they may have changed. */
export function onDidChangeFonts(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("chat")) {
      listener();
    }
  });
}

function chosenFamily(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration().get<unknown>(name);
  return typeof value === "string" && value !== "" && value !== "default" ? value : undefined;
}

function chosenSize(name: string): number | undefined {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(name);
  const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  return typeof value === "number" && value >= 6 && value <= 100 ? value : undefined;
}

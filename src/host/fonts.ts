import * as vscode from "vscode";

import type { Fonts } from "../core/protocol";

/**
 * The fonts of VS Code's own settings for chats. A size counts only when the person chose one: until then text and code
 * are as large as the rest of the side bar, which VS Code tells every page by itself, as it does the editor's font. What
 * it does not tell of that font comes from the editor's settings.
 */
export function chatFonts(): Fonts {
  const editor = vscode.workspace.getConfiguration("editor");
  const family = chosenFamily("chat.fontFamily");
  const size = chosenSize("chat.fontSize");
  const codeFamily = chosenFamily("chat.editor.fontFamily");
  const codeSize = chosenSize("chat.editor.fontSize");
  return {
    ...(family === undefined ? {} : { family }),
    ...(size === undefined ? {} : { size }),
    ...(codeFamily === undefined ? {} : { codeFamily }),
    ...(codeSize === undefined ? {} : { codeSize }),
    codeFeatures: features(editor.get<unknown>("fontLigatures")),
    codeSpacing: numberWithin(editor.get<unknown>("letterSpacing"), -5, 20) ?? 0,
    codeTabSize: tabSize(),
  };
}

/** How many spaces a tab in code is as wide as: in a language that may be set apart, or else in general. */
export function tabSize(languageId?: string): number {
  const scope = languageId === undefined ? undefined : { languageId };
  return numberWithin(vscode.workspace.getConfiguration("editor", scope).get<unknown>("tabSize"), 1, 64) ?? 4;
}

/** Tells when they may have changed. */
export function onDidChangeFonts(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const names = ["chat", "editor.fontLigatures", "editor.letterSpacing", "editor.tabSize"];
    if (names.some((name) => event.affectsConfiguration(name))) {
      listener();
    }
  });
}

function chosenFamily(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration().get<unknown>(name);
  return typeof value === "string" && value !== "" && value !== "default" ? value : undefined;
}

/** The editor takes true and false, or the names of a font's features as CSS writes them. */
function features(value: unknown): string {
  const text = String(value);
  return text === "true"
    ? '"liga" on, "calt" on'
    : text === "" || typeof value !== "string" || text === "false"
      ? '"liga" off, "calt" off'
      : text;
}

function numberWithin(value: unknown, least: number, most: number): number | undefined {
  return typeof value === "number" && value >= least && value <= most ? value : undefined;
}

function chosenSize(name: string): number | undefined {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(name);
  const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  return numberWithin(value, 6, 100);
}

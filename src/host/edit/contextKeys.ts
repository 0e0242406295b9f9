import * as vscode from "vscode";

import { cellAt } from "../context/item";
import { Disposables } from "../disposables";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { isToBeDecided } from "./pendingPlaces";
import { Throttled } from "./throttled";

/** Tells VS Code where there are pending edits, for the `when` clauses of menus and key bindings. */
export class ContextKeys implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #told = new Map<string, string>();

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    const tell = this.#disposables.add(new Throttled(() => this.#tell(), 50));
    this.#disposables.add(edits.onDidChange(() => tell.ask()));
    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor(() => tell.ask()));
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #tell(): void {
    const all = this.#edits.all;
    const decided = all.filter(isToBeDecided);
    const active = vscode.window.activeTextEditor?.document.uri;
    this.#set("askClaude.hasPendingEdits", decided.length > 0);
    this.#set("askClaude.isWritingEdit", decided.length < all.length);
    this.#set(
      "askClaude.hasHeldEdits",
      decided.some(({ phase }) => phase.type === "held"),
    );
    this.#set(
      "askClaude.pendingInEditor",
      active !== undefined && this.#edits.of(active).some(isToBeDecided),
    );
    this.#set("askClaude.pendingPaths", pathsOf(decided));
  }

  /** Each one is a message to the window, so only what is new is told. */
  #set(key: string, value: boolean | readonly string[]): void {
    const text = JSON.stringify(value);
    if (this.#told.get(key) !== text) {
      this.#told.set(key, text);
      void vscode.commands.executeCommand("setContext", key, value);
    }
  }
}

/**
 * The values that VS Code's context key `resourcePath` may have for their documents. Its key `resource` is no help: the
 * window knows a remote document by another address than an extension that runs beside it does. A window on Windows
 * writes paths of its own way, wherever they lie; and a cell is shown in the editor of its notebook.
 */
function pathsOf(edits: readonly InlineEdit[]): readonly string[] {
  const uris = edits.map(({ uri }) => cellAt(uri)?.notebook.uri ?? uri);
  return [...new Set(uris.flatMap(({ fsPath, path }) => [fsPath, path, path.replaceAll("/", "\\")]))];
}

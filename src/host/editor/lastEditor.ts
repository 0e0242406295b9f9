import * as vscode from "vscode";

import { isWritten } from "./isWritten";

/**
 * The text editor that the person was in last. VS Code has no active one while a chat in an editor tab has the focus,
 * though a question typed there is about the code beside it.
 */
export class LastEditor implements vscode.Disposable {
  #last: vscode.TextEditor | undefined;
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#used(vscode.window.activeTextEditor);
    this.#subscription = vscode.window.onDidChangeActiveTextEditor((editor) => this.#used(editor));
  }

  /** The active editor, else the last one that was, as long as it can be seen. Never one that nobody writes in. */
  get current(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active !== undefined && isWritten(active.document)) {
      return active;
    }
    const last = this.#last;
    return last !== undefined && vscode.window.visibleTextEditors.includes(last) ? last : undefined;
  }

  /** The editor to write to, brought to the front of its tabs if need be; undefined when there is none or it was closed. */
  async show(): Promise<vscode.TextEditor | undefined> {
    this.#used(vscode.window.activeTextEditor);
    const last = this.#last;
    if (last === undefined || vscode.window.visibleTextEditors.includes(last)) {
      return last;
    }
    if (!hasTab(last.document.uri)) {
      return undefined;
    }
    const { viewColumn } = last;
    return vscode.window.showTextDocument(last.document, viewColumn === undefined ? {} : { viewColumn });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #used(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isWritten(editor.document)) {
      this.#last = editor;
    }
  }
}

function hasTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
}

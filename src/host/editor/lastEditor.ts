import * as vscode from "vscode";

import { proposalScheme } from "../manifest";

/** Where no person writes: an editor of these is never meant by "the editor" that code goes into. */
const notForWriting: ReadonlySet<string> = new Set(["output", "debug", "comment", proposalScheme]);

/**
 * The text editor that the person was in last. VS Code has no active one while a chat in an editor tab has the focus,
 * though a question typed there is about the code beside it.
 */
export class LastEditor implements vscode.Disposable {
  #last = vscode.window.activeTextEditor;
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#subscription = vscode.window.onDidChangeActiveTextEditor((editor) => this.#used(editor));
  }

  /** The active editor, else the last one that was, as long as it can be seen. */
  get current(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active !== undefined) {
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
    if (editor !== undefined && !notForWriting.has(editor.document.uri.scheme)) {
      this.#last = editor;
    }
  }
}

function hasTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
}

import * as vscode from "vscode";

import { Disposables } from "../disposables";
import { proposalScheme } from "../manifest";

/** Where no person writes: an editor of these is never meant by "the editor". */
const notForWriting: ReadonlySet<string> = new Set(["output", "debug", "comment", proposalScheme]);

/** Knows the editor that was used last, also while the chat has the focus or covers it. */
export class LastEditor implements vscode.Disposable {
  readonly #disposables = new Disposables();
  #last: vscode.TextEditor | undefined;

  constructor() {
    this.#used(vscode.window.activeTextEditor);
    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.#used(editor)));
  }

  /** The editor, with its document in sight; undefined when there is none or its document was closed. */
  async show(): Promise<vscode.TextEditor | undefined> {
    this.#used(vscode.window.activeTextEditor);
    const last = this.#last;
    if (last === undefined || last.document.isClosed) {
      return undefined;
    }
    if (vscode.window.visibleTextEditors.includes(last)) {
      return last;
    }
    const { viewColumn } = last;
    return vscode.window.showTextDocument(last.document, viewColumn === undefined ? {} : { viewColumn });
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #used(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && !notForWriting.has(editor.document.uri.scheme)) {
      this.#last = editor;
    }
  }
}

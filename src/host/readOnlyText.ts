import * as vscode from "vscode";

import type { Disposable } from "./disposables";

/** The scheme of documents that show something and belong to nobody's files. */
export const readOnlyScheme = "ask-claude";

/** Shows texts in read-only editors. A text is kept as long as its document is open. */
export class ReadOnlyTexts implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** @param name what the tab says; its ending tells the language */
  async show(name: string, text: string, options: vscode.TextDocumentShowOptions = {}): Promise<void> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: readOnlyScheme, path: `/${this.#count}/${name}` });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), options);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }
}

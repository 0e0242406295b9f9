import * as vscode from "vscode";

import type { Disposable } from "./disposables";

/** The scheme of documents that show something and belong to nobody's files. */
export const readOnlyScheme = "ask-claude";

/** Shows texts in read-only editors. A text is kept as long as its document is open. */
export class ReadOnlyTexts implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #count = 0;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** @param name what the tab says; its ending tells the language */
  async show(name: string, text: string, options: vscode.TextDocumentShowOptions = {}): Promise<void> {
    await this.open(name, text, options);
  }

  /** The same, for a text that grows: gives what puts another one in its place, as long as the document is open. */
  async open(
    name: string,
    text: string,
    options: vscode.TextDocumentShowOptions = {},
  ): Promise<(text: string) => void> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: readOnlyScheme, path: `/${this.#count}/${name}` });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), options);
    return (changed) => {
      if (this.#texts.has(uri.toString())) {
        this.#texts.set(uri.toString(), changed);
        this.#changed.fire(uri);
      }
    };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }
}

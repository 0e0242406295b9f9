import * as vscode from "vscode";

import type { Disposable } from "./disposables";

/** The scheme of documents that show something and belong to nobody's files. */
export const readOnlyScheme = "ask-claude";

/**
 * The language of reports that we write ourselves. package.json sets how editors show it: with long lines wrapped, and
 * without boxes around signs and Chinese, of which VS Code warns where a text may come from a stranger.
 */
export const reportLanguage = "ask-claude-report";

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

  /** @param name what the tab says; its ending tells the language, where none is given */
  async show(name: string, text: string, options: vscode.TextDocumentShowOptions = {}): Promise<void> {
    await this.open(name, text, options);
  }

  /** The same, for a text that grows: gives what puts another one in its place, as long as the document is open. */
  async open(
    name: string,
    text: string,
    { language, ...options }: vscode.TextDocumentShowOptions & { readonly language?: string } = {},
  ): Promise<(text: string) => void> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: readOnlyScheme, path: name, query: `${this.#count}` });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    if (language !== undefined) {
      await vscode.languages.setTextDocumentLanguage(document, language);
      // To whoever listens, another language is a document that closes and one that opens.
      this.#texts.set(uri.toString(), text);
    }
    await wrapLongLines(await vscode.window.showTextDocument(document, options));
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

/**
 * A request has all of a file, or of the instructions, in one line, which nobody reads by scrolling. VS Code has no
 * option of one editor for that; its command switches between the setting and its opposite, for this document alone.
 */
async function wrapLongLines({ document }: vscode.TextEditor): Promise<void> {
  const isOff = vscode.workspace.getConfiguration("editor", document).get("wordWrap") === "off";
  if (isOff && vscode.window.activeTextEditor?.document === document) {
    await vscode.commands.executeCommand("editor.action.toggleWordWrap");
  }
}

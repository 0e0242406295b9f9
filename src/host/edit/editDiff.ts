import * as vscode from "vscode";

import { baseName } from "../context/item";
import { Disposables } from "../disposables";
import { originalScheme } from "../manifest";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { Throttled } from "./throttled";

/**
 * Shows an edit in VS Code's own diff editor. On its right side is the document itself, which can be changed there, or
 * the proposal as a read-only text while that is held.
 */
export class EditDiff implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  /** The texts that are open, as they were when their edit was last pending: a diff outlives its edit. */
  readonly #texts = new Map<string, string>();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    const refresh = this.#disposables.add(new Throttled(() => this.#refresh(), 250));
    this.#disposables.add(edits.onDidChange(() => refresh.ask()));
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(originalScheme, this));
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.#textOf(uri) ?? this.#texts.get(uri.toString());
    if (text === undefined) {
      throw new Error(vscode.l10n.t("This edit is no longer pending."));
    }
    this.#texts.set(uri.toString(), text);
    return text;
  }

  /** Nothing happens for an edit that has no proposal yet. */
  async show(edit: InlineEdit): Promise<void> {
    if (this.#edits.texts(edit.id) === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Claude is still writing; there is nothing to compare yet."),
      );
      return;
    }
    await vscode.commands.executeCommand(
      "vscode.diff",
      sideOf(edit, "original"),
      edit.phase.type === "held" ? sideOf(edit, "proposed") : edit.uri,
      vscode.l10n.t("{0} (before ↔ Claude's edit)", baseName(edit.uri)),
    );
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #textOf({ query }: vscode.Uri): string | undefined {
    const [editId = "", side] = query.split("&");
    const texts = this.#edits.texts(editId);
    return side === "original" ? texts?.original : texts?.proposed;
  }

  #refresh(): void {
    for (const [address, text] of this.#texts) {
      const uri = vscode.Uri.parse(address, true);
      if ((this.#textOf(uri) ?? text) !== text) {
        this.#changed.fire(uri);
      }
    }
  }
}

/** The edit that is compared where VS Code names this document; undefined for any other. */
export function comparedEdit(document: unknown): string | undefined {
  return document instanceof vscode.Uri && document.scheme === originalScheme
    ? document.query.split("&")[0]
    : undefined;
}

function sideOf({ id, uri }: InlineEdit, side: "original" | "proposed"): vscode.Uri {
  return vscode.Uri.from({
    scheme: originalScheme,
    path: uri.path.startsWith("/") ? uri.path : `/${uri.path}`,
    query: `${id}&${side}`,
  });
}

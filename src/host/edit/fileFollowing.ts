import * as vscode from "vscode";

import { cellAt } from "../context/item";
import { Disposables } from "../disposables";
import { linesOf, sameLines } from "./documentLines";
import { refusal } from "./editability";
import type { EditedDocument } from "./editedDocument";
import { type FileMove, movedUri } from "./fileMoves";

/** What has pending edits, and is told where its file went. */
export interface Followed {
  readonly open: () => readonly EditedDocument[];
  /** Documents that are not open. */
  readonly asleep: () => readonly vscode.Uri[];
  /** A document's text is that of another one from now on. */
  readonly onMoved: (place: EditedDocument, document: vscode.TextDocument) => void;
  readonly onMovedAsleep: (from: vscode.Uri, to: vscode.Uri) => Promise<void>;
  readonly onDeleted: (uri: vscode.Uri) => void;
  /** A document that was about to get another address was closed instead. */
  readonly onClosed: (document: vscode.TextDocument) => void;
}

/** A file operation announced this long ago is not coming any more. */
const renamePatienceMs = 10_000;
/** "Save As" opens its file empty, and fills it at once; this long after, somebody else writes. */
const saveAsPatienceMs = 2_000;

/** Finds out where the texts with pending edits go: files renamed, deleted, and saved under another name. */
export class FileFollowing implements vscode.Disposable {
  readonly #followed: Followed;
  readonly #disposables = new Disposables();
  readonly #renaming = new Map<EditedDocument, NodeJS.Timeout>();
  readonly #openedAt = new WeakMap<vscode.TextDocument, number>();

  constructor(followed: Followed) {
    this.#followed = followed;
    const { workspace } = vscode;
    const listeners = [
      workspace.onWillRenameFiles(({ files }) => this.#aboutToRename(files)),
      workspace.onDidRenameFiles(({ files }) => void this.#renamed(files)),
      workspace.onDidDeleteFiles(({ files }) => this.#deleted(files)),
      workspace.onDidOpenTextDocument((document) => this.#openedAt.set(document, performance.now())),
      workspace.onDidChangeTextDocument((event) => this.#perhapsSavedAs(event)),
    ];
    listeners.forEach((listener) => this.#disposables.add(listener));
  }

  /** Whether its document is closed only to be opened under another address. */
  isMoving(place: EditedDocument): boolean {
    return this.#renaming.has(place);
  }

  dispose(): unknown {
    this.#renaming.forEach((timer) => clearTimeout(timer));
    return this.#disposables.dispose();
  }

  /**
   * Saving under another name opens the new document empty and gives it the whole text, before any editor shows it;
   * then the old one is closed, or has again what its file has. Nobody tells extensions that the one becomes the other.
   */
  #perhapsSavedAs({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const openedAt = this.#openedAt.get(document);
    if (
      openedAt === undefined ||
      contentChanges.length === 0 ||
      performance.now() - openedAt > saveAsPatienceMs ||
      document.uri.scheme === "untitled" ||
      // Nothing is saved to what only shows a text, such as the reply to a comment, which is as empty as a new file.
      refusal(document) !== undefined ||
      vscode.window.visibleTextEditors.some((editor) => editor.document === document)
    ) {
      return;
    }
    this.#openedAt.delete(document);
    const from = this.#followed
      .open()
      .find(
        (place) =>
          place.edits.length > 0 &&
          place.document !== document &&
          place.lines.length === document.lineCount &&
          sameLines(place.lines, linesOf(document)),
      );
    if (from !== undefined) {
      this.#followed.onMoved(from, document);
    }
  }

  #aboutToRename(files: readonly FileMove[]): void {
    for (const place of this.#followed.open()) {
      if (files.some(({ oldUri, newUri }) => movedUri(place.document.uri, oldUri, newUri) !== undefined)) {
        clearTimeout(this.#renaming.get(place));
        this.#renaming.set(
          place,
          setTimeout(() => {
            if (this.#renaming.delete(place) && place.document.isClosed) {
              this.#followed.onClosed(place.document);
            }
          }, renamePatienceMs),
        );
      }
    }
  }

  async #renamed(files: readonly FileMove[]): Promise<void> {
    for (const { oldUri, newUri } of files) {
      for (const place of this.#followed.open()) {
        const moved = movedUri(place.document.uri, oldUri, newUri);
        if (moved !== undefined) {
          await this.#follow(place, moved);
        }
      }
      for (const uri of this.#followed.asleep()) {
        const moved = movedUri(uri, oldUri, newUri);
        if (moved !== undefined) {
          await this.#followed.onMovedAsleep(uri, moved);
        }
      }
    }
  }

  async #follow(place: EditedDocument, moved: vscode.Uri): Promise<void> {
    try {
      this.#followed.onMoved(place, await opened(place.document.uri, moved));
    } catch {
      this.#followed.onDeleted(place.document.uri);
    }
    clearTimeout(this.#renaming.get(place));
    this.#renaming.delete(place);
  }

  #deleted(files: readonly vscode.Uri[]): void {
    for (const uri of [
      ...this.#followed.open().map(({ document }) => document.uri),
      ...this.#followed.asleep(),
    ]) {
      if (files.some((file) => movedUri(uri, file, file) !== undefined)) {
        this.#followed.onDeleted(uri);
      }
    }
  }
}

/** The document where it went; a cell has another name in the notebook's new file, but the same number. */
async function opened(from: vscode.Uri, to: vscode.Uri): Promise<vscode.TextDocument> {
  const cell = cellAt(from);
  if (cell === undefined) {
    return vscode.workspace.openTextDocument(to);
  }
  const file = cell.notebook.uri.with({ path: to.path });
  return (await vscode.workspace.openNotebookDocument(file)).cellAt(cell.index).document;
}

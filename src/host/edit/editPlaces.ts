import * as vscode from "vscode";

import { openDocument } from "../context/item";
import { Disposables } from "../disposables";
import type { EditedDocument } from "./editedDocument";
import type { Redact } from "../../core/redact";
import { tellEnd, tellUnreachable } from "./editNotices";
import { EditStore, storedOf } from "./editStore";
import { FileFollowing } from "./fileFollowing";
import type { InlineEdit } from "./inlineEdit";
import { OpenPlaces, type Placed } from "./openPlaces";
import { awaken, SleepingEdits } from "./sleepingEdits";
import { isRemovedCell, isTextGone } from "./textGone";

export type { Placed };

export interface PlacesParts {
  /** Of this workspace. */
  readonly state: vscode.Memento;
  /** Applied to what is written down of edits. */
  readonly redact: Redact;
  readonly onChange: (uri: vscode.Uri) => void;
  /** The person changed lines that an edit was about to replace. */
  readonly onOverlap: (placed: Placed) => void;
  /** The window closed while an edit was being written. */
  readonly onInterrupted: (placed: Placed) => void;
}

/** Which documents have edits: follows them through changes, closing, renaming and windows. */
export class EditPlaces implements vscode.Disposable {
  readonly #parts: PlacesParts;
  readonly #disposables = new Disposables();
  readonly #store: EditStore;
  readonly #places = new OpenPlaces();
  readonly #asleep = new SleepingEdits();
  readonly #files: FileFollowing;

  constructor(parts: PlacesParts) {
    this.#parts = parts;
    this.#store = new EditStore(
      parts.state,
      () => [...this.#places.stored, ...this.#asleep.stored],
      parts.redact,
    );
    const { workspace } = vscode;
    const listeners = [
      workspace.onDidChangeTextDocument((event) => this.#heard(event)),
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        // Nothing but white space is changed where files are saved by themselves as somebody goes on writing.
        if (reason !== vscode.TextDocumentSaveReason.AfterDelay) {
          this.#saving(document, true);
        }
      }),
      workspace.onDidSaveTextDocument((document) => this.#saving(document, false)),
      workspace.onDidOpenTextDocument((document) => this.#wake(document)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
    ];
    listeners.forEach((listener) => this.#disposables.add(listener));
    this.#files = this.#disposables.add(
      new FileFollowing({
        open: () => this.#places.all,
        asleep: () => this.#asleep.uris,
        onMoved: (place, document) => this.#moved(place, document),
        onMovedAsleep: (from, to) => this.#movedAsleep(from, to),
        onDeleted: (uri) => this.#deleted(uri),
        onClosed: (document) => this.#closed(document),
      }),
    );
  }

  /** Brings back what was pending when the last window closed. */
  async restore(): Promise<void> {
    for (const { uri: address, edits, isIncomplete = false } of this.#store.read()) {
      const uri = vscode.Uri.parse(address, true);
      this.#asleep.put(uri, edits);
      tellIf(isIncomplete, uri, "large");
    }
    for (const uri of this.#asleep.uris) {
      const document = openDocument(uri);
      if (document !== undefined) {
        this.#wake(document);
      } else if (uri.scheme !== "untitled") {
        await this.#opened(uri);
      }
    }
  }

  /** Pending edits as they are now, those of closed documents last. */
  get all(): readonly InlineEdit[] {
    return [...this.#places.edits, ...this.#asleep.all];
  }

  /** Those of documents that are open. */
  get open(): readonly EditedDocument[] {
    return this.#places.all;
  }

  /** A pending edit of an open document. */
  find(editId: string): Placed | undefined {
    return this.#places.find(editId);
  }

  /** The same; its document is opened if it was closed. */
  async live(editId: string): Promise<Placed | undefined> {
    const asleep = this.#asleep.uriOf(editId);
    if (asleep !== undefined) {
      await this.#opened(asleep);
    }
    return this.find(editId);
  }

  /** Something about the edits is another now: it is written down, at once if more than their lines is another. */
  changed(): void {
    this.#store.save(this.#places.outline);
  }

  /** Writes down what is pending, for the last time. */
  async dispose(): Promise<void> {
    await this.#store.close();
    await this.#disposables.dispose();
  }

  /** The document with its edits, from now on. */
  of(document: vscode.TextDocument): EditedDocument {
    return this.#places.of(document);
  }

  async #opened(uri: vscode.Uri): Promise<void> {
    try {
      this.#wake(await vscode.workspace.openTextDocument(uri));
    } catch {
      if (await isTextGone(uri)) {
        this.#deleted(uri);
      } else {
        tellUnreachable(uri);
      }
    }
  }

  #heard(event: vscode.TextDocumentChangeEvent): void {
    const place = this.#places.at(event.document.uri);
    if (place === undefined) {
      return;
    }
    const had = place.edits.length;
    for (const edit of place.heard(event)) {
      place.stop(edit);
      this.#parts.onOverlap({ place, edit });
    }
    if (had > 0 || place.edits.length > 0) {
      this.#parts.onChange(event.document.uri);
    }
  }

  #saving(document: vscode.TextDocument, isSaving: boolean): void {
    this.#places.at(document.uri)?.saving(isSaving);
  }

  /** A document is there again: its edits are found in it, or the person is told. */
  #wake(document: vscode.TextDocument): void {
    const edits = this.#asleep.take(document.uri);
    if (edits.length === 0) {
      return;
    }
    const place = this.of(document);
    const { interrupted, isSomeLost } = awaken(place, edits);
    interrupted.forEach((edit) => this.#parts.onInterrupted({ place, edit }));
    tellIf(isSomeLost, document.uri, "lost");
    this.#parts.onChange(document.uri);
  }

  #closed(document: vscode.TextDocument): void {
    const place = this.#places.at(document.uri);
    // Another language, or another encoding, closes a document and opens it again at once.
    if (place === undefined || openDocument(document.uri) !== undefined || this.#files.isMoving(place)) {
      return;
    }
    const { edits } = place;
    const kept = storedOf(place).filter(({ phase }) => phase !== "writing");
    const isWriting = edits.some(({ phase }) => phase.type === "writing");
    this.#places.delete(document.uri);
    edits.forEach((edit) => edit.running?.abort());
    if (isRemovedCell(document.uri)) {
      tellIf(edits.length > 0, document.uri, "cell");
    } else {
      tellIf(isWriting, document.uri, "closed");
      // With an untitled document its text is gone.
      this.#asleep.put(document.uri, document.isUntitled ? [] : kept);
      void this.#checkAsleep(document);
    }
    this.#parts.onChange(document.uri);
  }

  async #checkAsleep(document: vscode.TextDocument): Promise<void> {
    if (await this.#asleep.check(document)) {
      this.#parts.onChange(document.uri);
    }
  }

  #moved(place: EditedDocument, document: vscode.TextDocument): void {
    const old = place.document.uri;
    const reviewed = place.edits.filter(({ phase }) => phase.type !== "writing");
    const before = storedOf({ edits: reviewed, lines: place.lines });
    const left = this.#places.move(place, document);
    for (const edit of left) {
      if (reviewed.includes(edit)) {
        place.forget(edit);
      } else {
        edit.running?.abort();
        place.wait(edit);
        this.#parts.onOverlap({ place, edit });
      }
    }
    if (left.length > 0) {
      tellIf(awaken(place, before).isSomeLost, document.uri, "lost");
    }
    this.#parts.onChange(old);
    this.#parts.onChange(document.uri);
  }

  async #movedAsleep(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    this.#asleep.put(to, this.#asleep.take(from));
    await this.#opened(to);
  }

  #deleted(uri: vscode.Uri): void {
    const place = this.#places.at(uri);
    const edits = place?.edits ?? [];
    for (const edit of edits) {
      edit.running?.abort();
      place?.forget(edit);
    }
    if (this.#asleep.take(uri).length > 0 || edits.length > 0) {
      tellEnd(uri, "deleted");
      this.#parts.onChange(uri);
    }
  }
}

function tellIf(isSo: boolean, uri: vscode.Uri, why: Parameters<typeof tellEnd>[1]): void {
  if (isSo) {
    tellEnd(uri, why);
  }
}

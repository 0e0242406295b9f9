import * as vscode from "vscode";

import { AsleepEdits } from "./asleepEdits";
import { openDocument } from "../context/item";
import { Disposables } from "../disposables";
import { linesOf, sameLines } from "./documentLines";
import { EditedDocument } from "./editedDocument";
import { tellEnd } from "./editNotices";
import { EditStore, foundAgain, stored, type StoredDocument, type StoredEdit } from "./editStore";
import { type FileMove, movedUri } from "./fileMoves";
import type { InlineEdit } from "./inlineEdit";
import type { LiveEdit } from "./liveEdit";
import { awakened } from "./sleepingEdits";

/** An edit with the document it stands in. */
export interface Placed {
  readonly place: EditedDocument;
  readonly edit: LiveEdit;
}

export interface PlacesParts {
  /** Of this workspace. */
  readonly state: vscode.Memento;
  readonly onChange: (uri: vscode.Uri) => void;
  /** The person changed lines that an edit was about to replace. */
  readonly onOverlap: (placed: Placed) => void;
  /** The window closed while an edit was being written. */
  readonly onInterrupted: (placed: Placed) => void;
}

/** A file operation announced this long ago is not coming any more. */
const renamePatienceMs = 10_000;

/** Which documents have edits: follows them through changes, closing, renaming and windows. */
export class EditPlaces implements vscode.Disposable {
  readonly #parts: PlacesParts;
  readonly #disposables = new Disposables();
  readonly #store: EditStore;
  readonly #places = new Map<string, EditedDocument>();
  readonly #asleep = new AsleepEdits();
  /** Documents that are about to get another address. */
  readonly #renaming = new Set<EditedDocument>();

  constructor(parts: PlacesParts) {
    this.#parts = parts;
    this.#store = new EditStore(parts.state);
    const { workspace } = vscode;
    const listeners = [
      workspace.onDidChangeTextDocument((event) => this.#heard(event)),
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        // Nothing but white space is changed where files are saved by themselves as somebody goes on writing.
        if (reason !== vscode.TextDocumentSaveReason.AfterDelay) {
          this.#saving(document, true);
        }
      }),
      workspace.onDidSaveTextDocument((document) => {
        this.#saving(document, false);
        this.#savedAs(document);
      }),
      workspace.onDidOpenTextDocument((document) => this.#wake(document)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      workspace.onWillRenameFiles(({ files }) => this.#aboutToRename(files)),
      workspace.onDidRenameFiles(({ files }) => void this.#renamed(files)),
      workspace.onDidDeleteFiles(({ files }) => this.#deleted(files)),
    ];
    listeners.forEach((listener) => this.#disposables.add(listener));
  }

  /** Brings back what was pending when the last window closed. */
  async restore(): Promise<void> {
    for (const { uri, edits } of this.#store.read()) {
      this.#asleep.add(uri, edits);
    }
    for (const address of this.#asleep.addresses) {
      const uri = vscode.Uri.parse(address, true);
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
    const live = [...this.#places.values()].flatMap((place) => place.edits.flatMap(viewOf));
    return [...live, ...this.#asleep.all];
  }

  /** Those of documents that are open. */
  get open(): readonly EditedDocument[] {
    return [...this.#places.values()];
  }

  /** A pending edit of an open document. */
  find(editId: string): Placed | undefined {
    for (const place of this.#places.values()) {
      const edit = place.edits.find(({ id }) => id === editId);
      if (edit !== undefined) {
        return { place, edit };
      }
    }
    return undefined;
  }

  /** The same; its document is opened if it was closed. */
  async live(editId: string): Promise<Placed | undefined> {
    const asleep = this.#asleep.uriOf(editId);
    if (asleep !== undefined) {
      await this.#opened(asleep);
    }
    return this.find(editId);
  }

  /** Something about the edits is another now: it is written down soon. */
  changed(): void {
    this.#store.save(() => this.#stored());
  }

  /** Writes down what is pending. */
  async dispose(): Promise<void> {
    this.changed();
    await this.#store.flush();
    await this.#disposables.dispose();
  }

  /** The document with its edits, from now on. */
  of(document: vscode.TextDocument): EditedDocument {
    const address = document.uri.toString();
    const known = this.#places.get(address);
    if (known !== undefined) {
      return known;
    }
    const place = new EditedDocument(document);
    this.#places.set(address, place);
    return place;
  }

  async #opened(uri: vscode.Uri): Promise<void> {
    try {
      this.#wake(await vscode.workspace.openTextDocument(uri));
    } catch {
      this.#asleep.take(uri.toString());
      tellEnd(uri, "lost");
      this.#parts.onChange(uri);
    }
  }

  #heard(event: vscode.TextDocumentChangeEvent): void {
    const place = this.#places.get(event.document.uri.toString());
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
    this.#places.get(document.uri.toString())?.saving(isSaving);
  }

  /** A document without a file that was saved as this one is about to be emptied and closed. */
  #savedAs(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    const lines = linesOf(document);
    for (const [old, place] of this.#places) {
      const isSame = place.document.uri.scheme === "untitled" && sameLines(place.lines, lines);
      if (isSame && place.edits.length > 0 && !this.#places.has(address)) {
        const { uri } = place.document;
        this.#places.delete(old);
        this.#places.set(address, place);
        place.moveTo(document);
        this.#parts.onChange(uri);
        this.#parts.onChange(document.uri);
      }
    }
  }

  /** A document is there again: its edits are found in it, or the person is told. */
  #wake(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    const edits = this.#asleep.take(address);
    if (edits === undefined) {
      return;
    }
    const place = this.of(document);
    const lost: StoredEdit[] = [];
    for (const edit of edits) {
      const at = foundAgain(place.lines, edit);
      if (at === undefined) {
        lost.push(edit);
      } else {
        const live = awakened(document, place.lines, edit, at);
        if (edit.phase === "writing") {
          place.wait(live);
          this.#parts.onInterrupted({ place, edit: live });
        } else {
          place.add(live);
        }
      }
    }
    place.settled();
    if (lost.some(({ phase }) => phase !== "writing")) {
      tellEnd(document.uri, "lost");
    }
    this.#parts.onChange(document.uri);
  }

  #closed(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    const place = this.#places.get(address);
    // Another language, or another encoding, closes a document and opens it again at once.
    if (place === undefined || openDocument(document.uri) !== undefined || this.#renaming.has(place)) {
      return;
    }
    this.#places.delete(address);
    const edits = place.edits;
    const writing = edits.filter(({ phase }) => phase.type === "writing");
    writing.forEach((edit) => edit.running?.abort());
    const kept = edits
      .filter((edit) => !writing.includes(edit))
      .flatMap((edit) => stored(edit, place.lines) ?? []);
    if (writing.length > 0) {
      tellEnd(document.uri, "closed");
    }
    // The text of a document without a file is gone with it.
    if (document.uri.scheme !== "untitled") {
      this.#asleep.add(address, kept);
      void this.#checkAsleep(document);
    }
    this.#parts.onChange(document.uri);
  }

  async #checkAsleep(document: vscode.TextDocument): Promise<void> {
    if (await this.#asleep.check(document)) {
      this.#parts.onChange(document.uri);
    }
  }

  #aboutToRename(files: readonly FileMove[]): void {
    for (const place of this.#places.values()) {
      if (files.some(({ oldUri, newUri }) => movedUri(place.document.uri, oldUri, newUri) !== undefined)) {
        this.#renaming.add(place);
        setTimeout(() => {
          if (this.#renaming.delete(place) && place.document.isClosed) {
            this.#closed(place.document);
          }
        }, renamePatienceMs);
      }
    }
  }

  async #renamed(files: readonly FileMove[]): Promise<void> {
    for (const { oldUri, newUri } of files) {
      for (const [address, place] of Array.from(this.#places)) {
        const moved = movedUri(place.document.uri, oldUri, newUri);
        if (moved !== undefined) {
          this.#places.delete(address);
          this.#places.set(moved.toString(), place);
          await this.#follow(place, moved);
        }
      }
      for (const address of this.#asleep.addresses) {
        const moved = movedUri(vscode.Uri.parse(address, true), oldUri, newUri);
        if (moved !== undefined) {
          this.#asleep.add(moved.toString(), this.#asleep.take(address) ?? []);
          await this.#opened(moved);
        }
      }
    }
  }

  async #follow(place: EditedDocument, moved: vscode.Uri): Promise<void> {
    const old = place.document.uri;
    try {
      const document = await vscode.workspace.openTextDocument(moved);
      for (const edit of place.moveTo(document)) {
        edit.running?.abort();
        place.wait(edit);
        this.#parts.onOverlap({ place, edit });
      }
    } catch {
      this.#deleted([old]);
    }
    this.#renaming.delete(place);
    this.#parts.onChange(old);
    this.#parts.onChange(moved);
  }

  #deleted(files: readonly vscode.Uri[]): void {
    const isDeleted = (uri: vscode.Uri): boolean =>
      files.some((file) => movedUri(uri, file, file) !== undefined);
    for (const place of this.#places.values()) {
      const { uri } = place.document;
      if (isDeleted(uri) && place.edits.length > 0) {
        for (const edit of place.edits) {
          edit.running?.abort();
          place.forget(edit);
        }
        tellEnd(uri, "deleted");
        this.#parts.onChange(uri);
      }
    }
    for (const address of this.#asleep.addresses) {
      const uri = vscode.Uri.parse(address, true);
      if (isDeleted(uri)) {
        this.#asleep.take(address);
        tellEnd(uri, "deleted");
        this.#parts.onChange(uri);
      }
    }
  }

  #stored(): readonly StoredDocument[] {
    const live = [...this.#places].map(([uri, place]) => ({
      uri,
      edits: place.edits.flatMap((edit) => stored(edit, place.lines) ?? []),
    }));
    return [...live, ...this.#asleep.stored].filter(({ edits }) => edits.length > 0);
  }
}

function viewOf(edit: LiveEdit): readonly InlineEdit[] {
  return edit.view === undefined ? [] : [edit.view];
}

import type * as vscode from "vscode";

import { EditedDocument } from "./editedDocument";
import { type StoredDocument, storedOf } from "./editStore";
import type { InlineEdit } from "./inlineEdit";
import type { LiveEdit } from "./liveEdit";

/** An edit with the document it stands in. */
export interface Placed {
  readonly place: EditedDocument;
  readonly edit: LiveEdit;
}

/** The open documents that have edits, or had. */
export class OpenPlaces {
  readonly #places = new Map<string, EditedDocument>();

  get all(): readonly EditedDocument[] {
    return [...this.#places.values()];
  }

  /** Their pending edits, as they are shown. */
  get edits(): readonly InlineEdit[] {
    return this.all.flatMap(({ edits }) => edits.flatMap(({ view }) => (view === undefined ? [] : [view])));
  }

  /** The same, as they are written down. */
  get stored(): readonly StoredDocument[] {
    return [...this.#places].flatMap(([uri, place]) => {
      const edits = storedOf(place);
      return edits.length === 0 ? [] : [{ uri, edits }];
    });
  }

  /** What is pending, but for where it stands. */
  get outline(): string {
    const edits = this.all.flatMap((place) => place.edits);
    return edits.map(({ id, phase, state }) => `${id} ${phase.type} ${state.hunks.length}`).join("\n");
  }

  at(uri: vscode.Uri): EditedDocument | undefined {
    return this.#places.get(uri.toString());
  }

  /** The document with its edits, from now on. */
  of(document: vscode.TextDocument): EditedDocument {
    const place = this.at(document.uri) ?? new EditedDocument(document);
    this.#places.set(document.uri.toString(), place);
    return place;
  }

  find(editId: string): Placed | undefined {
    for (const place of this.#places.values()) {
      const edit = place.edits.find(({ id }) => id === editId);
      if (edit !== undefined) {
        return { place, edit };
      }
    }
    return undefined;
  }

  /** The place is that of another document. Gives the edits that cannot go along. */
  move(place: EditedDocument, document: vscode.TextDocument): readonly LiveEdit[] {
    this.delete(place.document.uri);
    this.#places.set(document.uri.toString(), place);
    return place.moveTo(document);
  }

  delete(uri: vscode.Uri): void {
    this.#places.delete(uri.toString());
  }
}

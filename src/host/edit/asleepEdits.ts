import * as vscode from "vscode";

import { foundAgain, type StoredDocument, type StoredEdit } from "./editStore";
import type { InlineEdit } from "./inlineEdit";
import { sleeping } from "./sleepingEdits";

/** Edits of documents that are not open, by their address. */
export class AsleepEdits {
  readonly #asleep = new Map<string, readonly StoredEdit[]>();

  get addresses(): readonly string[] {
    return [...this.#asleep.keys()];
  }

  /** As they were when their documents closed, for whoever shows them. */
  get all(): readonly InlineEdit[] {
    return [...this.#asleep].flatMap(([uri, edits]) => edits.map((edit) => sleeping(uri, edit)));
  }

  get stored(): readonly StoredDocument[] {
    return [...this.#asleep].map(([uri, edits]) => ({ uri, edits }));
  }

  /** Where the document of an edit is, if the edit is asleep. */
  uriOf(editId: string): vscode.Uri | undefined {
    const found = [...this.#asleep].find(([, edits]) => edits.some(({ id }) => id === editId));
    return found === undefined ? undefined : vscode.Uri.parse(found[0], true);
  }

  add(address: string, edits: readonly StoredEdit[]): void {
    if (edits.length > 0) {
      this.#asleep.set(address, edits);
    }
  }

  /** The edits of a document, which are not asleep any more; undefined when there are none. */
  take(address: string): readonly StoredEdit[] | undefined {
    const edits = this.#asleep.get(address);
    this.#asleep.delete(address);
    return edits;
  }

  /**
   * Lets go of edits whose lines are not in the file: who closed it did not save them. True when that was so for some.
   * What cannot be read stays.
   */
  async check({ uri, encoding }: vscode.TextDocument): Promise<boolean> {
    const address = uri.toString();
    const edits = this.#asleep.get(address);
    const text = edits === undefined ? undefined : await textOnDisk(uri, encoding);
    if (edits === undefined || text === undefined || this.#asleep.get(address) !== edits) {
      return false;
    }
    const lines = text.split(/\r\n|\r|\n/);
    const found = edits.filter((edit) => foundAgain(lines, edit) !== undefined);
    this.#asleep.delete(address);
    this.add(address, found);
    return found.length < edits.length;
  }
}

async function textOnDisk(uri: vscode.Uri, encoding: string): Promise<string | undefined> {
  try {
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { encoding });
  } catch {
    return undefined;
  }
}

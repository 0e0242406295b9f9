import * as vscode from "vscode";

import { baseOf, type EditState } from "../../core/editState";
import type { EditedDocument } from "./editedDocument";
import { foundAgain, type StoredDocument, type StoredEdit } from "./editStore";
import type { InlineEdit } from "./inlineEdit";
import { LiveEdit } from "./liveEdit";
import { risksOf } from "./proposal";

/** Edits of documents that are not open. */
export class SleepingEdits {
  /** By the address of their document. */
  readonly #edits = new Map<string, readonly StoredEdit[]>();

  /** As they are shown. */
  get all(): readonly InlineEdit[] {
    return [...this.#edits].flatMap(([uri, edits]) => edits.map((edit) => shown(uri, edit)));
  }

  /** As they are written down. */
  get stored(): readonly StoredDocument[] {
    return [...this.#edits].map(([uri, edits]) => ({ uri, edits }));
  }

  /** Of their documents. */
  get uris(): readonly vscode.Uri[] {
    return [...this.#edits.keys()].map((address) => vscode.Uri.parse(address, true));
  }

  /** The document of an edit. */
  uriOf(editId: string): vscode.Uri | undefined {
    return this.all.find(({ id }) => id === editId)?.uri;
  }

  put(uri: vscode.Uri, edits: readonly StoredEdit[]): void {
    if (edits.length > 0) {
      this.#edits.set(uri.toString(), edits);
    }
  }

  /** Those of a document; they sleep no more. */
  take(uri: vscode.Uri): readonly StoredEdit[] {
    const edits = this.#edits.get(uri.toString()) ?? [];
    this.#edits.delete(uri.toString());
    return edits;
  }

  /**
   * Lets go of edits whose lines are not in the file: who closed it did not save them. True when that was so for some.
   * What cannot be read stays.
   */
  async check({ uri, encoding }: vscode.TextDocument): Promise<boolean> {
    const address = uri.toString();
    const edits = this.#edits.get(address);
    const text = edits === undefined ? undefined : await textOnDisk(uri, encoding);
    if (edits === undefined || text === undefined || this.#edits.get(address) !== edits) {
      return false;
    }
    const lines = text.split(/\r\n|\r|\n/);
    const found = edits.filter((edit) => foundAgain(lines, edit) !== undefined);
    this.#edits.delete(address);
    this.put(uri, found);
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

/** How edits came back to their document. */
export interface Awakened {
  /** They were being written when the window closed. */
  readonly interrupted: readonly LiveEdit[];
  /** Some that were to be decided are not there any more. */
  readonly isSomeLost: boolean;
}

/** Finds edits again in their document. */
export function awaken(place: EditedDocument, edits: readonly StoredEdit[]): Awakened {
  const interrupted: LiveEdit[] = [];
  let isSomeLost = false;
  for (const edit of edits) {
    const at = foundAgain(place.lines, edit);
    if (at === undefined) {
      isSomeLost ||= edit.phase !== "writing";
      continue;
    }
    const live = awakened(place.document, place.lines, edit, at);
    if (edit.phase === "writing") {
      place.wait(live);
      interrupted.push(live);
    } else {
      place.add(live);
    }
  }
  place.settled();
  return { interrupted, isSomeLost };
}

function shown(uri: string, { id, group, instruction, phase, state }: StoredEdit): InlineEdit {
  return {
    id,
    group,
    instruction,
    uri: vscode.Uri.parse(uri, true),
    phase: { type: phase === "held" ? "held" : "reviewing" },
    range: state.range,
    hunks: phase === "reviewing" ? state.hunks : [],
    risks: [],
  };
}

/**
 * The edit in its document again.
 * @param lines of the document
 * @param at where the edit's own lines begin now
 */
function awakened(
  document: vscode.TextDocument,
  lines: readonly string[],
  edit: StoredEdit,
  at: number,
): LiveEdit {
  const state = moved(edit.state, at - edit.state.range.start);
  const live = new LiveEdit({
    ...edit,
    uri: document.uri,
    phase: edit.phase === "held" ? { type: "held", lines: edit.proposal ?? [] } : { type: "reviewing" },
    state,
  });
  const proposal = edit.proposal ?? lines.slice(state.range.start, state.range.end);
  live.risks = risksOf(document, baseOf(lines, state), proposal);
  return live;
}

function moved({ range: { start, end }, hunks }: EditState, by: number): EditState {
  return {
    range: { start: start + by, end: end + by },
    hunks: hunks.map((hunk) => ({ ...hunk, line: hunk.line + by })),
  };
}

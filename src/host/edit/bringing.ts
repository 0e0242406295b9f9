import * as vscode from "vscode";

import { type EditRisk, needsConsent } from "../../core/editRisk";
import { proposing } from "../../core/editState";
import { refusalOf } from "./editability";
import type { EditedDocument } from "./editedDocument";
import { tellEnd } from "./editNotices";
import type { LiveEdit } from "./liveEdit";

/** A proposal that is whole, with what a person should know of it. */
export interface Ready {
  readonly edit: LiveEdit;
  readonly lines: readonly string[];
  readonly risks: readonly EditRisk[];
}

/**
 * Brings proposals into the document, or holds them where the person has to agree first.
 * @param isUnasked nobody asked for these lines to be replaced, as with code of an answer: then what would be lost is a
 * reason to hold it too
 */
export async function bring(
  place: EditedDocument,
  ready: readonly Ready[],
  isUnasked = false,
): Promise<void> {
  const held = ready.filter(({ risks }) =>
    risks.some(
      (risk) => needsConsent(risk) || (isUnasked && (risk.kind === "deletes" || risk.kind === "elides")),
    ),
  );
  for (const { edit, lines, risks } of held) {
    edit.risks = risks;
    edit.phase = { type: "held", lines };
  }
  await apply(
    place,
    ready.filter((each) => !held.includes(each)),
  );
}

/** Puts proposals into the document for review. */
export async function apply(place: EditedDocument, ready: readonly Ready[]): Promise<boolean> {
  if (ready.length === 0) {
    return true;
  }
  const why = await refusalOf(place.document);
  if (why !== undefined) {
    // VS Code would let extensions change what nobody can change in an editor.
    ready.forEach(({ edit }) => place.drop(edit));
    void vscode.window.showWarningMessage(why);
    return false;
  }
  const linesOf = new Map(ready.map(({ edit, lines }) => [edit, lines]));
  let planned: readonly LiveEdit[] = [];
  const applied = await place.apply((lines) => {
    // Without those whose lines the person changed in the last moment.
    const edits = place.edits.filter((edit) => linesOf.has(edit) && edit.phase.type !== "reviewing");
    planned = edits;
    const proposals = edits.map((edit) => ({
      ...edit.state,
      lines: linesOf.get(edit) ?? [],
      firstId: edit.freshHunkId,
    }));
    return { step: proposing(lines, proposals), edits };
  });
  for (const { edit, risks } of ready.filter((each) => planned.includes(each.edit))) {
    if (applied === "done") {
      edit.risks = risks;
      edit.phase = edit.state.hunks.length === 0 ? { type: "gone" } : { type: "reviewing" };
    } else {
      place.drop(edit);
    }
  }
  if (applied !== "done") {
    tellEnd(place.document.uri, applied);
  }
  place.settled();
  return applied === "done";
}

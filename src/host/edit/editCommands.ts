import * as vscode from "vscode";

import type { CommandHandlers } from "../commands";
import type { EditCommandId } from "../manifest";
import { chosenEdit } from "./chosenEdit";
import { editsHere, namedBy, placeAtCursor } from "./clickedEdit";
import type { EditEntry } from "./editEntry";
import type { EditSurfaces } from "./editSurfaces";
import { decideAll, decideHunk, walk } from "./deciding";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { showPendingList } from "./pendingList";
import { focusEditor } from "./navigation";
import { isToBeDecided } from "./pendingPlaces";

/** What the commands that change documents in place work on. */
export interface EditCommandParts {
  readonly edits: PendingEdits;
  readonly entry: EditEntry;
  readonly surfaces: Pick<EditSurfaces, "zones" | "diff">;
}

/**
 * What those commands do. A lens gives them the ids of its edit and hunk, a zone its thread, the title bar of an editor
 * its document; the palette and a key give them nothing.
 */
export function editCommands({
  edits,
  entry,
  surfaces: { zones, diff },
}: EditCommandParts): Pick<CommandHandlers, EditCommandId> {
  const withEdit =
    (run: (edit: InlineEdit) => Promise<void>) =>
    async (...clicked: readonly unknown[]): Promise<void> => {
      const edit = await chosenEdit(edits, namedBy(clicked, zones)?.editId);
      await (edit && run(edit));
    };
  return {
    "askClaude.edit": (...clicked) => entry.edit(...clicked),
    "askClaude.editProblem": () => entry.editProblem(),
    "askClaude.cancelEdit": async (...clicked) => {
      const named = namedBy(clicked, zones);
      const writing = edits.all.filter((edit) => !isToBeDecided(edit));
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      const here = writing.filter(({ uri }) => uri.toString() === active);
      const ids =
        named === undefined ? (here.length > 0 ? here : writing).map(({ id }) => id) : [named.editId];
      ids.forEach((id) => edits.cancel(id));
      await (named && focusEditor());
    },
    "askClaude.reviewEdit": async (...clicked) => {
      const isHeld = (id: string): boolean => edits.find(id)?.phase.type === "held";
      const id = namedBy(clicked, zones)?.editId ?? placeAtCursor(edits)?.edit.id;
      const held = id !== undefined && isHeld(id) ? id : edits.all.find((edit) => isHeld(edit.id))?.id;
      return held === undefined ? undefined : edits.review(held);
    },
    "askClaude.nextHunk": () => walk(edits, "next"),
    "askClaude.previousHunk": () => walk(edits, "previous"),
    "askClaude.keepHunk": (...clicked) => decideHunk(edits, "keep", namedBy(clicked, zones)),
    "askClaude.undoHunk": (...clicked) => decideHunk(edits, "undo", namedBy(clicked, zones)),
    "askClaude.keepAll": (...clicked) => decideAll(edits, "keep", clicked[0], namedBy(clicked, zones)),
    "askClaude.undoAll": (...clicked) => decideAll(edits, "undo", clicked[0], namedBy(clicked, zones)),
    "askClaude.retryEdit": withEdit((edit) => entry.retry(edit)),
    "askClaude.followUpEdit": withEdit((edit) => entry.followUp(edit)),
    "askClaude.showEditDiff": (...clicked) => {
      const named = namedBy(clicked, zones);
      const edit =
        named === undefined
          ? (placeAtCursor(edits)?.edit ?? editsHere(edits, clicked[0])[0])
          : edits.find(named.editId);
      return edit === undefined ? undefined : diff.show(edit);
    },
    "askClaude.showPendingEdits": (...clicked) => showPendingList(edits, clicked[0] === true),
  };
}

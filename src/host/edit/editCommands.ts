import type { CommandHandlers } from "../commands";
import type { EditCommandId } from "../manifest";
import { chosenEdit } from "./chosenEdit";
import type { EditAsking } from "./editAsking";
import type { InlineEdit, PendingEdits } from "./inlineEdit";

/** What the commands that change documents in place work on. */
export interface EditCommandParts {
  readonly edits: PendingEdits;
  readonly asking: EditAsking;
}

/** What those commands do. A lens gives them the ids of its edit and hunk; the palette gives them nothing. */
export function editCommands({ edits, asking }: EditCommandParts): Pick<CommandHandlers, EditCommandId> {
  const text = (clicked: unknown): string => (typeof clicked === "string" ? clicked : "");
  const withEdit =
    (run: (edit: InlineEdit) => Promise<void>) =>
    async (clicked: unknown): Promise<void> => {
      const edit = await chosenEdit(edits, clicked);
      await (edit && run(edit));
    };
  return {
    "askClaude.edit": () => asking.edit(),
    "askClaude.editProblem": () => asking.editProblem(),
    "askClaude.cancelEdit": (editId) => edits.cancel(text(editId)),
    "askClaude.nextHunk": () => undefined,
    "askClaude.previousHunk": () => undefined,
    "askClaude.keepHunk": (editId) => edits.keep(text(editId)),
    "askClaude.undoHunk": (editId) => edits.undo(text(editId)),
    "askClaude.keepAll": (editId) => edits.keep(text(editId)),
    "askClaude.undoAll": (editId) => edits.undo(text(editId)),
    "askClaude.retryEdit": withEdit((edit) => asking.retry(edit)),
    "askClaude.followUpEdit": withEdit((edit) => asking.followUp(edit)),
    "askClaude.showEditDiff": () => undefined,
    "askClaude.showPendingEdits": () => undefined,
  };
}

import type { CommandHandlers } from "../commands";
import type { EditCommandId } from "../manifest";
import type { PendingEdits } from "./inlineEdit";

/** What the commands that change documents in place work on. */
export interface EditCommandParts {
  readonly edits: PendingEdits;
}

/** What those commands do. A lens gives them the ids of its edit and hunk; the palette gives them nothing. */
export function editCommands({ edits }: EditCommandParts): Pick<CommandHandlers, EditCommandId> {
  const text = (clicked: unknown): string => (typeof clicked === "string" ? clicked : "");
  return {
    "askClaude.edit": () => undefined,
    "askClaude.editProblem": () => undefined,
    "askClaude.cancelEdit": (editId) => edits.cancel(text(editId)),
    "askClaude.nextHunk": () => undefined,
    "askClaude.previousHunk": () => undefined,
    "askClaude.keepHunk": (editId) => edits.keep(text(editId)),
    "askClaude.undoHunk": (editId) => edits.undo(text(editId)),
    "askClaude.keepAll": (editId) => edits.keep(text(editId)),
    "askClaude.undoAll": (editId) => edits.undo(text(editId)),
    "askClaude.retryEdit": () => undefined,
    "askClaude.followUpEdit": () => undefined,
    "askClaude.showEditDiff": () => undefined,
    "askClaude.showPendingEdits": () => undefined,
  };
}

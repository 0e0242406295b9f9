import * as vscode from "vscode";

import type { CommandHandlers } from "../commands";
import { fromCell, fromChanges, fromEditor, fromFiles } from "../context/clicked";
import { type Gathered, nothingGathered } from "../context/item";
import { problemChips } from "../context/problemChips";
import { terminalContext } from "../context/terminal";
import { mayAttach } from "../context/trust";
import type { LastEditor } from "../editor/lastEditor";
import type { Images } from "../images/images";
import type { QuickFixes } from "../quickFix";
import { attachAndReveal } from "./attaching";
import type { ChatView } from "./view";

type ContextCommand =
  | "askClaude.addToChat"
  | "askClaude.addFiles"
  | "askClaude.addChanges"
  | "askClaude.addTerminalSelection"
  | "askClaude.addCell"
  | "askClaude.addCellWithOutputs"
  | "askClaude.addProblem";

/** "Add to Ask Claude" in the menus of VS Code: attaches what was clicked, and sends nothing. */
export function contextCommands(
  currentView: () => Promise<ChatView>,
  editors: LastEditor,
  quickFixes: QuickFixes,
  images: Images,
): Pick<CommandHandlers, ContextCommand> {
  const adds =
    (gather: (clicked: readonly unknown[]) => Gathered | Promise<Gathered>) =>
    async (...clicked: readonly unknown[]): Promise<void> =>
      attachWith(() => gather(clicked), currentView, images);
  return {
    // Whatever has the focus is meant, a log in the panel too.
    "askClaude.addToChat": adds(() => fromEditor(vscode.window.activeTextEditor ?? editors.current)),
    "askClaude.addFiles": adds(fromFiles),
    "askClaude.addChanges": adds(fromChanges),
    "askClaude.addTerminalSelection": adds(terminalContext),
    "askClaude.addCell": adds((clicked) => fromCell(clicked, false)),
    "askClaude.addCellWithOutputs": adds((clicked) => fromCell(clicked, true)),
    "askClaude.addProblem": adds(() => problemChips(quickFixes.offered)),
  };
}

/** Gathers, if that is allowed here, attaches what may be, and brings the chat to the front when there is something. */
async function attachWith(
  gather: () => Gathered | Promise<Gathered>,
  currentView: () => Promise<ChatView>,
  images: Images,
): Promise<void> {
  const ifAllowed = async (): Promise<Gathered> => ((await mayAttach()) ? gather() : nothingGathered);
  await attachAndReveal(ifAllowed, await currentView(), images);
}

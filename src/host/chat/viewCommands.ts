import type { CommandHandlers } from "../commands";
import type { CommandId } from "../manifest";
import type { ChatView } from "./view";

/** What is done in one view. */
export type InView = (run: (view: ChatView) => unknown) => () => Promise<void>;

type Name =
  | "findInConversation"
  | "newChat"
  | "showConversations"
  | "openInEditor"
  | "renameConversation"
  | "exportConversation"
  | "copyConversation"
  | "deleteConversation"
  | "selectModel"
  | "showRequest";

/**
 * Commands about the conversation of a view, twice each: for the view that was used last, and for the side bar alone,
 * whose title bar can be clicked while a tab is the active editor.
 */
export function viewCommands(
  run: Readonly<Record<Name, (view: ChatView) => unknown>>,
  inView: InView,
  inSideBar: InView,
): Pick<CommandHandlers, Extract<CommandId, `askClaude.${Name}` | `askClaude.sideBar.${Name}`>> {
  return {
    "askClaude.findInConversation": inView(run.findInConversation),
    "askClaude.newChat": inView(run.newChat),
    "askClaude.showConversations": inView(run.showConversations),
    "askClaude.openInEditor": inView(run.openInEditor),
    "askClaude.renameConversation": inView(run.renameConversation),
    "askClaude.exportConversation": inView(run.exportConversation),
    "askClaude.copyConversation": inView(run.copyConversation),
    "askClaude.deleteConversation": inView(run.deleteConversation),
    "askClaude.selectModel": inView(run.selectModel),
    "askClaude.showRequest": inView(run.showRequest),
    "askClaude.sideBar.findInConversation": inSideBar(run.findInConversation),
    "askClaude.sideBar.newChat": inSideBar(run.newChat),
    "askClaude.sideBar.showConversations": inSideBar(run.showConversations),
    "askClaude.sideBar.openInEditor": inSideBar(run.openInEditor),
    "askClaude.sideBar.renameConversation": inSideBar(run.renameConversation),
    "askClaude.sideBar.exportConversation": inSideBar(run.exportConversation),
    "askClaude.sideBar.copyConversation": inSideBar(run.copyConversation),
    "askClaude.sideBar.deleteConversation": inSideBar(run.deleteConversation),
    "askClaude.sideBar.selectModel": inSideBar(run.selectModel),
    "askClaude.sideBar.showRequest": inSideBar(run.showRequest),
  };
}

import { hasTurn } from "../../core/branches";
import { isObject } from "../../core/shape";
import type { CommandHandlers } from "../commands";
import type { LastEditor } from "../editor/lastEditor";
import type { Proposals } from "../editor/proposals";
import { openGettingStarted } from "../gettingStarted";
import type { Instructions } from "../instructions";
import type { KeyPrompt } from "../keyPrompt";
import type { Log } from "../log";
import { promptCommands } from "../prompts/promptCommands";
import type { QuickFixes } from "../quickFix";
import type { RequestViewer } from "../showRequest";
import { askAboutSelection } from "./askAbout";
import { contextCommands } from "./contextCommands";
import type { ConversationActions } from "./conversationActions";
import type { moneyActions } from "./moneyActions";
import type { Handlers } from "./pageHandlers";
import type { Sessions } from "./sessions";
import type { ChatView } from "./view";
import type { ChatViews } from "./views";

/** What the commands work on. */
export interface CommandParts {
  readonly keyPrompt: KeyPrompt;
  readonly instructions: Instructions;
  readonly quickFixes: QuickFixes;
  readonly log: Log;
  readonly editors: LastEditor;
  readonly proposals: Proposals;
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly conversations: ConversationActions;
  readonly requests: RequestViewer;
  readonly money: ReturnType<typeof moneyActions>;
}

/** What the chat's commands do; most are about the view that was used last. */
export function chatCommands(parts: CommandParts): CommandHandlers {
  const { keyPrompt, instructions, quickFixes, log, editors, proposals, sessions, views, conversations } =
    parts;
  const { requests, money } = parts;
  const inView =
    (run: (view: ChatView) => unknown): (() => Promise<void>) =>
    async () => {
      await views.restored;
      await run(views.current);
    };
  return {
    "askClaude.askAboutSelection": inView((view) => askAboutSelection(view.session, view)),
    ...promptCommands(inView, quickFixes),
    ...contextCommands(
      async () => {
        await views.restored;
        return views.current;
      },
      editors,
      quickFixes,
    ),
    "askClaude.newChat": inView((view) => views.newChat(view)),
    "askClaude.newChatInEditor": inView(() => views.openTab(sessions.fresh())),
    "askClaude.openInEditor": inView((view) => views.moveToTab(view)),
    "askClaude.showConversations": inView((view) => conversations.showAll(view)),
    "askClaude.renameConversation": inView(({ session }) => conversations.rename(session.id)),
    "askClaude.exportConversation": inView(({ session }) => conversations.export(session.id)),
    "askClaude.copyConversation": inView(({ session }) => conversations.copy(session.id)),
    "askClaude.deleteConversation": inView(({ session }) => conversations.delete(session.id)),
    "askClaude.deleteAllConversations": () => conversations.deleteAll(),
    "askClaude.focusChat": inView(() => views.sideBar.reveal()),
    "askClaude.findInConversation": inView((view) => view.reveal({ type: "find" })),
    "askClaude.applyProposal": (clicked) => proposals.apply(clicked),
    "askClaude.setApiKey": () => keyPrompt.ask(),
    "askClaude.removeApiKey": () => keyPrompt.remove(),
    "askClaude.selectModel": inView((view) => money.selectModel(view)),
    "askClaude.showUsage": () => money.showUsage(),
    "askClaude.workspaceInstructions": () => instructions.open(),
    "askClaude.showRequest": inView(({ session }) => requests.show(session)),
    "askClaude.copyAsCurl": inView(({ session }) => requests.copyAsCurl(session)),
    "askClaude.getStarted": openGettingStarted,
    "askClaude.showLog": () => log.show(),
    "askClaude.copyMessage": onTurn(views, (handlers, turnId) =>
      handlers.copyTurn({ type: "copyTurn", turnId }),
    ),
    "askClaude.editMessage": onTurn(views, (handlers, turnId) => handlers.edit({ type: "edit", turnId })),
    "askClaude.retryAnswer": onTurn(views, (handlers, turnId) =>
      handlers.retry({ type: "retry", turnId, withOtherModel: false }),
    ),
    "askClaude.deleteMessage": onTurn(views, (handlers, turnId) =>
      handlers.deleteTurn({ type: "deleteTurn", turnId }),
    ),
    "askClaude.quoteSelection": onTurn(views, (_, turnId, view) => view.post({ type: "quote", turnId })),
  };
}

/** What is done with a turn in whose context menu a command was chosen. */
function onTurn(
  views: ChatViews,
  run: (handlers: Handlers, turnId: string, view: ChatView) => unknown,
): (...clicked: readonly unknown[]) => Promise<void> {
  return async (clicked) => {
    const turnId = isObject(clicked) ? clicked["turnId"] : undefined;
    const view = views.all.find(
      ({ session }) => typeof turnId === "string" && hasTurn(session.conversation, turnId),
    );
    if (view !== undefined && typeof turnId === "string") {
      await run(view.handlers, turnId, view);
    }
  };
}

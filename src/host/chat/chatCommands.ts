import { hasTurn } from "../../core/branches";
import { isObject } from "../../core/shape";
import { isScreenHere, Screenshots } from "../capture/screenshot";
import type { CommandHandlers } from "../commands";
import type { LastEditor } from "../editor/lastEditor";
import { openGettingStarted } from "../gettingStarted";
import type { Instructions } from "../instructions";
import { imageCommands } from "../images/imageCommands";
import type { Images } from "../images/images";
import type { KeyPrompt } from "../keyPrompt";
import type { Log } from "../log";
import type { EditCommandId } from "../manifest";
import { promptCommands } from "../prompts/promptCommands";
import type { QuickFixes } from "../quickFix";
import { openAllSettings } from "../settings";
import type { RequestViewer } from "../showRequest";
import { askAboutSelection } from "./askAbout";
import { attachAndReveal } from "./attaching";
import { contextCommands } from "./contextCommands";
import type { ConversationActions } from "./conversationActions";
import type { moneyActions } from "./moneyActions";
import type { Handlers } from "./pageHandlers";
import type { Sessions } from "./sessions";
import type { ChatView } from "./view";
import { type InView, viewCommands } from "./viewCommands";
import type { ChatViews } from "./views";

/** What the commands work on. */
export interface CommandParts {
  readonly keyPrompt: KeyPrompt;
  readonly instructions: Instructions;
  readonly quickFixes: QuickFixes;
  readonly images: Images;
  readonly log: Log;
  readonly editors: LastEditor;
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly conversations: ConversationActions;
  readonly requests: RequestViewer;
  readonly money: ReturnType<typeof moneyActions>;
}

/** What the chat's commands do; most are about the view that was used last. */
export function chatCommands(
  parts: CommandParts,
): Omit<CommandHandlers, EditCommandId | "askClaude.diagnoseConnection"> {
  const { keyPrompt, instructions, quickFixes, log, editors, sessions, views, conversations } = parts;
  const { requests, money, images } = parts;
  const screenshots = new Screenshots(log);
  const where =
    (view: () => ChatView): InView =>
    (run) =>
    async () => {
      await views.restored;
      await run(view());
    };
  const inView = where(() => views.current);
  const inSideBar = where(() => views.sideBar);
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
      images,
    ),
    ...imageCommands(
      async (gather) => {
        await views.restored;
        await attachAndReveal(gather, views.current, images);
      },
      inView(async (view) => {
        if (isScreenHere()) {
          await attachAndReveal(() => screenshots.take(), view, images);
        } else {
          await view.reveal({ type: "awaitClipboardImage" });
        }
      }),
    ),
    ...viewCommands(
      {
        findInConversation: (view) => view.reveal({ type: "find" }),
        newChat: (view) => views.newChat(view),
        showConversations: (view) => conversations.showAll(view),
        openInEditor: (view) => views.moveToTab(view),
        renameConversation: ({ session }) => conversations.rename(session.id),
        exportConversation: ({ session }) => conversations.export(session.id),
        copyConversation: ({ session }) => conversations.copy(session.id),
        deleteConversation: ({ session }) => conversations.delete(session.id),
        selectModel: (view) => money.selectModel(view),
        showRequest: ({ session }) => requests.show(session),
      },
      inView,
      inSideBar,
    ),
    "askClaude.newChatInEditor": inView(() => views.openTab(sessions.fresh())),
    "askClaude.deleteAllConversations": () => conversations.deleteAll(),
    "askClaude.focusChat": inView(() => views.sideBar.reveal()),
    "askClaude.setApiKey": () => keyPrompt.ask(),
    "askClaude.removeApiKey": () => keyPrompt.remove(),
    "askClaude.showUsage": () => money.showUsage(),
    "askClaude.workspaceInstructions": () => instructions.open(),
    "askClaude.copyAsCurl": inView(({ session }) => requests.copyAsCurl(session)),
    "askClaude.openSettings": openAllSettings,
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

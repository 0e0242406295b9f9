import * as vscode from "vscode";

import { hasTurn } from "../../core/branches";
import type { FailureAction } from "../../core/failure";
import { systemPrompt } from "../../core/request";
import { isObject } from "../../core/shape";
import type { ApiKeys, KeyChange } from "../apiKey";
import type { CommandHandlers } from "../commands";
import type { Connections } from "../connection";
import { Disposables } from "../disposables";
import type { KeyPrompt } from "../keyPrompt";
import { openGettingStarted, tickOff } from "../gettingStarted";
import type { Log } from "../log";
import { settingsSection } from "../manifest";
import { selectModel } from "../modelPicker";
import { endpointSetting, onDidChangeSetting, setting } from "../settings";
import { askAboutSelection, explain, openAttachment } from "./askAbout";
import { ConversationActions } from "./conversationActions";
import type { History } from "./history";
import { openLink } from "./links";
import type { ChatActions, Handlers } from "./pageHandlers";
import type { ChatSession } from "./session";
import { Sessions } from "./sessions";
import type { ChatView } from "./view";
import { ChatViews } from "./views";

export interface ChatParts {
  readonly extensionUri: vscode.Uri;
  /** Remembers which conversation this workspace had open. */
  readonly state: vscode.Memento;
  readonly keys: ApiKeys;
  readonly keyPrompt: KeyPrompt;
  readonly connections: Connections;
  readonly history: History;
  readonly log: Log;
}

/** The chat: its conversations and views, and what commands and buttons do with them. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #disposables = new Disposables();
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly #conversations: ConversationActions;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    const { connections, history, log } = parts;
    this.sessions = new Sessions({
      connections,
      history,
      log,
      requestOptions: (chosen) => ({
        model: chosen.model ?? setting("model"),
        maxTokens: setting("maxTokens"),
        system: systemPrompt(setting("systemPrompt")),
        caching: setting("promptCaching"),
      }),
    });
    this.views = this.#disposables.add(
      new ChatViews({
        extensionUri: parts.extensionUri,
        state: parts.state,
        sessions: this.sessions,
        actions: (restored) => this.#actions(restored),
        log,
      }),
    );
    const { sessions, views } = this;
    this.#conversations = new ConversationActions({ history, sessions, views, log });
    this.#disposables.add(history.onDeletion((deletion) => this.#conversations.deleted(deletion)));
    this.#disposables.add(parts.keys.onDidChange((change) => void this.#keyChanged(change)));
    this.#disposables.add(
      onDidChangeSetting("baseUrl", () => this.views.each((view) => void view.keyChanged())),
    );
    this.#disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.views.each((view) => view.refresh())),
    );
    this.#disposables.add(onDidChangeSetting("model", () => this.views.each((view) => view.modelChanged())));
  }

  /** The conversation that commands are about: the one that was used last. */
  get session(): ChatSession {
    return this.views.current.session;
  }

  /** What the chat's commands do. */
  get commands(): CommandHandlers {
    const { keyPrompt, connections, log } = this.#parts;
    const inView =
      (run: (view: ChatView) => unknown): (() => Promise<void>) =>
      async () => {
        await this.views.restored;
        await run(this.views.current);
      };
    return {
      "askClaude.askAboutSelection": inView((view) => askAboutSelection(view.session, view)),
      "askClaude.explain": inView((view) => explain(view.session, view)),
      "askClaude.newChat": inView((view) => this.views.newChat(view)),
      "askClaude.newChatInEditor": inView(() => this.views.openTab(this.sessions.fresh())),
      "askClaude.openInEditor": inView((view) => this.views.moveToTab(view)),
      "askClaude.showConversations": inView((view) => this.#conversations.showAll(view)),
      "askClaude.renameConversation": inView(({ session }) => this.#conversations.rename(session.id)),
      "askClaude.exportConversation": inView(({ session }) => this.#conversations.export(session.id)),
      "askClaude.copyConversation": inView(({ session }) => this.#conversations.copy(session.id)),
      "askClaude.deleteConversation": inView(({ session }) => this.#conversations.delete(session.id)),
      "askClaude.deleteAllConversations": () => this.#conversations.deleteAll(),
      "askClaude.focusChat": inView(() => this.views.sideBar.reveal()),
      "askClaude.setApiKey": () => keyPrompt.ask(),
      "askClaude.removeApiKey": () => keyPrompt.remove(),
      "askClaude.selectModel": () => selectModel(connections, log),
      "askClaude.getStarted": openGettingStarted,
      "askClaude.showLog": () => log.show(),
      "askClaude.copyMessage": this.#onTurn((handlers, turnId) =>
        handlers.copyTurn({ type: "copyTurn", turnId }),
      ),
      "askClaude.editMessage": this.#onTurn((handlers, turnId) => handlers.edit({ type: "edit", turnId })),
      "askClaude.retryAnswer": this.#onTurn((handlers, turnId) =>
        handlers.retry({ type: "retry", turnId, withOtherModel: false }),
      ),
      "askClaude.deleteMessage": this.#onTurn((handlers, turnId) =>
        handlers.deleteTurn({ type: "deleteTurn", turnId }),
      ),
      "askClaude.quoteSelection": this.#onTurn((_, turnId, view) => view.post({ type: "quote", turnId })),
    };
  }

  /** What is done with a turn in whose context menu a command was chosen. */
  #onTurn(
    run: (handlers: Handlers, turnId: string, view: ChatView) => unknown,
  ): (...clicked: readonly unknown[]) => Promise<void> {
    return async (clicked) => {
      const turnId = isObject(clicked) ? clicked["turnId"] : undefined;
      const view = this.views.all.find(
        ({ session }) => typeof turnId === "string" && hasTurn(session.conversation, turnId),
      );
      if (view !== undefined && typeof turnId === "string") {
        await run(view.handlers, turnId, view);
      }
    };
  }

  /** Writes what is in memory and lets go of everything. */
  async close(): Promise<void> {
    await this.#disposables.dispose();
    await this.sessions.close();
  }

  #actions(restored: Promise<void>): Omit<ChatActions, "used" | "shown"> {
    const { keyPrompt, connections, log } = this.#parts;
    return {
      restored,
      keyState: async () => {
        const state = await keyPrompt.state();
        if (state.type === "ready") {
          tickOff("hasKey");
        }
        return state;
      },
      setApiKey: (view) => this.#askForKey(view),
      selectModel: () => selectModel(connections, log),
      openSettings,
      useEnvironmentKey: () => keyPrompt.useEnvironmentKey(),
      act: (view, answerId, action) => this.#act(view, answerId, action),
      openLink,
      openAttachment,
    };
  }

  /**
   * A question that waited for the key goes on, in the window where the key was given; an answer that runs on a key just
   * removed stops.
   */
  async #keyChanged({ origin, isHere }: KeyChange): Promise<void> {
    this.views.each((view) => void view.keyChanged());
    const endpoint = endpointSetting();
    if (!endpoint.ok || endpoint.endpoint.origin !== origin) {
      return;
    }
    const { connections, keys } = this.#parts;
    const search = await keys.find(origin);
    if (!search.found) {
      if (search.why !== "unavailable") {
        connections.forget();
        this.sessions.all.forEach((session) => session.stop());
      }
      return;
    }
    for (const session of isHere ? this.sessions.all : []) {
      const waiting = session.lastFailure;
      const isWaiting =
        waiting?.failure.kind === "noKey" ||
        (waiting?.failure.kind === "badKey" && !connections.hasUsed(search.key));
      if (isWaiting) {
        session.tryAgain(waiting.answerId);
      }
    }
  }

  /** Asked from the page, and back to it. */
  async #askForKey(view: ChatView): Promise<void> {
    await this.#parts.keyPrompt.ask();
    await view.reveal();
  }

  async #act(view: ChatView, answerId: string, action: FailureAction): Promise<void> {
    const { session } = view;
    switch (action) {
      case "setApiKey":
        await this.#askForKey(view);
        break;
      case "selectModel":
        if (await selectModel(this.#parts.connections, this.#parts.log)) {
          session.tryAgain(answerId);
        }
        await view.reveal();
        break;
      case "tryAgain":
        session.tryAgain(answerId);
        break;
      case "openSettings":
        await openSettings();
        break;
      case "newChat":
        await this.views.newChat(view);
        break;
    }
  }
}

async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.baseUrl`);
}

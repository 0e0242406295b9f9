import { chatViewId, settingsSection } from "../manifest";
import * as vscode from "vscode";

import type { FailureAction } from "../../core/failure";
import { systemPrompt } from "../../core/request";
import type { ApiKeys, KeyChange } from "../apiKey";
import type { CommandHandlers } from "../commands";
import type { Connections } from "../connection";
import { Disposables } from "../disposables";
import type { KeyPrompt } from "../keyPrompt";
import type { Log } from "../log";
import { selectModel } from "../modelPicker";
import { endpointSetting, onDidChangeSetting, setting } from "../settings";
import { askAboutSelection, explain, openAttachment } from "./askAbout";
import { pickConversation } from "./conversationPicker";
import type { History } from "./history";
import { openLink } from "./links";
import { ChatSession } from "./session";
import { ChatView } from "./view";

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

const openConversation = "openConversation";

/** The chat: its session and view, and what commands and buttons do with them. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #disposables = new Disposables();
  readonly #restored: Promise<void>;
  readonly session: ChatSession;
  readonly view: ChatView;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    const { keyPrompt, connections, history, log } = parts;
    this.session = new ChatSession({
      connections,
      history,
      log,
      requestOptions: () => ({
        model: setting("model"),
        maxTokens: setting("maxTokens"),
        system: systemPrompt(setting("systemPrompt")),
      }),
    });
    this.#restored = this.#restore();
    this.view = new ChatView(
      parts.extensionUri,
      this.session,
      {
        restored: this.#restored,
        keyState: () => keyPrompt.state(),
        model: () => setting("model"),
        setApiKey: () => this.#askForKey(),
        selectModel: async () => {
          await selectModel(connections, log);
          await this.view.reveal();
        },
        openSettings,
        useEnvironmentKey: () => keyPrompt.useEnvironmentKey(),
        act: (answerId, action) => this.#act(answerId, action),
        openLink,
        openAttachment,
      },
      log,
    );
    const remember = (): void => this.#remember();
    this.#disposables.add(
      this.session.listen({ onEvents: remember, onReset: remember, onAttachments: remember }),
    );
    this.#disposables.add(vscode.window.registerWebviewViewProvider(chatViewId, this.view));
    this.#disposables.add(parts.keys.onDidChange((change) => void this.#keyChanged(change)));
    this.#disposables.add(onDidChangeSetting("baseUrl", () => void this.view.keyChanged()));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.view.refresh()));
    this.#disposables.add(onDidChangeSetting("model", () => this.view.modelChanged()));
  }

  /** What the chat's commands do. */
  get commands(): CommandHandlers {
    const { keyPrompt, connections, log } = this.#parts;
    const whenRestored =
      (run: () => unknown): (() => Promise<void>) =>
      async () => {
        await this.#restored;
        await run();
      };
    return {
      "askClaude.askAboutSelection": whenRestored(() => askAboutSelection(this.session, this.view)),
      "askClaude.explain": whenRestored(() => explain(this.session, this.view)),
      "askClaude.newChat": whenRestored(async () => {
        this.session.newChat();
        await this.view.reveal();
      }),
      "askClaude.showConversations": whenRestored(async () => {
        const id = await pickConversation(this.#parts.history, this.session.conversation.id);
        if (id !== undefined) {
          await this.session.open(id);
          await this.view.reveal();
        }
      }),
      "askClaude.focusChat": () => this.view.reveal(),
      "askClaude.setApiKey": () => keyPrompt.ask(),
      "askClaude.removeApiKey": () => keyPrompt.remove(),
      "askClaude.selectModel": () => selectModel(connections, log),
      "askClaude.showLog": () => log.show(),
    };
  }

  /** Writes what is in memory and lets go of everything. */
  async close(): Promise<void> {
    await this.#disposables.dispose();
    await this.session.close();
  }

  async #restore(): Promise<void> {
    const { state, log } = this.#parts;
    const id = state.get<string>(openConversation);
    try {
      if (id !== undefined) {
        await this.session.restore(id);
      }
    } catch (error) {
      log.error(`Conversation ${id} could not be opened.`, error);
    }
  }

  /** After a reload this window opens the conversation it had open, also one that began after a failed restore. */
  #remember(): void {
    const { id } = this.session.conversation;
    if (this.#parts.state.get<string>(openConversation) !== id) {
      void this.#parts.state.update(openConversation, id);
    }
  }

  /**
   * A question that waited for the key goes on, in the window where the key was given; an answer that runs on a key just
   * removed stops.
   */
  async #keyChanged({ origin, isHere }: KeyChange): Promise<void> {
    void this.view.keyChanged();
    const setting = endpointSetting();
    if (!setting.ok || setting.endpoint.origin !== origin) {
      return;
    }
    const { connections, keys } = this.#parts;
    const search = await keys.find(origin);
    if (!search.found) {
      if (search.why !== "unavailable") {
        connections.forget();
        this.session.stop();
      }
      return;
    }
    const waiting = this.session.lastFailure;
    const isWaiting =
      waiting?.failure.kind === "noKey" ||
      (waiting?.failure.kind === "badKey" && !connections.hasUsed(search.key));
    if (isHere && isWaiting) {
      this.session.tryAgain(waiting.answerId);
    }
  }

  /** Asked from the page, and back to it. */
  async #askForKey(): Promise<void> {
    await this.#parts.keyPrompt.ask();
    await this.view.reveal();
  }

  async #act(answerId: string, action: FailureAction): Promise<void> {
    switch (action) {
      case "setApiKey":
        await this.#askForKey();
        break;
      case "selectModel":
        if (await selectModel(this.#parts.connections, this.#parts.log)) {
          this.session.tryAgain(answerId);
        }
        await this.view.reveal();
        break;
      case "tryAgain":
        this.session.tryAgain(answerId);
        break;
      case "openSettings":
        await openSettings();
        break;
      case "newChat":
        this.session.newChat();
        break;
    }
  }
}

async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.baseUrl`);
}

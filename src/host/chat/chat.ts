import { chatViewId, settingsSection } from "../manifest";
import * as vscode from "vscode";

import type { FailureAction } from "../../core/failure";
import { systemPrompt } from "../../core/request";
import type { ApiKeys } from "../apiKey";
import type { CommandHandlers } from "../commands";
import type { Connections } from "../connection";
import { Disposables } from "../disposables";
import type { KeyPrompt } from "../keyPrompt";
import type { Log } from "../log";
import { selectModel } from "../modelPicker";
import { endpointSetting, onDidChangeSetting, setting } from "../settings";
import { askAboutSelection, explain, openAttachment } from "./askAbout";
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
        keyState: async () => {
          // Every snapshot passes here: none is sent before the conversation is back.
          await this.#restored;
          return keyPrompt.state();
        },
        model: () => setting("model"),
        setApiKey: async () => void (await keyPrompt.ask()),
        useEnvironmentKey: () => keyPrompt.useEnvironmentKey(),
        act: (answerId, action) => this.#act(answerId, action),
        openLink,
        openAttachment,
      },
      log,
    );
    this.#disposables.add(vscode.window.registerWebviewViewProvider(chatViewId, this.view));
    this.#disposables.add(parts.keys.onDidChange(() => void this.#keyChanged()));
    this.#disposables.add(onDidChangeSetting("baseUrl", () => void this.view.keyChanged()));
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
        this.#newChat();
        await this.view.reveal();
      }),
      "askClaude.focusChat": () => this.view.reveal(),
      "askClaude.setApiKey": () => keyPrompt.ask(),
      "askClaude.removeApiKey": () => keyPrompt.remove(),
      "askClaude.selectModel": () => selectModel(connections),
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
      } else {
        this.#remember();
      }
    } catch (error) {
      log.error(`Conversation ${id} could not be opened.`, error);
    }
  }

  #newChat(): void {
    this.session.newChat();
    this.#remember();
  }

  #remember(): void {
    void this.#parts.state.update(openConversation, this.session.conversation.id);
  }

  /** A question that waited for a key goes on; one that runs on a key just removed stops. */
  async #keyChanged(): Promise<void> {
    await this.view.keyChanged();
    const setting = endpointSetting();
    const search = setting.ok ? await this.#parts.keys.find(setting.endpoint.origin) : undefined;
    const waiting = this.session.lastFailure;
    if (search?.found === false) {
      this.session.stop();
    } else if (waiting?.failure.kind === "noKey" || waiting?.failure.kind === "badKey") {
      this.session.tryAgain(waiting.answerId);
    }
  }

  async #act(answerId: string, action: FailureAction): Promise<void> {
    switch (action) {
      case "setApiKey":
        await this.#parts.keyPrompt.ask();
        break;
      case "selectModel":
        if (await selectModel(this.#parts.connections)) {
          this.session.tryAgain(answerId);
        }
        break;
      case "tryAgain":
        this.session.tryAgain(answerId);
        break;
      case "openSettings":
        await vscode.commands.executeCommand("workbench.action.openSettings", `${settingsSection}.baseUrl`);
        break;
      case "newChat":
        this.#newChat();
        break;
    }
  }
}

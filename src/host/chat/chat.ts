import * as vscode from "vscode";

import { addContext } from "../../core/context";
import type { FailureAction } from "../../core/failure";
import { systemPrompt } from "../../core/request";
import type { ApiKeys, KeyChange } from "../apiKey";
import type { CommandHandlers } from "../commands";
import type { Connections } from "../connection";
import { Disposables } from "../disposables";
import type { KeyPrompt } from "../keyPrompt";
import type { Log } from "../log";
import { settingsSection } from "../manifest";
import { selectModel } from "../modelPicker";
import { endpointSetting, onDidChangeSetting, setting } from "../settings";
import type { Instructions } from "../instructions";
import { LastEditor } from "../editor/lastEditor";
import { nextRequest } from "../../core/nextRequest";
import { askAboutProblem } from "../prompts/askAboutProblem";
import { askWithPrompt } from "../prompts/askWithPrompt";
import { ComposerPrompts } from "../prompts/composerPrompts";
import { editPrompts } from "../prompts/savedPrompts";
import { QuickFixes } from "../quickFix";
import type { ReadOnlyTexts } from "../readOnlyText";
import { copyAsCurl, showRequest, type ShownRequest } from "../showRequest";
import { askAboutSelection, openAttachment } from "./askAbout";
import { pickConversation } from "./conversationPicker";
import type { History } from "./history";
import { openLink } from "./links";
import type { ChatActions } from "./pageHandlers";
import type { ChatSession } from "./session";
import { Sessions } from "./sessions";
import { ChatView } from "./view";
import { ChatViews } from "./views";

export interface ChatParts {
  readonly extensionUri: vscode.Uri;
  /** Remembers which conversation this workspace had open. */
  readonly state: vscode.Memento;
  readonly keys: ApiKeys;
  readonly keyPrompt: KeyPrompt;
  readonly connections: Connections;
  readonly history: History;
  readonly instructions: Instructions;
  readonly texts: ReadOnlyTexts;
  readonly log: Log;
}

/** The chat: its conversations and views, and what commands and buttons do with them. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #disposables = new Disposables();
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly #quickFixes = new QuickFixes();
  readonly #prompts: ComposerPrompts;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    const { connections, history, instructions, log } = parts;
    this.#prompts = new ComposerPrompts(this.#disposables.add(new LastEditor()));
    this.sessions = new Sessions({
      connections,
      history,
      log,
      requestOptions: (chosen) => ({
        model: chosen.model ?? setting("model"),
        maxTokens: setting("maxTokens"),
        system: systemPrompt(instructions.text),
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
    this.#disposables.add(parts.keys.onDidChange((change) => void this.#keyChanged(change)));
    this.#disposables.add(
      onDidChangeSetting("baseUrl", () => this.views.each((view) => void view.keyChanged())),
    );
    this.#disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.views.each((view) => view.refresh())),
    );
    this.#disposables.add(instructions.onDidChange(() => this.views.each((view) => view.refresh())));
    this.#disposables.add(
      vscode.languages.registerCodeActionsProvider("*", this.#quickFixes, QuickFixes.metadata),
    );
    this.#disposables.add(onDidChangeSetting("model", () => this.views.each((view) => view.modelChanged())));
  }

  /** The conversation that commands are about: the one that was used last. */
  get session(): ChatSession {
    return this.views.current.session;
  }

  /** What the chat's commands do. */
  get commands(): CommandHandlers {
    const { keyPrompt, connections, log, history } = this.#parts;
    const inView =
      (run: (view: ChatView) => unknown): (() => Promise<void>) =>
      async () => {
        await this.views.restored;
        await run(this.views.current);
      };
    return {
      "askClaude.askAboutSelection": inView((view) => askAboutSelection(view.session, view)),
      "askClaude.explain": inView((view) => askWithPrompt("explain", view.session, view)),
      "askClaude.review": inView((view) => askWithPrompt("review", view.session, view)),
      "askClaude.writeTests": inView((view) => askWithPrompt("tests", view.session, view)),
      "askClaude.document": inView((view) => askWithPrompt("document", view.session, view)),
      "askClaude.fix": inView((view) => askWithPrompt("fix", view.session, view)),
      "askClaude.explainProblem": inView((view) =>
        askAboutProblem("explain", this.#quickFixes.offered, view.session, view),
      ),
      "askClaude.fixProblem": inView((view) =>
        askAboutProblem("fix", this.#quickFixes.offered, view.session, view),
      ),
      "askClaude.newChat": inView((view) => this.views.newChat(view)),
      "askClaude.newChatInEditor": inView(() => this.views.openTab(this.sessions.fresh())),
      "askClaude.openInEditor": inView((view) => this.views.moveToTab(view)),
      "askClaude.showConversations": inView(async (view) => {
        const id = await pickConversation(history, view.session.id);
        await (id === undefined ? undefined : this.views.open(id, view));
      }),
      "askClaude.focusChat": inView((view) => view.reveal()),
      "askClaude.setApiKey": () => keyPrompt.ask(),
      "askClaude.removeApiKey": () => keyPrompt.remove(),
      "askClaude.selectModel": () => selectModel(connections, log),
      "askClaude.editPrompts": editPrompts,
      "askClaude.workspaceInstructions": () => this.#parts.instructions.open(),
      "askClaude.showRequest": inView((view) => this.#showRequest(view)),
      "askClaude.copyAsCurl": inView(async (view) =>
        copyAsCurl(await this.#requestToShow(view), this.#parts.keys),
      ),
      "askClaude.showLog": () => log.show(),
    };
  }

  /** Writes what is in memory and lets go of everything. */
  async close(): Promise<void> {
    await this.#disposables.dispose();
    await this.sessions.close();
  }

  #actions(restored: Promise<void>): Omit<ChatActions, "used" | "shown"> {
    const { keyPrompt, connections, instructions, log } = this.#parts;
    return {
      restored,
      prompts: this.#prompts,
      instructions: () => {
        void instructions.askOnce();
        return instructions.state === undefined ? {} : { instructions: instructions.state };
      },
      openInstructions: () => instructions.open(),
      showRequest: (view) => this.#showRequest(view),
      keyState: () => keyPrompt.state(),
      setApiKey: (view) => this.#askForKey(view),
      selectModel: () => selectModel(connections, log),
      openSettings,
      useEnvironmentKey: () => keyPrompt.useEnvironmentKey(),
      act: (view, answerId, action) => this.#act(view, answerId, action),
      openLink,
      openAttachment,
    };
  }

  async #showRequest(view: ChatView): Promise<void> {
    const { texts, keys } = this.#parts;
    await showRequest(await this.#requestToShow(view), texts, keys);
  }

  /** The next request while there is something in the composer, or nothing has been asked; else the last one. */
  async #requestToShow({ session }: ChatView): Promise<ShownRequest | undefined> {
    const { draft, conversation, lastRequest, requestOptions } = session;
    const isEmpty = draft.text.trim() === "" && draft.context.length === 0;
    if (isEmpty && conversation.turns.length > 0) {
      return lastRequest === undefined ? undefined : { which: "last", request: lastRequest };
    }
    const expansion = await this.#prompts.expand(session, draft.text);
    const context = expansion?.items.reduce(addContext, draft.context) ?? draft.context;
    const question = { ...draft, text: expansion?.text ?? draft.text, context };
    return { which: "next", request: nextRequest(session.conversation, question, requestOptions) };
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

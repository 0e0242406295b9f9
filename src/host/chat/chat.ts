import * as vscode from "vscode";

import type { Accounts } from "../accounts";
import type { ApiKeys } from "../apiKey";
import type { Connections } from "../connection";
import { CodeColours } from "../colours/codeColours";
import { closeToOthers } from "../disk";
import { Disposables } from "../disposables";
import type { PendingEdits } from "../edit/inlineEdit";
import { CodePlacer } from "../editor/placeCode";
import { onDidChangeFonts } from "../fonts";
import type { KeyPrompt } from "../keyPrompt";
import type { Gate } from "../gate";
import { tickOff } from "../gettingStarted";
import type { ImagesToSend } from "../answering";
import { ForgottenImages } from "../images/forgottenImages";
import type { Images } from "../images/images";
import { imagesToSend } from "../images/imagesToSend";
import { ImageTabs } from "../images/imageTabs";
import type { Log } from "../log";
import type { Models } from "../models";
import { requestOptions } from "../nextModel";
import { onDidChangeSetting, openSettings } from "../settings";
import type { TokenCounter } from "../tokenCounter";
import type { Instructions } from "../instructions";
import type { LastEditor } from "../editor/lastEditor";
import { ComposerPrompts } from "../prompts/composerPrompts";
import type { QuickFixes } from "../quickFix";
import type { ReadOnlyTexts } from "../readOnlyText";
import { RequestViewer } from "../showRequest";
import { actOnAnswer, askForKey } from "./answerActions";
import { chatCommands } from "./chatCommands";
import { ChatContext } from "./chatContext";
import { ConversationActions } from "./conversationActions";
import type { History } from "./history";
import { keyChanged } from "./keyChanges";
import { openLink } from "./links";
import { OtherWindows } from "./otherWindows";
import { imageActions } from "./imageActions";
import { moneyActions } from "./moneyActions";
import type { ChatActions } from "./pageHandlers";
import type { ChatSession } from "./session";
import { Retention } from "./retention";
import { Sessions } from "./sessions";
import { ChatViews } from "./views";

export interface ChatParts {
  readonly extensionUri: vscode.Uri;
  /** Remembers which conversation this workspace had open. */
  readonly state: vscode.Memento;
  /** Remembers what the person decided for all workspaces. */
  readonly globalState: vscode.Memento;
  readonly keys: ApiKeys;
  readonly keyPrompt: KeyPrompt;
  readonly connections: Connections;
  readonly history: History;
  readonly models: Models;
  readonly accounts: Accounts;
  readonly counter: TokenCounter;
  readonly gate: Gate;
  readonly instructions: Instructions;
  readonly quickFixes: QuickFixes;
  readonly editors: LastEditor;
  readonly edits: PendingEdits;
  readonly texts: ReadOnlyTexts;
  readonly images: Images;
  readonly log: Log;
  /** Loads what the first question needs. */
  readonly warm: () => Promise<unknown>;
  /** The folders that hold what is ours, for this user only. */
  readonly folders: readonly string[];
}

/** The chat: its conversations and views, and what commands and buttons do with them. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #disposables = new Disposables();
  readonly #money: ReturnType<typeof moneyActions>;
  readonly #placer: CodePlacer;
  readonly #colours: CodeColours;
  readonly #prompts: ComposerPrompts;
  readonly context: ChatContext;
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly #requests: RequestViewer;
  readonly #conversations: ConversationActions;
  readonly #imageActions: ReturnType<typeof imageActions>;
  readonly #imageTabs: ImageTabs;
  readonly #retention: Retention;
  readonly #otherWindows: OtherWindows;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#placer = new CodePlacer(parts.editors, parts.edits);
    this.#colours = this.#disposables.add(new CodeColours(parts.log));
    this.#prompts = new ComposerPrompts(parts.editors);
    this.context = this.#disposables.add(new ChatContext(parts.editors, this.#prompts, parts.images));
    this.#money = moneyActions({
      ...parts,
      prompts: this.#prompts,
      toSend: (attached) => this.context.preview(attached),
    });
    const { connections, history, models, accounts, gate, instructions, images, log } = parts;
    this.#imageActions = imageActions(
      images,
      (id, shown) => this.sessions.meantFor(id, shown),
      () => this.sessions.tidy((session) => this.views.shows(session)),
    );
    this.#imageTabs = this.#disposables.add(
      new ImageTabs({
        extensionUri: parts.extensionUri,
        images,
        imageDone: (message) => this.#imageActions.imageDone(message),
        isOpen: (session) => this.sessions.find(session.id) === session,
        log,
      }),
    );
    const toSend: ImagesToSend = (conversation, options, signal) =>
      imagesToSend(images, conversation, options, models.find(options.model), signal);
    this.#requests = new RequestViewer(
      this.#prompts,
      parts.texts,
      parts.keys,
      (attached) => this.context.preview(attached),
      toSend,
    );
    this.sessions = new Sessions({
      connections,
      history,
      log,
      gate,
      contextToSend: (attached) => this.context.toSend(attached),
      requestOptions: (chosen) => requestOptions(models, chosen, instructions.text),
      images: toSend,
      keptImages: images,
      onAnswering: () => this.#otherWindows.wake(),
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
    const forgetting = new ForgottenImages(images, history, log);
    this.#conversations = new ConversationActions({ history, sessions, views, images, forgetting, log });
    this.#disposables.add(history.onDeletion((deletion) => this.#conversations.deleted(deletion)));
    this.#disposables.add(history.onDeletion(({ conversationId }) => forgetting.add(conversationId)));
    void forgetting.sweep();
    this.#disposables.add(
      parts.keys.onDidChange((change) => void keyChanged(this.#parts, this.sessions, this.views, change)),
    );
    this.#disposables.add(
      onDidChangeSetting("baseUrl", () => this.views.each((view) => void view.keyChanged())),
    );
    this.#disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.views.each((view) => view.refresh())),
    );
    this.#disposables.add(onDidChangeFonts(() => this.views.each((view) => view.fontsChanged())));
    this.#disposables.add(instructions.onDidChange(() => this.views.each((view) => view.refresh())));
    this.#disposables.add(this.context.onDidChangeAuto(() => this.views.each((view) => view.autoChanged())));
    this.#disposables.add(onDidChangeSetting("sendWith", () => this.views.each((view) => view.refresh())));
    const modelChanged = (): void => {
      this.views.each((view) => view.modelChanged());
      this.#imageTabs.update();
    };
    const names: readonly ("model" | "effort" | "thinking")[] = ["model", "effort", "thinking"];
    for (const name of names) {
      this.#disposables.add(onDidChangeSetting(name, modelChanged));
    }
    this.#disposables.add(models.onDidChange(modelChanged));
    // Another endpoint has other models.
    this.#disposables.add(onDidChangeSetting("baseUrl", modelChanged));
    this.#disposables.add(accounts.onDidChange(() => this.views.each((view) => view.totalsChanged())));
    void accounts.refresh();
    this.#retention = this.#disposables.add(
      new Retention({
        history,
        state: parts.globalState,
        isOpen: (id) => this.sessions.find(id) !== undefined,
        log,
      }),
    );
    const visible = (): readonly ChatSession[] =>
      this.views.all.filter((view) => view.isReady).map((view) => view.session);
    this.#otherWindows = this.#disposables.add(new OtherWindows(history, visible, () => this.sessions.all));
    this.#disposables.add(history.open);
  }

  /** The conversation that commands are about: the one that was used last. */
  get session(): ChatSession {
    return this.views.current.session;
  }

  /** What the chat's commands do. */
  get commands(): ReturnType<typeof chatCommands> {
    return chatCommands({
      ...this.#parts,
      sessions: this.sessions,
      views: this.views,
      conversations: this.#conversations,
      requests: this.#requests,
      money: this.#money,
    });
  }

  /** Writes what is in memory and lets go of everything. */
  async close(): Promise<void> {
    await this.#disposables.dispose();
    await this.sessions.close();
  }

  #actions(restored: Promise<void>): Omit<ChatActions, "used" | "shown"> {
    const { keyPrompt, instructions } = this.#parts;
    return {
      restored,
      seen: () => {
        this.#otherWindows.wake();
        if (this.#retention.begin()) {
          void closeToOthers(this.#parts.folders);
        }
      },
      send: async (view, text) => {
        if (await this.#imageTabs.maySend(view.session)) {
          await this.#prompts.send(view, text, (attached) => this.context.preview(attached));
        } else {
          // The page waits for its question to be taken over: tell it that it was not.
          view.refresh();
        }
      },
      draftLeft: (conversationId, text) => this.sessions.find(conversationId)?.suggest(text),
      instructions: () => {
        void instructions.askOnce();
        return instructions.state === undefined ? {} : { instructions: instructions.state };
      },
      openInstructions: () => instructions.open(),
      warm: this.#parts.warm,
      showRequest: ({ session }) => this.#requests.show(session),
      keyState: async () => {
        const state = await keyPrompt.state();
        if (state.type === "ready") {
          tickOff("hasKey");
        }
        return state;
      },
      setApiKey: (view) => askForKey(view, keyPrompt),
      ...this.#money,
      openSettings: () => openSettings("baseUrl"),
      useEnvironmentKey: () => keyPrompt.useEnvironmentKey(),
      useSessionKey: async (view) => {
        await keyPrompt.askForSession();
        await view.reveal();
      },
      act: (view, answerId, action) =>
        actOnAnswer(
          { keyPrompt, money: this.#money, views: this.views, sessions: this.sessions },
          view,
          answerId,
          action,
        ),
      openLink,
      ...this.context.actions,
      ...this.#imageActions,
      openImage: ({ session }, item) => this.#imageTabs.open(session, item),
      newChat: (view) => this.views.newChat(view),
      joinColours: (view) => this.#colours.join((message) => view.post(message)),
      themeShown: (id) => this.#colours.shown.change(id),
      placeCode: ({ session }, code) => this.#placer.place(code, session.conversation),
    };
  }
}

import type * as vscode from "vscode";

import type { Disposable } from "../disposables";
import { Disposables } from "../disposables";
import type { Log } from "../log";
import { EditorTabs } from "./editorTabs";
import type { ChatActions } from "./pageHandlers";
import type { ChatSession } from "./session";
import type { Sessions } from "./sessions";
import { registerSideBar, revealSideBar } from "./sideBar";
import { ChatView } from "./view";

export interface ViewsParts {
  readonly extensionUri: vscode.Uri;
  /** Remembers which conversation the side bar of this workspace had open. */
  readonly state: vscode.Memento;
  readonly sessions: Sessions;
  readonly actions: (restored: Promise<void>) => Omit<ChatActions, "used" | "shown">;
  readonly log: Log;
}

const openConversation = "openConversation";

/**
 * The views of the chat in this window: one in the side bar, and any number of tabs. A conversation is in one of them at
 * a time, so that its draft is written in one place.
 */
export class ChatViews implements Disposable {
  readonly #parts: ViewsParts;
  readonly #disposables = new Disposables();
  readonly #tabs: EditorTabs;
  readonly #actions: ChatActions;
  readonly sideBar: ChatView;
  #used: ChatView;
  /** Resolves when the side bar shows the conversation that was open. */
  readonly restored: Promise<void>;

  constructor(parts: ViewsParts) {
    this.#parts = parts;
    const { promise, resolve } = deferred();
    this.restored = promise;
    this.#actions = {
      ...parts.actions(promise),
      used: (view) => {
        this.#used = view;
      },
      shown: (view) => this.#shown(view),
    };
    const first = parts.sessions.fresh();
    this.sideBar = this.#view(first, revealSideBar);
    this.#used = this.sideBar;
    this.#disposables.add(this.sideBar);
    this.#disposables.add(registerSideBar(this.sideBar));
    this.#tabs = this.#disposables.add(
      new EditorTabs(parts.extensionUri, {
        view: (session, bringToFront) => this.#view(session, bringToFront),
        open: (id) => parts.sessions.open(id),
        closed: () => void this.#tidy(),
      }),
    );
    void this.#restore().then(resolve);
  }

  /** The view that commands are about: the tab in front, or else the one that was used last and can be seen. */
  get current(): ChatView {
    const used = this.#tabs.views.find((view) => view === this.#used && view.isVisible);
    return this.#tabs.active ?? used ?? this.sideBar;
  }

  get all(): readonly ChatView[] {
    return [this.sideBar, ...this.#tabs.views];
  }

  /** Runs something for every view. */
  each(run: (view: ChatView) => void): void {
    this.all.forEach(run);
  }

  /** Leaves the conversation of a view as it is and shows an empty one; what is in the composer comes along. */
  async newChat(view: ChatView): Promise<void> {
    const before = view.session;
    const fresh = this.#parts.sessions.fresh();
    if (before.draft.editing === undefined) {
      // In this order, so that a crash in between leaves it in both and not in neither.
      void fresh.takeDraft(before.draft);
      void before.clearDraft();
    }
    view.show(fresh);
    await view.reveal();
  }

  /** Shows a conversation: where it is shown already, or else in this view. */
  async open(conversationId: string, view: ChatView): Promise<void> {
    const shownIn = this.all.find(({ session }) => session.id === conversationId);
    if (shownIn === undefined) {
      view.show(await this.#parts.sessions.open(conversationId));
    }
    await (shownIn ?? view).reveal();
  }

  /** Whether some view shows this conversation. */
  shows(session: ChatSession): boolean {
    return this.all.some((view) => view.session === session);
  }

  /**
   * Shows an empty conversation wherever one is shown that is gone; what is in its composer comes along if it should.
   * Gives whether there was such a view.
   */
  leave(conversationId: string, withDraft: boolean): boolean {
    const left = this.all.filter(({ session }) => session.id === conversationId);
    for (const view of left) {
      const { text, context } = view.session.draft;
      const fresh = this.#parts.sessions.fresh();
      if (withDraft) {
        void fresh.takeDraft({ text, context });
      }
      view.show(fresh);
    }
    return left.length > 0;
  }

  /** Opens a tab with a conversation. */
  async openTab(session: ChatSession): Promise<void> {
    await this.#tabs.open(session).reveal();
  }

  /** Moves the conversation of the side bar into a tab. */
  async moveToTab(view: ChatView): Promise<void> {
    if (view !== this.sideBar) {
      await view.reveal();
      return;
    }
    const { session } = view;
    view.show(this.#parts.sessions.fresh());
    await this.openTab(session);
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #view(session: ChatSession, bringToFront: () => Thenable<unknown>): ChatView {
    const { extensionUri, log } = this.#parts;
    return new ChatView(extensionUri, session, this.#actions, bringToFront, log);
  }

  async #restore(): Promise<void> {
    const { state, sessions, log } = this.#parts;
    const id = state.get<string>(openConversation);
    try {
      if (id !== undefined) {
        this.sideBar.show(await sessions.open(id));
      }
    } catch (error) {
      log.error(`Conversation ${id} could not be opened.`, error);
    }
    this.#remember();
  }

  /** After a reload the side bar shows the conversation it showed before. */
  #shown(view: ChatView): void {
    if (view === this.sideBar) {
      this.#remember();
    }
    void this.#tidy();
  }

  #remember(): void {
    const { id } = this.sideBar.session;
    if (this.#parts.state.get<string>(openConversation) !== id) {
      void this.#parts.state.update(openConversation, id);
    }
  }

  async #tidy(): Promise<void> {
    const shown = new Set<ChatSession>();
    this.each(({ session }) => shown.add(session));
    await this.#parts.sessions.tidy(shown);
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

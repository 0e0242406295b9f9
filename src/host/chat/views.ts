import type * as vscode from "vscode";

import { addContext } from "../../core/context";
import type { Draft } from "../../core/protocol";
import type { Disposable } from "../disposables";
import { Disposables } from "../disposables";
import type { Log } from "../log";
import { EditorTabs } from "./editorTabs";
import type { ChatActions } from "./pageHandlers";
import type { ChatSession } from "./session";
import type { Sessions } from "./sessions";
import { revealSideBar, showInSideBar } from "./sideBar";
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
    this.#tabs = this.#disposables.add(
      new EditorTabs(parts.extensionUri, {
        view: (session, bringToFront) => this.#view(session, bringToFront),
        restore: (id) => this.#restoreTab(id),
        activated: (view) => this.#actions.used(view),
        closed: () => void this.#tidy(),
      }),
    );
    void this.#restore().then(resolve);
  }

  /** VS Code shows the side bar and has made a place for the chat there. */
  fillSideBar(panel: vscode.WebviewView): void {
    showInSideBar(this.sideBar, panel);
  }

  /** VS Code brings a tab back that it showed before a reload, with what its page had put down. */
  restoreTab(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    return this.#tabs.restore(panel, state);
  }

  /** The view that commands are about: the one that was used last, as long as it can be seen. */
  get current(): ChatView {
    return this.all.includes(this.#used) && this.#used.isVisible ? this.#used : this.sideBar;
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
      void fresh.takeDraft(before.draft, before);
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
   * Gives the empty ones.
   */
  leave(conversationId: string, withDraft: boolean): readonly ChatSession[] {
    const left = this.all.filter(({ session }) => session.id === conversationId);
    return left.map((view) => {
      const fresh = this.#parts.sessions.fresh();
      if (withDraft) {
        void fresh.takeDraft(withoutEdit(view.session.draft), view.session);
      }
      view.show(fresh);
      return fresh;
    });
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
    // The tab first, so that the conversation is in a view at every moment.
    const tab = this.#tabs.open(view.session);
    view.show(this.#parts.sessions.fresh());
    await tab.reveal();
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

  /** The conversation for a tab that VS Code brings back, unless another view shows it by then. */
  async #restoreTab(conversationId: string): Promise<ChatSession | undefined> {
    await this.restored;
    const session = await this.#parts.sessions.open(conversationId);
    return this.shows(session) ? undefined : session;
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
    await this.#parts.sessions.tidy((session) => this.shows(session));
  }
}

/** A draft for a conversation that has no question to be changed: what was set aside comes back, then the edit. */
function withoutEdit({ text, context, setAside }: Draft): Draft {
  return setAside === undefined
    ? { text, context }
    : {
        text: [setAside.text, text].filter((part) => part.trim() !== "").join("\n\n"),
        context: context.reduce(addContext, setAside.context),
      };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

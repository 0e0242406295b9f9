import * as vscode from "vscode";

import { isObject } from "../../core/shape";
import { chatTabType } from "../manifest";
import { tabIcon } from "../tabIcon";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

export interface TabActions {
  /** Makes the view of a tab. */
  readonly view: (session: ChatSession, bringToFront: () => Thenable<unknown>) => ChatView;
  /** What a tab shows that VS Code brings back; a tab without anything to show is closed. */
  readonly restore: (conversationId: string) => Promise<ChatSession | undefined>;
  /** The tab is the active editor now. */
  readonly activated: (view: ChatView) => void;
  readonly closed: () => void;
}

/** Chats beside the editors: a tab for each conversation, back after a reload. */
export class EditorTabs implements vscode.Disposable {
  readonly #actions: TabActions;
  readonly #icon: ReturnType<typeof tabIcon>;
  readonly #tabs = new Map<ChatView, vscode.WebviewPanel>();

  constructor(extensionUri: vscode.Uri, actions: TabActions) {
    this.#actions = actions;
    this.#icon = tabIcon(extensionUri);
  }

  /** Fills a tab that VS Code brings back; one that has nothing to show is closed. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = isObject(state) ? state["conversationId"] : undefined;
    const session = typeof id === "string" ? await this.#actions.restore(id) : undefined;
    if (session === undefined) {
      panel.dispose();
    } else {
      this.#fill(panel, session);
    }
  }

  get views(): readonly ChatView[] {
    return [...this.#tabs.keys()];
  }

  /** Opens a tab beside the active editor. */
  open(session: ChatSession): ChatView {
    const panel = vscode.window.createWebviewPanel(
      chatTabType,
      vscode.l10n.t("Chat"),
      vscode.ViewColumn.Beside,
    );
    return this.#fill(panel, session);
  }

  dispose(): void {
    for (const view of this.views) {
      view.dispose();
    }
  }

  #fill(panel: vscode.WebviewPanel, session: ChatSession): ChatView {
    const view = this.#actions.view(session, () => Promise.resolve(panel.reveal()));
    this.#tabs.set(view, panel);
    panel.iconPath = this.#icon;
    const page = view.attach(
      {
        webview: panel.webview,
        isVisible: () => panel.visible,
        describe: (title, isAnswering) => {
          const name = title === "" ? vscode.l10n.t("New Chat") : title;
          panel.title = isAnswering ? `● ${name}` : name;
        },
      },
      panel.onDidChangeViewState,
    );
    panel.onDidChangeViewState(() => {
      if (panel.active) {
        this.#actions.activated(view);
      }
    });
    panel.onDidDispose(() => {
      page.dispose();
      this.#tabs.delete(view);
      view.dispose();
      this.#actions.closed();
    });
    return view;
  }
}

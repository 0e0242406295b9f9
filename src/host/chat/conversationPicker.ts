import * as vscode from "vscode";

import { type ConversationItem, ConversationItems, type Here, itemButtons } from "./conversationItems";
import type { Listed } from "./conversationList";
import { ConversationSearch, type Match } from "./conversationSearch";

/** What the list does beyond showing conversations. */
export interface PickerActions {
  readonly list: () => Promise<readonly Listed[]>;
  readonly here: (id: string) => Here;
  readonly newChat: () => Promise<void>;
  readonly rename: (id: string) => Promise<void>;
  readonly export: (id: string) => Promise<void>;
  readonly delete: (id: string) => Promise<void>;
  /** Something of this did not work: to be told and logged. */
  readonly failed: (error: unknown) => void;
}

/** What has been found is shown at most so often. */
const frameMs = 100;

/**
 * Lets the person choose, find, rename, export and delete conversations. Resolves to the id of the chosen one, or
 * undefined when the list was closed.
 */
export async function pickConversation(actions: PickerActions): Promise<string | undefined> {
  const list = new ConversationPicker(actions);
  try {
    return await list.choose();
  } finally {
    list.dispose();
  }
}

class ConversationPicker implements vscode.Disposable {
  readonly #actions: PickerActions;
  readonly #picker = vscode.window.createQuickPick<ConversationItem>();
  readonly #buttons = itemButtons();
  readonly #newChat: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("add"),
    tooltip: vscode.l10n.t("New Chat"),
  };
  readonly #search = new ConversationSearch();
  #all: readonly Listed[] = [];
  /** Ends the search, or the reading ahead, that is under way. */
  #looking = new AbortController();
  /** Something else is asked in the list's place, and it comes back after that. */
  #isAway = false;
  #isOver = false;

  constructor(actions: PickerActions) {
    this.#actions = actions;
    this.#picker.title = vscode.l10n.t("Conversations");
    this.#picker.placeholder = vscode.l10n.t("Search in all questions and answers");
    this.#picker.keepScrollPosition = true;
    this.#picker.buttons = [this.#newChat];
  }

  async choose(): Promise<string | undefined> {
    const picker = this.#picker;
    const chosen = new Promise<string | undefined>((resolve) => {
      picker.onDidAccept(() => {
        const id = picker.activeItems[0]?.listed?.id;
        // Before the list is there, nothing is chosen yet.
        if (id !== undefined) {
          resolve(id);
        }
      });
      picker.onDidHide(() => {
        // What is chosen, or asked instead, must not wait for the disk.
        this.#looking.abort();
        if (!this.#isAway) {
          resolve(undefined);
        }
      });
      picker.onDidTriggerButton(() => {
        void this.#caught(this.#actions.newChat());
        resolve(undefined);
      });
    });
    picker.onDidChangeValue(() => void this.#caught(this.#refresh()));
    picker.onDidTriggerItemButton(({ button, item }) => void this.#caught(this.#act(button, item)));
    picker.show();
    void this.#caught(this.#load());
    return chosen;
  }

  dispose(): void {
    this.#isOver = true;
    this.#looking.abort();
    this.#picker.dispose();
  }

  async #caught(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#picker.busy = false;
      this.#actions.failed(error);
    }
  }

  async #load(): Promise<void> {
    this.#picker.busy = true;
    this.#all = await this.#actions.list();
    await this.#refresh();
  }

  /** Shows what fits the words typed so far: what is left of an earlier search is dropped. */
  async #refresh(): Promise<void> {
    this.#looking.abort();
    if (this.#isOver) {
      return;
    }
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    const query = this.#picker.value;
    if (query.trim() === "") {
      this.#show((items) => items.grouped(this.#all));
      this.#picker.busy = false;
      await this.#search.prepare(this.#all, signal);
      return;
    }
    this.#picker.busy = true;
    const matches: Match[] = [];
    let shownAt = performance.now();
    for await (const more of this.#search.find(this.#all, query, signal)) {
      matches.push(...more);
      if (more.length > 0 && performance.now() - shownAt > frameMs) {
        this.#show((items) => items.found(matches));
        shownAt = performance.now();
      }
    }
    if (!signal.aborted) {
      this.#show((items) => items.found(matches));
      this.#picker.busy = false;
    }
  }

  #show(make: (items: ConversationItems) => readonly ConversationItem[]): void {
    const active = this.#picker.activeItems[0]?.listed?.id;
    const items = make(new ConversationItems(Date.now(), this.#actions.here, this.#buttons));
    this.#picker.items = items;
    const again = items.find(({ listed }) => listed !== undefined && listed.id === active);
    if (again !== undefined) {
      this.#picker.activeItems = [again];
    }
  }

  async #act(button: vscode.QuickInputButton, { listed }: ConversationItem): Promise<void> {
    if (listed === undefined) {
      return;
    }
    this.#isAway = true;
    try {
      if (button === this.#buttons.rename) {
        await this.#actions.rename(listed.id);
      } else if (button === this.#buttons.export) {
        await this.#actions.export(listed.id);
      } else {
        await this.#actions.delete(listed.id);
      }
    } finally {
      this.#picker.show();
      this.#isAway = false;
      await this.#load();
    }
  }
}

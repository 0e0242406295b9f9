import * as vscode from "vscode";

import { withInterruptions } from "../../core/branches";
import type { Conversation, ConversationEvent } from "../../core/conversation";
import { titleOf } from "../../core/title";
import type { ForgottenImages } from "../images/forgottenImages";
import type { Images } from "../images/images";
import type { Log } from "../log";
import type { Here } from "./conversationItems";
import { pickConversation } from "./conversationPicker";
import { asMarkdown, exportConversation } from "./exporting";
import type { Deletion } from "./gone";
import type { History } from "./history";
import type { ChatSession } from "./session";
import type { Sessions } from "./sessions";
import type { ChatView } from "./view";
import type { ChatViews } from "./views";

export interface ConversationParts {
  readonly history: History;
  readonly sessions: Sessions;
  readonly views: ChatViews;
  readonly images: Images;
  readonly forgetting: ForgottenImages;
  readonly log: Log;
}

/** What can be done with a conversation as a whole, whether it is open or not. */
export class ConversationActions {
  readonly #parts: ConversationParts;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** Shows the list, and what is chosen from it in this view. */
  async showAll(view: ChatView): Promise<void> {
    const { history, views } = this.#parts;
    // What is in memory only would be missing from the list.
    await history.flush();
    const id = await pickConversation({
      list: () => history.list(),
      here: (conversationId) => this.#here(conversationId),
      newChat: () => views.newChat(view),
      rename: (conversationId) => this.rename(conversationId),
      export: (conversationId) => this.export(conversationId),
      delete: (conversationId) => this.delete(conversationId),
      failed: (error) =>
        this.#tell(error, (reason) => vscode.l10n.t("The conversations could not be read: {0}", reason)),
    });
    await (id === undefined ? undefined : views.open(id, view));
    await this.#parts.forgetting.sweep();
  }

  /** Asks for a title; an empty one gives back the conversation's own. */
  async rename(id: string): Promise<void> {
    const conversation = await this.#find(id);
    const title = await vscode.window.showInputBox({
      title: vscode.l10n.t("Rename Conversation"),
      prompt: vscode.l10n.t("Leave it empty to have the first question as its title."),
      value: titleOf(conversation),
    });
    if (title !== undefined) {
      await this.#append(id, { type: "renamed", title: title.trim() });
    }
  }

  /** Asks how and where to write the conversation. */
  async export(id: string): Promise<void> {
    const conversation = await this.#find(id);
    const { images, log } = this.#parts;
    if (hasTurns(conversation)) {
      await this.#told(
        exportConversation(conversation, images, (text) => log.withoutKeys(text)),
        (reason) => vscode.l10n.t("The conversation could not be written: {0}", reason),
      );
    }
  }

  /** Puts the conversation on the clipboard, as Markdown. */
  async copy(id: string): Promise<void> {
    const conversation = await this.#find(id);
    if (hasTurns(conversation)) {
      await vscode.env.clipboard.writeText(this.#parts.log.withoutKeys(asMarkdown(conversation)));
      vscode.window.setStatusBarMessage(vscode.l10n.t("The conversation was copied."), 3_000);
    }
  }

  /** Asks, and deletes the conversation for good. */
  async delete(id: string): Promise<void> {
    const title = titleOf(await this.#find(id));
    const question =
      title === ""
        ? vscode.l10n.t("Delete this conversation?")
        : vscode.l10n.t("Delete the conversation “{0}”?", title);
    const detail = vscode.l10n.t(
      "Its questions, its answers, what was attached to them and what is not sent yet are removed from this computer. This cannot be undone.",
    );
    if (await confirmed(question, detail, vscode.l10n.t("Delete"))) {
      await this.#deleted(this.#parts.history.delete([id]));
    }
  }

  /** Asks, and deletes every conversation for good. */
  async deleteAll(): Promise<void> {
    const { history } = this.#parts;
    await history.flush();
    const all = await history.list();
    if (all.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There are no conversations."));
      return;
    }
    const question =
      all.length === 1
        ? vscode.l10n.t("Delete the one conversation there is?")
        : vscode.l10n.t("Delete all {0} conversations?", all.length);
    const detail = vscode.l10n.t(
      "The questions and answers of all workspaces, what was attached to them and all drafts are removed from this computer. What was spent is still counted, and your settings stay. This cannot be undone.",
    );
    // First, so that Enter alone deletes nothing: the command stands near the one for a single conversation.
    const keep = vscode.l10n.t("Keep Them");
    const remove = vscode.l10n.t("Delete All");
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, keep, remove);
    if (chosen === remove) {
      await this.#deleted(history.deleteAll());
    }
  }

  /** Shows something else where a conversation is shown that is gone. */
  deleted({ conversationId, isHere }: Deletion): void {
    const { sessions, views } = this.#parts;
    sessions.all.find(({ id }) => id === conversationId)?.stop();
    const instead = views.leave(conversationId, !isHere);
    if (instead.length > 0 && !isHere) {
      void this.#tellDeletedElsewhere(instead);
    }
  }

  /** The window that deleted a conversation removed its images, unless this one was faster. */
  async #tellDeletedElsewhere(instead: readonly ChatSession[]): Promise<void> {
    const lost = await Promise.all(instead.map((session) => session.removeLostImages()));
    await vscode.window.showInformationMessage(
      lost.includes(true)
        ? vscode.l10n.t(
            "This conversation was deleted in another window, and with it the images you had attached. A new chat is open in its place; what else you were writing is still there.",
          )
        : vscode.l10n.t(
            "This conversation was deleted in another window. A new chat is open in its place; what you were writing is still there.",
          ),
    );
  }

  async #deleted(deleting: Promise<boolean>): Promise<void> {
    const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Deleting…") };
    const isComplete = await this.#told(
      vscode.window.withProgress(options, () => deleting),
      (reason) => vscode.l10n.t("The conversation could not be deleted: {0}", reason),
    );
    if (isComplete === false) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "A file of a deleted conversation could not be removed. It is removed when you next open the list of conversations.",
        ),
      );
    }
  }

  async #append(id: string, event: Extract<ConversationEvent, { type: "renamed" }>): Promise<void> {
    const { history } = this.#parts;
    const session = this.#session(id);
    if (session === undefined) {
      // Read first, so that it stands after everything else.
      await history.load(id);
      history.append(id, [event]);
    } else {
      session.configure(event);
    }
    await history.flush();
  }

  async #find(id: string): Promise<Conversation> {
    const open = this.#session(id)?.conversation;
    return open ?? withInterruptions((await this.#parts.history.load(id)).conversation);
  }

  #session(id: string): ChatSession | undefined {
    return this.#parts.sessions.all.find((session) => session.id === id);
  }

  #here(id: string): Here {
    const session = this.#session(id);
    return {
      isOpen: session !== undefined && this.#parts.views.shows(session),
      isAnswering: session?.isAnswering ?? false,
    };
  }

  /** Gives what came of it; what went wrong is shown and logged. */
  async #told<Value>(
    work: Thenable<Value>,
    sentence: (reason: string) => string,
  ): Promise<Value | undefined> {
    try {
      return await work;
    } catch (error) {
      this.#tell(error, sentence);
      return undefined;
    }
  }

  #tell(error: unknown, sentence: (reason: string) => string): void {
    const words = sentence(error instanceof Error ? error.message : String(error));
    this.#parts.log.error(words, error);
    void vscode.window.showErrorMessage(words);
  }
}

function hasTurns(conversation: Conversation): boolean {
  if (conversation.turns.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing was asked in this conversation yet."));
  }
  return conversation.turns.length > 0;
}

async function confirmed(question: string, detail: string, button: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { ConversationEvent } from "../../core/conversation";
import type { FailureAction } from "../../core/failure";
import { type Envelope, type KeyState, readFromView, type ToHost, type ToView } from "../../core/protocol";
import { pendingAnswer } from "../../core/conversation";
import type { Log } from "../log";
import { chatViewId } from "../manifest";
import { outcomeWithin } from "../patience";
import { pageHtml, pageRoot } from "./page";
import type { ChatSession } from "./session";

/** What the page may ask for beyond the conversation itself. */
export interface ChatActions {
  /** Resolves when the session holds the conversation that was open. */
  readonly restored: Promise<void>;
  readonly keyState: () => Promise<KeyState>;
  readonly model: () => string;
  readonly setApiKey: () => Promise<void>;
  readonly selectModel: () => Promise<void>;
  readonly openSettings: () => Promise<void>;
  readonly useEnvironmentKey: () => Promise<void>;
  readonly act: (answerId: string, action: FailureAction) => Promise<void>;
  readonly openLink: (href: string) => Promise<void>;
  readonly openAttachment: (item: ContextItem) => Promise<void>;
}

const keyPatienceMs = 300;

type Handlers = { readonly [Type in ToHost["type"]]: (message: Extract<ToHost, { type: Type }>) => unknown };

/** Shows a session in the sidebar. The page may be taken down and built again at any time: the session is the truth. */
export class ChatView implements vscode.WebviewViewProvider {
  readonly #extensionUri: vscode.Uri;
  readonly #session: ChatSession;
  readonly #actions: ChatActions;
  readonly #log: Log;
  #page: { readonly view: vscode.WebviewView; readonly token: string; isReady: boolean } | undefined;
  #sequence = 0;
  #edits = 0;
  #key: KeyState = { type: "ready" };
  #focusWhenReady = false;

  constructor(extensionUri: vscode.Uri, session: ChatSession, actions: ChatActions, log: Log) {
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#actions = actions;
    this.#log = log;
    session.listen({
      onEvents: (events) => this.#sendEvents(events),
      onReset: () => this.refresh(),
      onAttachments: (context) => this.#post({ type: "attachments", context }),
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const token = randomBytes(16).toString("hex");
    const page = { view, token, isReady: false };
    this.#page = page;
    view.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(this.#extensionUri)],
    };
    view.webview.onDidReceiveMessage((envelope: unknown) => this.#receive(envelope, token));
    view.onDidChangeVisibility(() => {
      // A hidden page is gone; it says `ready` again when it is back.
      page.isReady = page.isReady && view.visible;
    });
    view.onDidDispose(() => {
      this.#page = this.#page === page ? undefined : this.#page;
    });
    view.webview.html = pageHtml(
      view.webview,
      this.#extensionUri,
      token,
      randomBytes(16).toString("base64url"),
    );
  }

  /** Brings the chat to the front with the composer focused. */
  async reveal(): Promise<void> {
    this.#focusWhenReady = true;
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
    this.#focusIfReady();
  }

  /** Tells the page that the key or the endpoint may have changed. */
  async keyChanged(): Promise<void> {
    this.#key = await this.#actions.keyState();
    this.#post({ type: "key", key: this.#key });
  }

  /** Tells the page everything anew. */
  refresh(): void {
    const { conversation, draft } = this.#session;
    this.#post({
      type: "snapshot",
      state: {
        conversation,
        draft,
        key: this.#key,
        model: this.#actions.model(),
        canAttach: vscode.workspace.isTrusted,
      },
      sequence: this.#sequence,
      edits: this.#edits,
      strings: pageStrings(),
    });
    this.#badge();
  }

  modelChanged(): void {
    this.#post({ type: "model", model: this.#actions.model() });
  }

  #receive(envelope: unknown, token: string): void {
    const message = readFromView(envelope, token);
    if (message === undefined) {
      this.#log.warn("A message from the page was not understood and was dropped.");
      return;
    }
    void this.#handle(message).catch((error: unknown) => {
      this.#log.error(`Handling "${message.type}" from the page failed.`, error);
    });
  }

  async #handle<Type extends ToHost["type"]>(message: Extract<ToHost, { type: Type }>): Promise<void> {
    const handlers: Handlers = this.#handlers;
    await handlers[message.type](message);
  }

  readonly #handlers: Handlers = {
    ready: async () => {
      const page = this.#page;
      this.#edits = 0;
      await this.#actions.restored;
      // A key store that is slow to answer must not leave the page blank: what it says follows.
      await outcomeWithin(this.keyChanged(), keyPatienceMs);
      if (page !== undefined) {
        page.isReady = page.view.visible;
      }
      this.refresh();
      this.#focusIfReady();
    },
    missed: () => this.refresh(),
    draft: ({ text, edits }) => {
      this.#edits = edits;
      this.#session.setDraftText(text);
    },
    send: ({ text }) => this.#session.send(text),
    stop: () => this.#session.stop(),
    removeAttachment: ({ id }) => this.#session.removeAttachment(id),
    openAttachment: async ({ id }) => {
      const item = this.#session.findAttachment(id);
      await (item === undefined ? undefined : this.#actions.openAttachment(item));
    },
    act: ({ answerId, action }) => this.#actions.act(answerId, action),
    setApiKey: () => this.#actions.setApiKey(),
    useEnvironmentKey: () => this.#actions.useEnvironmentKey(),
    selectModel: () => this.#actions.selectModel(),
    openSettings: () => this.#actions.openSettings(),
    showLog: () => this.#log.show(),
    openLink: async ({ href }) => {
      await this.#actions.openLink(href);
      // Back to where the link was clicked.
      this.#page?.view.show(false);
    },
    copy: ({ text }) => vscode.env.clipboard.writeText(text),
  };

  #sendEvents(events: readonly ConversationEvent[]): void {
    // Counted even when nobody is there, so that a page that missed some can tell.
    this.#post({ type: "events", sequence: this.#sequence, events });
    this.#sequence += 1;
    this.#badge();
  }

  /** An answer under way is worth a sign while the panel shows something else. */
  #badge(): void {
    if (this.#page !== undefined) {
      const isAnswering = pendingAnswer(this.#session.conversation) !== undefined;
      this.#page.view.description = isAnswering ? vscode.l10n.t("Answering…") : "";
    }
  }

  #focusIfReady(): void {
    if (this.#focusWhenReady && this.#page?.isReady === true) {
      this.#focusWhenReady = false;
      this.#post({ type: "focusComposer" });
    }
  }

  #post(message: ToView): void {
    const page = this.#page;
    if (page?.isReady === true) {
      const envelope: Envelope<ToView> = { token: page.token, message };
      void page.view.webview.postMessage(envelope);
    }
  }
}

/** The bundle of the display language, for the page to translate with. */
function pageStrings(): Readonly<Record<string, string>> {
  return vscode.l10n.bundle ?? {};
}

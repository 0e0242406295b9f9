import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import type { ConversationEvent } from "../../core/conversation";
import { pendingAnswer, treeOf } from "../../core/conversation";
import { type Envelope, type KeyState, readFromView, type ToHost, type ToView } from "../../core/protocol";
import { titleOf } from "../../core/title";
import { Disposables } from "../disposables";
import { tickOffFor } from "../gettingStarted";
import type { Log } from "../log";
import { outcomeWithin } from "../patience";
import { pageHtml, pageRoot } from "./page";
import { type ChatActions, type Handlers, pageHandlers } from "./pageHandlers";
import type { ChatSession } from "./session";

/** Where a page is shown: the side bar, or a tab. */
export interface Surface {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Shows what the conversation is called, and that an answer is under way. */
  readonly describe: (title: string, isAnswering: boolean) => void;
}

const keyPatienceMs = 300;

/** Shows a session. The page may be taken down and built again at any time: the session is the truth. */
export class ChatView implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #actions: ChatActions;
  readonly #log: Log;
  readonly #bringToFront: () => Thenable<unknown>;
  /** What the page may ask for, for commands that ask the same. */
  readonly handlers: Handlers;
  #session: ChatSession;
  #listening: vscode.Disposable;
  #page: { readonly surface: Surface; readonly token: string; isReady: boolean } | undefined;
  #sequence = 0;
  #edits = 0;
  #key: KeyState = { type: "ready" };
  #focusWhenReady = false;

  /** @param bringToFront makes the surface visible; it may be attached only then */
  constructor(
    extensionUri: vscode.Uri,
    session: ChatSession,
    actions: ChatActions,
    bringToFront: () => Thenable<unknown>,
    log: Log,
  ) {
    this.#extensionUri = extensionUri;
    this.#actions = actions;
    this.#bringToFront = bringToFront;
    this.#log = log;
    this.#session = session;
    this.#listening = this.#listen(session);
    this.handlers = pageHandlers(this, actions, log);
  }

  get session(): ChatSession {
    return this.#session;
  }

  get isVisible(): boolean {
    return this.#page?.surface.isVisible() ?? false;
  }

  /** Shows another conversation from now on. */
  show(session: ChatSession): void {
    if (session !== this.#session) {
      this.#listening.dispose();
      this.#session = session;
      this.#listening = this.#listen(session);
      this.refresh();
      this.#actions.shown(this);
    }
  }

  /** Builds the page in a surface; what is let go of with the result is the page. */
  attach(surface: Surface, onDidChangeVisibility: vscode.Event<unknown>): vscode.Disposable {
    const token = randomBytes(16).toString("hex");
    const page = { surface, token, isReady: false };
    this.#page = page;
    const { webview } = surface;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(this.#extensionUri)],
    };
    const attached = new Disposables();
    attached.add(webview.onDidReceiveMessage((envelope: unknown) => this.#receive(envelope, token)));
    attached.add(
      onDidChangeVisibility(() => {
        // A hidden page is gone; it says `ready` again when it is back.
        page.isReady = page.isReady && surface.isVisible();
      }),
    );
    attached.add({
      dispose: () => {
        this.#page = this.#page === page ? undefined : this.#page;
      },
    });
    const nonce = randomBytes(16).toString("base64url");
    webview.html = pageHtml(webview, this.#extensionUri, token, nonce);
    return attached;
  }

  /** Brings the chat to the front with the composer focused. */
  async reveal(): Promise<void> {
    this.#actions.used(this);
    this.#focusWhenReady = true;
    await this.#bringToFront();
    this.#focusIfReady();
  }

  /** Brings it to the front, the focus where it was in the page. */
  async returnTo(): Promise<void> {
    await this.#bringToFront();
  }

  /** Tells the page that the key or the endpoint may have changed. */
  async keyChanged(): Promise<void> {
    this.#key = await this.#actions.keyState();
    this.post({ type: "key", key: this.#key });
  }

  /** Tells the page everything anew. */
  refresh(): void {
    const { conversation, draft } = this.#session;
    this.post({
      type: "snapshot",
      state: {
        conversation: treeOf(conversation),
        draft,
        key: this.#key,
        model: this.#session.requestOptions.model,
        canAttach: vscode.workspace.isTrusted,
      },
      sequence: this.#sequence,
      edits: this.#edits,
      strings: vscode.l10n.bundle ?? {},
    });
    this.#describe();
  }

  modelChanged(): void {
    this.post({ type: "model", model: this.#session.requestOptions.model });
  }

  /** A page has been loaded and knows nothing yet. */
  async pageLoaded(): Promise<void> {
    const page = this.#page;
    this.#edits = 0;
    await this.#actions.restored;
    // A key store that is slow to answer must not leave the page blank: what it says follows.
    await outcomeWithin(this.keyChanged(), keyPatienceMs);
    if (page !== undefined) {
      page.isReady = page.surface.isVisible();
    }
    this.refresh();
    this.#focusIfReady();
  }

  /** Takes over what was typed; the page counts its changes. */
  draftTyped(text: string, edits: number): void {
    this.#edits = edits;
    this.#session.setDraftText(text);
  }

  /** Tells the page something, if there is one that listens. */
  post(message: ToView): void {
    const page = this.#page;
    if (page?.isReady === true) {
      const envelope: Envelope<ToView> = { token: page.token, message };
      void page.surface.webview.postMessage(envelope);
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#page = undefined;
  }

  #listen(session: ChatSession): vscode.Disposable {
    return session.listen({
      onEvents: (events) => this.#sendEvents(events),
      onReset: () => this.refresh(),
      onAttachments: (context) => this.post({ type: "attachments", context }),
    });
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
    // That a page was loaded is nobody's doing.
    if (message.type !== "ready" && message.type !== "missed") {
      this.#actions.used(this);
    }
    const handlers: Handlers = this.handlers;
    await handlers[message.type](message);
    tickOffFor(message.type);
  }

  #sendEvents(events: readonly ConversationEvent[]): void {
    // Counted even when nobody is there, so that a page that missed some can tell.
    this.post({ type: "events", sequence: this.#sequence, events });
    this.#sequence += 1;
    if (events.some(({ type }) => type === "configured")) {
      this.modelChanged();
    }
    this.#describe();
  }

  /** An answer under way is worth a sign while the panel shows something else. */
  #describe(): void {
    const { conversation } = this.#session;
    this.#page?.surface.describe(titleOf(conversation), pendingAnswer(conversation) !== undefined);
  }

  #focusIfReady(): void {
    if (this.#focusWhenReady && this.#page?.isReady === true) {
      this.#focusWhenReady = false;
      this.post({ type: "focusComposer" });
    }
  }
}

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import type { ConversationEvent } from "../../core/conversation";
import { pendingAnswer, treeOf } from "../../core/conversation";
import type { Envelope, KeyState, ToHost, ToView } from "../../core/protocol";
import { readFromView } from "../../core/readFromView";
import { titleOf } from "../../core/title";
import type { ColouredPage } from "../colours/codeColours";
import { type Disposable, Disposables } from "../disposables";
import { chatFonts } from "../fonts";
import { tickOff } from "../gettingStarted";
import type { Log } from "../log";
import { outcomeWithin } from "../patience";
import type { Preflight } from "../preflight";
import { setting } from "../settings";
import { LastDeletion } from "./lastDeletion";
import { chatPage, pageHtml, pageRoot } from "./page";
import { type ChatActions, type Handlers, pageHandlers } from "./pageHandlers";
import type { ChatSession } from "./session";
import type { Surface } from "./surface";

const keyPatienceMs = 300;

/** Shows a session. The page may be taken down and built again at any time: the session is the truth. */
export class ChatView implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #actions: ChatActions;
  readonly #log: Log;
  readonly #bringToFront: () => Thenable<unknown>;
  /** What the page may ask for, for commands that ask the same. */
  readonly handlers: Handlers;
  readonly deletion = new LastDeletion((canUndo) => this.post({ type: "deletion", canUndo }));
  readonly #preflight: Preflight;
  #session: ChatSession;
  #listening: vscode.Disposable;
  #page: { readonly surface: Surface; readonly token: string; isReady: boolean } | undefined;
  /** While a page listens, which can make images and show code in colours. */
  #making: Disposable | undefined;
  #colours: ColouredPage | undefined;
  #sequence = 0;
  #edits = 0;
  #key: KeyState = { type: "ready" };
  /** For the page to do when it is in sight. */
  #whenReady: ToView | undefined;

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
    this.#preflight = actions.preflight(this, (estimate) => this.post({ type: "estimate", estimate }));
  }

  get session(): ChatSession {
    return this.#session;
  }

  /** What colours the page's code, while there is one that listens. */
  get colours(): ColouredPage | undefined {
    return this.#colours;
  }

  get isVisible(): boolean {
    return this.#page?.surface.isVisible() ?? false;
  }

  /** Whether there is a page that listens. */
  get isReady(): boolean {
    return this.#page?.isReady === true;
  }

  /** Shows another conversation from now on. */
  show(session: ChatSession): void {
    if (session !== this.#session) {
      this.#listening.dispose();
      this.#session = session;
      this.#listening = this.#listen(session);
      this.#preflight.forget();
      this.deletion.forget();
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
        if (!page.isReady && this.#page === page) {
          this.#serveIfReady();
        }
      }),
    );
    attached.add({
      dispose: () => {
        if (this.#page === page) {
          this.#page = undefined;
          this.#serveIfReady();
        }
      },
    });
    const nonce = randomBytes(16).toString("base64url");
    webview.html = pageHtml(webview, this.#extensionUri, chatPage, token, nonce);
    return attached;
  }

  /** Brings the chat to the front with the composer focused, or with what else the page is to do then. */
  async reveal(then: ToView = { type: "focusComposer" }): Promise<void> {
    this.#actions.used(this);
    this.#whenReady = then;
    await this.#bringToFront();
    this.#goOnIfReady();
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
    const auto = this.#actions.auto();
    this.post({
      type: "snapshot",
      state: {
        conversation: treeOf(conversation),
        draft,
        key: this.#key,
        model: this.#actions.modelState(conversation.options),
        sendWith: setting("sendWith") === "ctrlEnter" ? "ctrlEnter" : "enter",
        totals: this.#actions.totals(),
        ...(this.#preflight.last === undefined ? {} : { estimate: this.#preflight.last }),
        canAttach: vscode.workspace.isTrusted,
        ...this.#actions.instructions(),
        ...(auto === undefined ? {} : { auto }),
        fonts: chatFonts(),
        canUndoDeletion: this.deletion.canUndo,
      },
      sequence: this.#sequence,
      edits: this.#edits,
      strings: vscode.l10n.bundle ?? {},
    });
    this.#preflight.changed();
    this.#describe();
  }

  fontsChanged(): void {
    this.post({ type: "fonts", fonts: chatFonts() });
  }

  /** Tells the page what goes along by itself from now on. */
  autoChanged(): void {
    const item = this.#actions.auto();
    this.post({ type: "auto", ...(item === undefined ? {} : { item }) });
    this.#preflight.changed();
  }

  modelChanged(): void {
    this.post({ type: "model", model: this.#actions.modelState(this.#session.conversation.options) });
    this.#preflight.changed();
  }

  /** Tells the page what was spent. */
  totalsChanged(): void {
    this.post({ type: "totals", totals: this.#actions.totals() });
    this.#preflight.changed();
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
    this.#serveIfReady();
    this.#goOnIfReady();
    this.#actions.seen();
  }

  /** Takes over what was typed, unless that was into another conversation; the page counts its changes. */
  draftTyped(conversationId: string, text: string, edits: number): void {
    this.#edits = edits;
    if (conversationId === this.#session.id) {
      this.#session.setDraftText(text);
      this.#preflight.edited();
    }
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
    this.#preflight.dispose();
    this.#page = undefined;
    this.#serveIfReady();
  }

  /** A page that was loaded anew knows nothing of what the one before was asked for. */
  #serveIfReady(): void {
    void this.#making?.dispose();
    void this.#colours?.dispose();
    const isReady = this.#page?.isReady === true;
    this.#making = isReady ? this.#actions.joinImages(this) : undefined;
    this.#colours = isReady ? this.#actions.joinColours(this) : undefined;
  }

  #listen(session: ChatSession): vscode.Disposable {
    return session.listen({
      onEvents: (events) => this.#sendEvents(events),
      onReset: () => this.refresh(),
      onAttachments: (context) => {
        this.post({ type: "attachments", context });
        this.#preflight.edited();
        if (context.length > 0) {
          tickOff("hasAttached");
        }
      },
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
    // What a page asks for by itself is nobody's doing.
    if (!["ready", "missed", "colourCode", "forgetCode", "theme"].includes(message.type)) {
      this.#actions.used(this);
    }
    const handlers: Handlers = this.handlers;
    await handlers[message.type](message);
  }

  #sendEvents(events: readonly ConversationEvent[]): void {
    // Counted even when nobody is there, so that a page that missed some can tell.
    this.post({ type: "events", sequence: this.#sequence, events });
    this.#sequence += 1;
    if (events.some(({ type }) => type === "configured")) {
      this.modelChanged();
    }
    if (events.some(({ type }) => type === "asked")) {
      tickOff("hasAsked");
    }
    this.deletion.heard(events);
    this.#preflight.heard(events);
    this.#describe();
  }

  /** An answer under way is worth a sign while the panel shows something else. */
  #describe(): void {
    const { conversation } = this.#session;
    this.#page?.surface.describe(titleOf(conversation), pendingAnswer(conversation) !== undefined);
  }

  #goOnIfReady(): void {
    const then = this.#whenReady;
    if (then !== undefined && this.#page?.isReady === true) {
      this.#whenReady = undefined;
      this.post(then);
    }
  }
}

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { withTurns } from "../../src/core/branches";
import type { Conversation } from "../../src/core/conversation";
import type { Envelope, ToView } from "../../src/core/protocol";
import { reduce } from "../../src/core/reduce";
import type { TestApi } from "../../src/extension";
import type { ChatView } from "../../src/host/chat/view";

/** A page in a tab's place that a test can load, hide and take down, and that says whatever the test wants. */
export class FakePage {
  readonly view: ChatView;
  readonly told: ToView[] = [];
  options: vscode.WebviewOptions = {};
  html = "";
  /** The conversation as a page would have it that follows the protocol. */
  conversation: Conversation | undefined;
  isVisible = true;
  #sequence = -1;
  #token = "";
  #attached: vscode.Disposable | undefined;
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly #visibility = new vscode.EventEmitter<void>();

  private constructor(view: ChatView) {
    this.view = view;
  }

  /** A tab with a new conversation, whose page is this one. */
  static async open(api: TestApi): Promise<FakePage> {
    const session = api.chat.sessions.fresh();
    await api.chat.views.openTab(session);
    const view = api.chat.views.all.find((each) => each.session === session);
    assert.ok(view);
    const page = new FakePage(view);
    page.load();
    return page;
  }

  /** Takes the page down and builds it anew. */
  load(): void {
    this.#attached?.dispose();
    this.conversation = undefined;
    const webview = {
      cspSource: "https://page.test",
      asWebviewUri: (uri: vscode.Uri) => uri.with({ scheme: "https", authority: "page.test" }),
      onDidReceiveMessage: this.#messages.event,
      postMessage: (envelope: Envelope<ToView>) => {
        assert.equal(envelope.token, this.#token);
        // As it crosses to a page: settings are proxies, which cannot be cloned otherwise.
        this.#take(JSON.parse(JSON.stringify(envelope.message)) as ToView);
        return Promise.resolve(true);
      },
    };
    const keep = (name: "options" | "html"): PropertyDescriptor => ({
      set: (value: unknown) => void Object.assign(this, { [name]: value }),
    });
    Object.defineProperties(webview, { options: keep("options"), html: keep("html") });
    const surface = {
      webview: webview as unknown as vscode.Webview,
      isVisible: () => this.isVisible,
      describe: () => undefined,
    };
    this.#attached = this.view.attach(surface, this.#visibility.event);
    this.#token = /data-token="([^"]*)"/.exec(this.html)?.[1] ?? "";
    assert.notEqual(this.#token, "");
  }

  get token(): string {
    return this.#token;
  }

  /** Says something as the page's own script would. */
  say(message: unknown): void {
    this.post({ token: this.#token, message });
  }

  /** Posts anything at all. */
  post(envelope: unknown): void {
    this.#messages.fire(envelope);
  }

  /** Hides the page, which takes it down. */
  hide(): void {
    this.isVisible = false;
    this.conversation = undefined;
    this.#visibility.fire();
  }

  /** Brings it back: it is loaded anew, and says so. */
  show(): void {
    this.isVisible = true;
    this.#visibility.fire();
    this.say({ type: "ready" });
  }

  dispose(): void {
    this.#attached?.dispose();
    this.#messages.dispose();
    this.#visibility.dispose();
  }

  #take(message: ToView): void {
    this.told.push(message);
    if (message.type === "snapshot") {
      this.conversation = withTurns(message.state.conversation);
      this.#sequence = message.sequence;
    } else if (message.type === "events" && this.conversation !== undefined) {
      if (message.sequence > this.#sequence) {
        this.say({ type: "missed" });
      } else if (message.sequence === this.#sequence) {
        this.conversation = message.events.reduce(reduce, this.conversation);
        this.#sequence += 1;
      }
    }
  }
}

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { ConversationEvent } from "../../core/conversation";
import { isKept, type KeptImage } from "../../core/image";
import { noEdits } from "../../core/imageEdits";
import type { ImageJobDone } from "../../core/imageJob";
import { type FromImageTab, readFromImageTab, type ToImageTab } from "../../core/imageProtocol";
import type { Envelope } from "../../core/protocol";
import { imagePage, pageHtml, pageRoot } from "../chat/page";
import type { ChatSession } from "../chat/session";
import { type Disposable, Disposables } from "../disposables";
import type { Log } from "../log";
import type { ImagePage } from "./imageJobs";
import type { Images } from "./images";
import { imageToShow, limitsInNextRequest } from "./shownImage";
import { type Histories, historyKey, isUnapplied, tabTitle } from "./unapplied";

/** What a tab needs besides its image. */
export interface ImageTabParts {
  readonly extensionUri: vscode.Uri;
  readonly images: Images;
  readonly imageDone: (message: ImageJobDone) => void;
  readonly log: Log;
  /** Whether the conversation is still open here: another window may have it by now. */
  readonly isOpen: (session: ChatSession) => boolean;
  readonly histories: Histories;
}

/** An image that a chip shows. */
export type ImageItem = ContextItem & { readonly image: KeptImage };

/** The tab of one image: what of it is sent, and the way to replace it by an edited one. */
export class ImageTab implements Disposable {
  readonly #parts: ImageTabParts;
  readonly #session: ChatSession;
  readonly #panel: vscode.WebviewPanel;
  readonly #token = randomBytes(16).toString("hex");
  readonly #disposables = new Disposables();
  readonly #page: ImagePage;
  #item: ImageItem;
  #isReady = false;
  /** While the page does work for others too. */
  #working: Disposable | undefined;
  /** What the page shows now, to tell when that is no longer so. */
  #signature = "";

  constructor(parts: ImageTabParts, session: ChatSession, item: ImageItem, panel: vscode.WebviewPanel) {
    this.#parts = parts;
    this.#session = session;
    this.#item = item;
    this.#panel = panel;
    this.#page = {
      post: (message) => {
        if (message.type === "makeImage" || message.type === "fitImage") {
          this.#post(message);
        }
      },
    };
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(parts.extensionUri)],
    };
    const update = (): void => void this.update();
    this.#disposables.add(webview.onDidReceiveMessage((envelope: unknown) => this.#receive(envelope)));
    this.#disposables.add(panel.onDidChangeViewState(() => (panel.visible ? undefined : this.#pageGone())));
    this.#disposables.add(
      session.listen({
        onEvents: (events) => (events.every(isProgress) ? undefined : update()),
        onReset: update,
        onAttachments: update,
        onIdle: update,
      }),
    );
    this.#disposables.add(panel.onDidDispose(() => this.#closed()));
    const nonce = randomBytes(16).toString("base64url");
    webview.html = pageHtml(webview, parts.extensionUri, imagePage, this.#token, nonce);
  }

  /** Whether this is the tab of an image in a conversation. */
  isOf(session: ChatSession, id: string): boolean {
    return this.#session === session && this.#item.id === id;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows the image as it is sent now; a tab whose image is attached no longer is closed. */
  async update(): Promise<void> {
    const item = this.#session.findAttachment(this.#item.id);
    if (item === undefined || !isKept(item.image)) {
      this.#parts.histories.delete(this.#historyKey);
      this.dispose();
      return;
    }
    this.#item = { ...item, image: item.image };
    const limits = await limitsInNextRequest(this.#parts.images, this.#session, this.#item.image);
    const { model } = this.#session.requestOptions;
    const canChange = this.#canChange;
    const { longEdge, tokens, bytes } = limits;
    const signature = [item.image.hash, longEdge, tokens, bytes, model, canChange].join(" ");
    if (!this.#isReady || signature === this.#signature) {
      return;
    }
    this.#signature = signature;
    this.#entitle();
    const shown = await imageToShow(this.#parts.images, item.image, limits, model, this.#page);
    if (signature === this.#signature) {
      this.#post({
        type: "show",
        shown: {
          name: item.fileName,
          ...shown,
          ...(canChange ? {} : { lock: "answering" }),
          history: this.#parts.histories.get(this.#historyKey) ?? noEdits,
        },
        strings: vscode.l10n.bundle ?? {},
      });
    }
  }

  /** Closes the tab. */
  dispose(): void {
    this.#panel.dispose();
  }

  #closed(): void {
    this.#pageGone();
    void this.#disposables.dispose();
  }

  get #historyKey(): string {
    return historyKey(this.#item.id, this.#item.image);
  }

  /** Says of a tab whether something in it is not applied, as of one with a file that is not saved. */
  #entitle(): void {
    const { id, image } = this.#item;
    this.#panel.title = tabTitle(this.#item, isUnapplied(this.#parts.histories, id, image));
  }

  get #canChange(): boolean {
    return this.#parts.isOpen(this.#session) && this.#session.canExchange(this.#item.id);
  }

  /** A hidden page is taken down; it says `ready` again when it is back. */
  #pageGone(): void {
    this.#isReady = false;
    this.#signature = "";
    void this.#working?.dispose();
    this.#working = undefined;
  }

  #receive(envelope: unknown): void {
    const message = readFromImageTab(envelope, this.#token, this.#item.image);
    if (message === undefined) {
      this.#parts.log.warn("A message from the tab of an image was not understood and was dropped.");
      return;
    }
    void this.#handle(message).catch((error: unknown) => {
      this.#parts.log.error(`Handling "${message.type}" from the tab of an image failed.`, error);
    });
  }

  async #handle(message: FromImageTab): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#pageGone();
        this.#isReady = true;
        this.#working = this.#parts.images.jobs.join(this.#page);
        await this.update();
        break;
      case "loadWhole": {
        const { hash } = this.#item.image;
        const bytes = await this.#parts.images.read(hash);
        if (bytes !== undefined) {
          this.#post({ type: "whole", hash, bytes });
        }
        break;
      }
      case "edited":
        if (message.hash === this.#item.image.hash) {
          this.#parts.histories.set(this.#historyKey, message.history);
          this.#entitle();
        }
        break;
      case "apply":
        await this.#apply(message);
        break;
      default:
        this.#parts.imageDone(message);
    }
  }

  async #apply({ hash, made }: Extract<FromImageTab, { type: "apply" }>): Promise<void> {
    const { images, histories } = this.#parts;
    const session = this.#session;
    const { id, fileName, image } = this.#item;
    const replaced = vscode.l10n.t("The image was replaced meanwhile.");
    if (hash !== image.hash) {
      this.#notApplied(replaced);
      return;
    }
    const key = this.#historyKey;
    const { items, refusals } = await images.keep(session.id, { name: fileName, uri: "" }, made);
    const [kept] = items;
    if (kept === undefined || !isKept(kept.image)) {
      this.#notApplied(refusals.join(" "));
      return;
    }
    const now = session.findAttachment(id)?.image;
    if (isKept(now) && now.hash !== hash) {
      await session.letGo(items);
      this.#notApplied(replaced);
      return;
    }
    if (this.#canChange && session.exchangeAttachment(id, { ...kept, id })) {
      histories.delete(key);
      await this.update();
      return;
    }
    await session.letGo(items);
    this.#notApplied(
      vscode.l10n.t("The image cannot be changed now: Claude is answering, or the conversation was closed."),
    );
  }

  #notApplied(sentence: string): void {
    this.#post({ type: "notApplied", sentence });
  }

  #post(message: ToImageTab): void {
    const envelope: Envelope<ToImageTab> = { token: this.#token, message };
    void this.#panel.webview.postMessage(envelope);
  }
}

/** Of what happens all the time while an answer comes, nothing changes what is sent next. */
function isProgress(event: ConversationEvent): boolean {
  return event.type === "answer"
    ? event.event.type !== "completed" && event.event.type !== "failed"
    : event.type === "countingDown" || event.type === "sent";
}

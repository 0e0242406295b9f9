import { createHash } from "node:crypto";
import * as vscode from "vscode";

import type { ContextItem } from "../core/context";
import type { Conversation } from "../core/conversation";
import { curlCommand } from "../core/curl";
import { failureText } from "../core/failureText";
import { hasImages, withDataShown } from "../core/imageBlocks";
import { askedNow, withExpansion } from "../core/nextRequest";
import { holdsKey } from "../core/ownKey";
import { redactKey } from "../core/redact";
import { buildRequest, type MessageRequest, requestBody, type RequestOptions } from "../core/request";
import type { ImagesToSend } from "./answering";
import type { ApiKeys } from "./apiKey";
import { kept, type KeptRequest, recalled } from "./chat/lastRequest";
import type { ChatSession } from "./chat/session";
import type { ComposerPrompts } from "./prompts/composerPrompts";
import { readOnlyScheme, type ReadOnlyTexts } from "./readOnlyText";
import { endpointSetting } from "./settings";

/** A request to look at: one that would go out now, or the last one that did. */
interface Shown {
  readonly isNext: boolean;
  readonly request: MessageRequest;
  /** The same, to be held on to. */
  readonly kept: KeptRequest;
}

/** Shows people what is sent, byte for byte, and gives it to them as a command. */
export class RequestViewer {
  readonly #prompts: ComposerPrompts;
  readonly #texts: ReadOnlyTexts;
  readonly #keys: ApiKeys;
  readonly #contextToSend: (attached: readonly ContextItem[]) => readonly ContextItem[];
  readonly #images: ImagesToSend;
  /** What was shown last with less than all of its images. */
  #shortened: { readonly text: string; readonly kept: KeptRequest } | undefined;

  /**
   * @param contextToSend what goes with a question that has these attached
   * @param images as a request of a conversation has them
   */
  constructor(
    prompts: ComposerPrompts,
    texts: ReadOnlyTexts,
    keys: ApiKeys,
    contextToSend: (attached: readonly ContextItem[]) => readonly ContextItem[],
    images: ImagesToSend,
  ) {
    this.#images = images;
    this.#contextToSend = contextToSend;
    this.#prompts = prompts;
    this.#texts = texts;
    this.#keys = keys;
  }

  /**
   * Shows the body of a conversation's next request, or of its last one, in a read-only editor. Of images it says how
   * large they are, and which.
   */
  async show(session: ChatSession): Promise<void> {
    const shown = await this.#pick(session);
    if (shown !== undefined) {
      const name = shown.isNext ? vscode.l10n.t("Next Request.json") : vscode.l10n.t("Last Request.json");
      const { request, kept: keptRequest } = shown;
      const text = await this.#presentable(withDataShown(request, inShort));
      this.#shortened = hasImages(request) ? { text, kept: keptRequest } : undefined;
      await this.#texts.show(name, text, { preview: true });
    }
  }

  /** Puts a shell command on the clipboard that sends what the active editor shows, or else what `show` would show. */
  async copyAsCurl(session: ChatSession): Promise<void> {
    const setting = endpointSetting();
    if (!setting.ok) {
      void vscode.window.showWarningMessage(vscode.l10n.t("Set a base URL that can be used first."));
      return;
    }
    const body = (await this.#shownBody()) ?? (await this.#pickedBody(session));
    if (body !== undefined) {
      await vscode.env.clipboard.writeText(curlCommand(setting.endpoint.baseUrl, body));
      vscode.window.setStatusBarMessage(
        vscode.l10n.t("Copied. The command takes your key from ANTHROPIC_API_KEY."),
        5_000,
      );
    }
  }

  /** The next request while something is in the composer, or nothing has been asked; else the last one. */
  async #pick(session: ChatSession): Promise<Shown | undefined> {
    const { draft, conversation, lastRequest } = session;
    const isEmpty = draft.text.trim() === "" && draft.context.length === 0;
    if (isEmpty && conversation.turns.length > 0) {
      if (lastRequest === undefined) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            "Nothing was sent from this conversation since it was opened. Write a question to see its request.",
          ),
        );
      }
      const request = lastRequest && (await this.#recalled(lastRequest));
      return lastRequest && request && { isNext: false, request, kept: lastRequest };
    }
    const expansion = await this.#prompts.expand(session, draft.text);
    if (expansion === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("This prompt cannot be sent as things are, so there is no request to show."),
      );
      return undefined;
    }
    const written = withExpansion(draft, expansion);
    const question = { ...written, context: this.#contextToSend(written.context) };
    return this.#next(askedNow(conversation, question, session.requestOptions.model), session.requestOptions);
  }

  async #next(asked: Conversation, options: RequestOptions): Promise<Shown | undefined> {
    const images = await this.#images(asked, options, new AbortController().signal);
    if (!images.ok) {
      void vscode.window.showWarningMessage(failureText(images.failure, vscode.l10n, vscode.env.language));
      return undefined;
    }
    const request = buildRequest(asked, options, images.blocks);
    return { isNext: true, request, kept: kept(request, asked, options) };
  }

  /** A request with its images; where they are not there any more, the person is told. */
  async #recalled(last: KeptRequest): Promise<MessageRequest | undefined> {
    const request = await recalled(last, this.#images);
    if (request === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("The images of this request are gone from this computer, so it cannot be shown."),
      );
    }
    return request;
  }

  /** The body in the active editor, if it shows one of ours; whole, where it shows only part of it. */
  async #shownBody(): Promise<string | undefined> {
    const text = shownText();
    if (text === undefined || !text.includes(shortMark)) {
      return text;
    }
    const shortened = this.#shortened;
    const request = shortened?.text === text ? await this.#recalled(shortened.kept) : undefined;
    return request && (await this.#presentable(request));
  }

  async #pickedBody(session: ChatSession): Promise<string | undefined> {
    const shown = await this.#pick(session);
    return shown && (await this.#presentable(shown.request));
  }

  /** A body that holds the key is never sent, and not shown with it either. */
  async #presentable(request: MessageRequest): Promise<string> {
    const body = requestBody(request);
    const setting = endpointSetting();
    const search = setting.ok ? await this.#keys.find(setting.endpoint.origin) : undefined;
    if (search?.found !== true || !holdsKey(body, search.key)) {
      return body;
    }
    void vscode.window.showWarningMessage(
      vscode.l10n.t("Your API key stands in this request, so it would not be sent. It is not shown here."),
    );
    return redactKey(search.key)(body);
  }
}

/** What the active editor shows, if that is one of ours. */
function shownText(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const isOurs = document?.uri.scheme === readOnlyScheme && document.languageId === "json";
  return isOurs ? document.getText() : undefined;
}

/** Nothing that base64 can hold. */
const shortMark = "\u2026 base64 of ";

/** One line in place of millions of characters: how it begins, how large the file is, and its SHA-256. */
function inShort(data: string): string {
  const bytes = Buffer.from(data, "base64");
  const hash = createHash("sha256").update(bytes).digest("hex");
  return `${data.slice(0, 16)}${shortMark}${bytes.length} bytes, SHA-256 ${hash}`;
}

import * as l10n from "./l10n";
import { html, nothing, render, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { withoutHidden } from "../core/hiddenText";
import type { CompletionItem, Draft, SendKey, ToHost } from "../core/protocol";
import { ChipKeys } from "./chipKeys";
import { chips } from "./chips";
import { CompletionList } from "./completionList";
import { composerBar } from "./composerBar";
import {
  composerNotes,
  editingBanner,
  hasImages,
  notPicturesWords,
  refusalNote,
  waitingBanner,
} from "./composerNotes";
import { DraftText } from "./draftText";
import { Dropping } from "./dropping";
import { EnterKey } from "./enterKey";
import { replaceText } from "./fieldText";
import { hiddenInDraft } from "./hiddenLines";
import { ClipboardWait } from "./images/clipboardWait";
import { HeldQuestion } from "./images/heldQuestion";
import type { IncomingImages } from "./images/incomingImages";
import { watchPastes } from "./images/pasting";
import { isPictureFile } from "./images/pictureFiles";
import { pageLocale } from "./locale";
import { meter } from "./meter";
import type { PageState } from "./pageState";
import { Quantities } from "./quantities";

/** Where the question is written. What is typed stays until the host has taken it over. */
export class Composer {
  /** The composer with what stands above and below it. */
  readonly element: HTMLElement = element("composer-area");
  readonly #box = element("composer");
  readonly #notes = element("composer-notes");
  readonly #banner = element("composer-banner");
  readonly #chips = element("composer-chips");
  readonly #field = document.createElement("textarea");
  readonly #bar = element("composer-bar");
  readonly #meter = element("composer-meter");
  readonly #hidden = element("composer-hidden");
  readonly #enter = new EnterKey();
  readonly #list: CompletionList;
  readonly #chipKeys: ChipKeys;
  readonly #quantities = new Quantities(pageLocale());
  readonly #text: DraftText;
  #isAnswering = false;
  #isEditing = false;
  #sendWith: SendKey = "enter";
  #hasImages = false;
  readonly #held: HeldQuestion;
  readonly #screenshot: ClipboardWait;
  /** Why nothing came of the last drop. */
  #dropWords: string | undefined;

  constructor(
    private readonly post: (message: ToHost) => void,
    private readonly incoming: IncomingImages,
    private readonly changed: () => void,
    announce: (words: string) => void,
  ) {
    this.#held = new HeldQuestion(incoming);
    this.#screenshot = new ClipboardWait({ post, changed, take: (files) => incoming.take(files) });
    this.#field.rows = 1;
    this.#field.dir = "auto";
    this.#notes.setAttribute("aria-live", "polite");
    this.#text = new DraftText(this.#field, post);
    this.#list = new CompletionList(this.#field, post, announce);
    this.#chipKeys = new ChipKeys(this.#chips, this.#field);
    const dropping = new Dropping(this.#box, this.#field, {
      post,
      insert: (text) => this.insert(text),
      takeFiles: (files) => this.#takeFiles(files),
    });
    watchPastes(this.#field, (files) => this.#takeFiles(files));
    this.#box.append(this.#banner, this.#chips, this.#field, this.#bar, dropping.hint);
    this.element.append(this.#notes, this.#list.element, this.#box, this.#meter, this.#hidden);
    this.#enter.watch(this.#field);
    this.#field.addEventListener("keydown", (event) => this.#keyDown(event));
    this.#field.addEventListener("input", () => this.#typed());
    // A click beside the text is meant for it.
    this.#box.addEventListener("click", (event) => {
      if (event.target === this.#box || event.target === this.#bar) {
        this.focus();
      }
    });
  }

  focus(): void {
    this.#field.focus();
  }

  /** Takes the host's text, unless it is older than what stands here. */
  restore(conversationId: string, draft: Draft, edits: number): void {
    if (this.#text.restore(conversationId, draft, edits)) {
      this.#list.close();
    }
  }

  /** The host has taken a question over: only now does its text go. */
  asked(text: string): void {
    this.#text.asked(text);
  }

  /** Takes the host's answer to a `complete`. */
  complete(request: number, items: readonly CompletionItem[]): void {
    this.#list.receive(request, items);
  }

  /** Waits for a screenshot, and says how to take one. */
  awaitClipboardImage(): void {
    this.#screenshot.start();
  }

  /** Puts text where the caret is, in place of what is selected. Undo takes it back. */
  insert(text: string): void {
    const { selectionStart, selectionEnd } = this.#field;
    replaceText(this.#field, selectionStart, selectionEnd, text);
  }

  /** Adds a text below what is written. */
  add(text: string): void {
    const { value } = this.#field;
    const written = value.trimEnd();
    replaceText(this.#field, written.length, value.length, written === "" ? text : `\n\n${text}`);
  }

  update(state: PageState, isAnswering: boolean): void {
    const { draft, auto, estimate, model, sendWith } = state;
    this.#isAnswering = isAnswering;
    this.#isEditing = draft.editing !== undefined;
    this.#sendWith = sendWith;
    this.#list.canAttach = state.canAttach;
    this.#field.setAttribute("aria-label", l10n.t("Message Claude"));
    this.#field.placeholder = l10n.t("Ask, # adds context, / prompts");
    this.#hasImages = hasImages(draft);
    if (this.#held.isDue(state.conversation.id)) {
      this.#send();
    }
    const { pending, refusals } = this.incoming;
    const words = [
      ...(this.#dropWords === undefined ? [] : [this.#dropWords]),
      ...refusals,
      ...(this.#held.isShort ? [l10n.t("Your question was not sent: an image is missing.")] : []),
    ];
    render(
      words.length === 0
        ? composerNotes(state, this.#quantities, this.post)
        : refusalNote(words, () => this.#dismissWords()),
      this.#notes,
    );
    render(this.#banners(), this.#banner);
    render(
      guard([draft.context, auto, estimate, pending.length, pending.at(-1)], () =>
        chips(
          draft.context,
          l10n.t("Attachments"),
          { remove: (id) => ({ type: "removeAttachment", id }) },
          this.post,
          {
            auto,
            pending,
            tokens: (id) => this.#quantities.compact(estimate?.chips[id]),
          },
        ),
      ),
      this.#chips,
    );
    this.#chipKeys.refresh();
    render(
      composerBar({
        model,
        sendWith,
        isAnswering,
        canSend: this.#canSend(),
        post: this.post,
        addContext: () => this.#addContext(),
        send: () => this.#send(),
        stop: () => this.#stop(),
      }),
      this.#bar,
    );
    render(
      guard([estimate], () =>
        estimate === undefined ? nothing : meter(estimate, this.#quantities, this.post),
      ),
      this.#meter,
    );
    render(
      guard([this.#field.value, draft.context, auto], () =>
        hiddenInDraft(this.#field.value, auto === undefined ? draft.context : [...draft.context, auto], () =>
          this.#removeHidden(),
        ),
      ),
      this.#hidden,
    );
  }

  #keyDown(event: KeyboardEvent): void {
    const meaning = this.#enter.meaning(event, this.#sendWith);
    const isOurs = !event.isComposing && event.keyCode !== 229;
    const isPlain = !event.ctrlKey && !event.metaKey;
    const isEnter = isPlain && !event.repeat && (meaning === "send" || meaning === "newLine");
    if (isOurs && this.#list.handleKey({ event, isEnter })) {
      return;
    }
    if (meaning === "send" || meaning === "nothing") {
      // Also the Enter that is not to send must not break the line: it was not meant for the text.
      event.preventDefault();
    }
    if (meaning === "send") {
      this.#send();
    } else if (isOurs && event.key === "Escape") {
      this.#escape();
    } else if (isOurs && event.key === "Backspace" && !event.repeat && this.#field.selectionEnd === 0) {
      // Not while the key is held to empty the text: that is not meant for the chips.
      if (this.#chipKeys.enter()) {
        event.preventDefault();
      }
    }
  }

  #escape(): void {
    if (this.#isAnswering) {
      this.#stop();
    } else if (this.#held.isHeld) {
      this.#letGo();
    } else if (this.#screenshot.isWaiting) {
      this.#screenshot.stop();
    } else if (this.#isEditing) {
      this.#cancelEdit();
    }
  }

  #typed(): void {
    this.#dropWords = undefined;
    this.#held.dismiss();
    this.#text.typed();
    this.#list.typed();
    this.changed();
  }

  #canSend(): boolean {
    const isEmpty = this.#field.value.trim() === "" && !this.#hasImages && this.incoming.pending.length === 0;
    return !this.#isAnswering && !this.#text.isSending && !this.#held.isHeld && !isEmpty;
  }

  #send(): void {
    if (!this.#canSend()) {
      return;
    }
    this.#list.close();
    if (!this.#held.hold()) {
      this.#text.send(this.changed);
    }
    this.changed();
  }

  #letGo(): void {
    this.#held.letGo();
    this.focus();
    this.changed();
  }

  #banners(): TemplateResult {
    return html`${this.#screenshot.isWaiting ? this.#screenshot.banner() : nothing} ${this.#bannerWords()}`;
  }

  #bannerWords(): TemplateResult | typeof nothing {
    if (this.#held.isHeld) {
      return waitingBanner(() => this.#letGo());
    }
    return this.#isEditing ? editingBanner(() => this.#cancelEdit()) : nothing;
  }

  #stop(): void {
    this.post({ type: "stop" });
    // The button goes away with the answer; the focus must not go with it.
    this.focus();
  }

  #removeHidden(): void {
    const { value } = this.#field;
    replaceText(this.#field, 0, value.length, withoutHidden(value));
  }

  #cancelEdit(): void {
    this.#text.cancelEdit();
    this.post({ type: "cancelEdit" });
    this.focus();
  }

  /** Opens the list of what can be attached, as if `#` had been typed where the caret is. */
  #addContext(): void {
    const { value, selectionEnd } = this.#field;
    const needsSpace = selectionEnd > 0 && !/\s/.test(value.charAt(selectionEnd - 1));
    replaceText(this.#field, selectionEnd, selectionEnd, needsSpace ? " #" : "#");
  }

  /** Makes images of pictures; for other files there is another way. */
  #takeFiles(files: readonly File[]): void {
    const others = files.filter((file) => !isPictureFile(file)).map(({ name }) => name);
    this.#dropWords = others.length === 0 ? undefined : notPicturesWords(others);
    this.incoming.take(files.filter(isPictureFile));
    this.changed();
  }

  #dismissWords(): void {
    this.#dropWords = undefined;
    this.#held.dismiss();
    this.incoming.dismissRefusals();
  }
}

function element(className: string): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  return made;
}

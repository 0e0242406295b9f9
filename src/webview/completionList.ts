import { html, render } from "lit-html";
import type { CompletionItem, ToHost } from "../core/protocol";
import { completionRows, completionWords, pointAt } from "./completionRows";
import { type CompletionToken, tokenAt } from "./completionToken";
import { replaceText } from "./fieldText";

/** Typing faster than this asks once. */
const pauseMilliseconds = 60;
/** An answer that comes sooner shows no sign of waiting. */
const patienceMilliseconds = 200;
const rowsOfPage = 8;

/** What a key press is to the list, beyond its name. */
export interface ListKey {
  readonly event: KeyboardEvent;
  /** An Enter that the person meant, alone; an input method's is not. */
  readonly isEnter: boolean;
}

/** The list above the composer: what fits after `#`, `@` or `/`. The host says what; the focus stays in the text. */
export class CompletionList {
  readonly element: HTMLElement = document.createElement("div");
  #token: CompletionToken | undefined;
  #items: readonly CompletionItem[] = [];
  #active = 0;
  /** The number of the last request, and whether its answer is still to come. */
  #request = 0;
  #isWaiting = false;
  /** The person chose before the answer was there: its first line is what they meant. */
  #isAccepting = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** Where a token stands whose list was closed with Escape; it stays closed until that token is gone. */
  #dismissedAt: number | undefined;
  #canAttach = true;
  #isComposing = false;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly post: (message: ToHost) => void,
    private readonly announce: (words: string) => void,
  ) {
    this.element.className = "completions";
    this.element.hidden = true;
    // A press on the list must not take the focus, and with it the list, away from the text.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("blur", () => this.close());
    field.addEventListener("compositionstart", () => {
      this.#isComposing = true;
    });
    field.addEventListener("compositionend", () => {
      this.#isComposing = false;
      this.typed();
    });
    document.addEventListener("selectionchange", () => {
      if (this.#token !== undefined && document.activeElement === field) {
        this.typed();
      }
    });
  }

  /** False in Restricted Mode: then the list says why it is empty. */
  set canAttach(can: boolean) {
    this.#canAttach = can;
  }

  /** Looks at the text anew: opens, asks again or closes. While an input method composes, nothing is certain yet. */
  typed(): void {
    if (this.#isComposing) {
      return;
    }
    const { field } = this;
    const token =
      field.selectionStart === field.selectionEnd ? tokenAt(field.value, field.selectionStart) : undefined;
    if (token?.start !== this.#dismissedAt) {
      this.#dismissedAt = undefined;
    }
    if (token === undefined || this.#dismissedAt !== undefined) {
      this.close();
      return;
    }
    const before = this.#token;
    if (before?.start !== token.start || before.trigger !== token.trigger) {
      this.close();
      this.#token = token;
      this.#ask();
      this.#patience = setTimeout(() => this.#draw(), patienceMilliseconds);
    } else if (before.query !== token.query) {
      this.#token = token;
      this.#isAccepting = false;
      this.#isWaiting = true;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#ask(), pauseMilliseconds);
    }
  }

  /** Takes the host's answer; one that was asked for before something else was typed is dropped. */
  receive(request: number, items: readonly CompletionItem[]): void {
    if (this.#token === undefined || request !== this.#request || this.#pause !== undefined) {
      return;
    }
    this.#isWaiting = false;
    this.#items = items;
    this.#active = 0;
    const first = items[0];
    if (this.#isAccepting && first !== undefined) {
      this.#accept(first);
      return;
    }
    this.#isAccepting = false;
    this.#draw();
    this.announce(completionWords(this.#token.trigger, items.length, false, this.#canAttach));
  }

  /** Whether the key was one for the list; then it is nothing else. */
  handleKey({ event, isEnter }: ListKey): boolean {
    if (this.#token === undefined) {
      return false;
    }
    if (event.key === "Tab" && event.shiftKey) {
      // Back past the list, which must not be there any more when the focus looks for where to go.
      this.close();
      return false;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const isHandled = isPlain && this.#press(event.key, isEnter);
    if (isHandled) {
      event.preventDefault();
    }
    return isHandled;
  }

  close(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#patience);
    this.#pause = undefined;
    this.#isWaiting = false;
    this.#isAccepting = false;
    if (this.#token !== undefined) {
      this.#token = undefined;
      this.#items = [];
      this.#draw();
    }
  }

  #press(key: string, isEnter: boolean): boolean {
    switch (key) {
      case "Escape":
        this.#dismissedAt = this.#token?.start;
        this.close();
        return true;
      case "ArrowDown":
        return this.#move((this.#active + 1) % this.#items.length);
      case "ArrowUp":
        return this.#move((this.#active + this.#items.length - 1) % this.#items.length);
      case "PageDown":
        return this.#move(Math.min(this.#active + rowsOfPage, this.#items.length - 1));
      case "PageUp":
        return this.#move(Math.max(this.#active - rowsOfPage, 0));
      case "Enter":
        return isEnter && this.#choose();
      case "Tab":
        return this.#choose();
      default:
        return false;
    }
  }

  /** With no line to go to, arrows move the caret as ever. */
  #move(to: number): boolean {
    if (this.#items.length === 0) {
      return false;
    }
    this.#active = to;
    this.#draw();
    return true;
  }

  #choose(): boolean {
    if (this.#isWaiting) {
      // The lines in sight belong to what was typed before. The answer is waited for once: a second press is for the text.
      const isFirst = !this.#isAccepting;
      this.#isAccepting = isFirst;
      if (this.#pause !== undefined) {
        this.#ask();
      }
      return isFirst;
    }
    const item = this.#items[this.#active];
    if (item !== undefined) {
      this.#accept(item);
    }
    return item !== undefined;
  }

  #accept(item: CompletionItem): void {
    const token = this.#token;
    if (token === undefined) {
      return;
    }
    this.close();
    const { value } = this.field;
    // Of the two spaces that the token stood between, one goes with it.
    const hasSpareSpace = token.start > 0 && value[token.start - 1] === " " && value[token.end] === " ";
    replaceText(this.field, token.start, hasSpareSpace ? token.end + 1 : token.end, "");
    this.post({ type: "choose", id: item.id });
  }

  #ask(): void {
    const token = this.#token;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    if (token !== undefined) {
      this.#request += 1;
      this.#isWaiting = true;
      this.post({
        type: "complete",
        request: this.#request,
        trigger: token.trigger,
        query: token.query,
      });
    }
  }

  #draw(): void {
    const { field } = this;
    const token = this.#token;
    this.element.hidden = token === undefined;
    const hasItems = token !== undefined && this.#items.length > 0;
    pointAt(field, hasItems ? this.#active : undefined);
    if (token === undefined) {
      return;
    }
    render(
      hasItems
        ? completionRows(token, this.#items, this.#active, (item) => this.#accept(item))
        : html`<p class="completions-note">
            ${completionWords(token.trigger, 0, this.#isWaiting, this.#canAttach)}
          </p>`,
      this.element,
    );
    this.element.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }
}

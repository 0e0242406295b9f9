import * as l10n from "@vscode/l10n";
import { html, render } from "lit-html";
import type { Draft, ToHost } from "../core/protocol";
import { chips } from "./chips";
import { EnterKey } from "./enterKey";

/** How long a sent question may go unanswered by the host before it can be sent again. */
const sendPatienceMilliseconds = 5000;

/** Where the question is written. What is typed stays until the host has taken it over. */
export class Composer {
  readonly element: HTMLElement = document.createElement("div");
  readonly #field = document.createElement("textarea");
  readonly #chips = document.createElement("div");
  readonly #bar = document.createElement("div");
  readonly #enter = new EnterKey();
  #edits = 0;
  #sent: { readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  #isAnswering = false;

  constructor(
    private readonly post: (message: ToHost) => void,
    private readonly changed: () => void,
  ) {
    this.element.className = "composer";
    this.#field.rows = 1;
    this.#field.dir = "auto";
    this.#bar.className = "composer-bar";
    this.element.append(this.#chips, this.#field, this.#bar);
    this.#enter.watch(this.#field);
    this.#field.addEventListener("keydown", (event) => this.#keyDown(event));
    this.#field.addEventListener("input", () => this.#typed());
    // A click beside the text is meant for it.
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element || event.target === this.#bar) {
        this.focus();
      }
    });
  }

  focus(): void {
    this.#field.focus();
  }

  /**
   * Takes the host's text, unless something was typed that the host had not heard of by then.
   * @param edits the last of our drafts that the host had heard
   */
  restore(draft: Draft, edits: number): void {
    this.#forgetSent();
    if (edits === this.#edits) {
      this.#field.value = draft.text;
    }
  }

  /** The host has taken a question over: only now does its text go. */
  asked(text: string): void {
    this.#forgetSent();
    if (this.#field.value.startsWith(text)) {
      // What was typed on since belongs to the next question.
      this.#field.value = this.#field.value.slice(text.length);
      this.#postDraft();
    }
  }

  /** Adds a text below what is written. */
  add(text: string): void {
    const written = this.#field.value.trimEnd();
    this.#field.value = written === "" ? text : `${written}\n\n${text}`;
    this.#typed();
  }

  update(draft: Draft, model: string, isAnswering: boolean): void {
    this.#isAnswering = isAnswering;
    this.#field.setAttribute("aria-label", l10n.t("Message Claude"));
    this.#field.placeholder = l10n.t("Ask about your code");
    render(chips(draft.context, l10n.t("Attachments"), true, this.post), this.#chips);
    const canSend = this.#canSend();
    render(
      html`<button
          type="button"
          class="model"
          aria-label=${l10n.t("Model: {0}", model)}
          title=${l10n.t("Select Model")}
          @click=${() => this.post({ type: "selectModel" })}
        >
          ${model}
        </button>
        ${
          isAnswering
            ? html`<button
                type="button"
                class="icon-button send"
                aria-label=${l10n.t("Stop")}
                title=${l10n.t("Stop")}
                @click=${() => this.#stop()}
              >
                <span class="codicon codicon-stop-circle" aria-hidden="true"></span>
              </button>`
            : html`<button
                type="button"
                class="icon-button send"
                aria-label=${l10n.t("Send")}
                title=${l10n.t("Send (Enter)")}
                aria-disabled=${!canSend}
                @click=${() => this.#send()}
              >
                <span class="codicon codicon-send" aria-hidden="true"></span>
              </button>`
        }`,
      this.#bar,
    );
  }

  #keyDown(event: KeyboardEvent): void {
    const sends = this.#enter.sends(event);
    const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.altKey;
    if (isPlainEnter && !event.isComposing && event.keyCode !== 229) {
      // Also the Enter that is not to send must not break the line: it was not meant for the text.
      event.preventDefault();
    }
    if (sends) {
      this.#send();
    } else if (event.key === "Escape" && !event.isComposing && this.#isAnswering) {
      this.#stop();
    }
  }

  #typed(): void {
    this.#postDraft();
    this.changed();
  }

  /** At every change and at once: a page that is hidden or reloaded gets no other chance. */
  #postDraft(): void {
    this.#edits += 1;
    this.post({ type: "draft", text: this.#field.value, edits: this.#edits });
  }

  #canSend(): boolean {
    return !this.#isAnswering && this.#sent === undefined && this.#field.value.trim() !== "";
  }

  #send(): void {
    if (!this.#canSend()) {
      return;
    }
    const text = this.#field.value;
    const timer = setTimeout(() => {
      this.#sent = undefined;
      this.changed();
    }, sendPatienceMilliseconds);
    this.#sent = { text, timer };
    this.post({ type: "send", text });
    this.changed();
  }

  #stop(): void {
    this.post({ type: "stop" });
    // The button goes away with the answer; the focus must not go with it.
    this.focus();
  }

  #forgetSent(): void {
    clearTimeout(this.#sent?.timer);
    this.#sent = undefined;
  }
}

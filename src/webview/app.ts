import * as l10n from "./l10n";
import { html, nothing, render, type TemplateResult } from "lit-html";
import { answerText, pendingAnswer } from "../core/conversation";
import { reduce } from "../core/reduce";
import { withTurns } from "../core/branches";
import type { ToHost, ToView } from "../core/protocol";
import { codeClick } from "./codeHeader";
import { CodeColours } from "./colours/codeColours";
import { Composer } from "./composer";
import { copyAsMarkdown } from "./copying";
import { deletedWords, deletionNote } from "./deletionNote";
import { instructionsNote } from "./instructionsNote";
import { Find } from "./find";
import { toggleFold } from "./folding";
import { applyFonts } from "./fonts";
import { PageImages } from "./images/pageImages";
import { addressAt } from "./links";
import type { PageState } from "./pageState";
import { quotation, selectedText } from "./quoting";
import { placeCode } from "./placeCode";
import { silenceAnnouncement } from "./silence";
import { Transcript } from "./transcript";
import { missingKeyBar, sessionKeyNote } from "./welcome";

/** How much of one frame may go into drawing answers. */
const sliceMilliseconds = 10;

/** The page's state and its one rendering per animation frame. */
export class App {
  readonly #transcript: Transcript;
  readonly #composer: Composer;
  readonly #images: PageImages;
  readonly #announcer = document.createElement("div");
  readonly #floor = document.createElement("div");
  readonly #colours: CodeColours;
  #find: Find | undefined;
  #state: PageState | undefined;
  #isFrameAsked = false;
  #isStateDrawn = false;
  #isFocusAsked = false;
  #answering: string | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly post: (message: ToHost) => void,
  ) {
    this.#transcript = new Transcript(
      post,
      () => this.#changed(),
      (elements) => this.#colours.finished(elements),
    );
    this.#colours = new CodeColours(this.#transcript.element, post, (group) => this.#find?.redrawn(group));
    this.#images = new PageImages(root, post, () => this.#changed());
    this.#composer = new Composer(
      post,
      this.#images.incoming,
      () => this.#changed(),
      (words) => {
        this.#announcer.textContent = words;
      },
    );
    this.#announcer.className = "visually-hidden";
    this.#announcer.setAttribute("role", "status");
    this.#floor.className = "floor-holder";
    copyAsMarkdown(this.#transcript.element);
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("keydown", (event) => this.#keyDown(event));
  }

  /** Applies a message of the host; it is drawn with the next frame. */
  receive(message: ToView): void {
    switch (message.type) {
      case "snapshot":
        l10n.config({ contents: { ...message.strings } });
        this.#mount();
        this.#state = { ...message.state, conversation: withTurns(message.state.conversation) };
        this.#answering = pendingAnswer(this.#state.conversation)?.id;
        this.#images.restored(this.#state);
        this.#composer.restore(message.state.conversation.id, message.state.draft, message.edits);
        applyFonts(message.state.fonts);
        break;
      case "events": {
        const before = this.#state && pendingAnswer(this.#state.conversation);
        this.#change((state) => ({
          ...state,
          conversation: message.events.reduce(reduce, state.conversation),
        }));
        for (const event of message.events) {
          if (event.type === "asked") {
            this.#composer.asked(event.turn.text);
          }
          if (event.type === "asked" || event.type === "retried") {
            this.#transcript.jump();
          }
        }
        this.#announceProgress();
        const now = this.#state && pendingAnswer(this.#state.conversation);
        this.#announcer.textContent = silenceAnnouncement(before, now) ?? this.#announcer.textContent;
        break;
      }
      case "attachments":
        this.#change((state) => ({ ...state, draft: { ...state.draft, context: message.context } }));
        break;
      case "key":
        this.#change((state) => ({ ...state, key: message.key }));
        break;
      case "model":
        this.#change((state) => ({ ...state, model: message.model }));
        break;
      case "auto":
        this.#change((state) => {
          const { auto: _, ...rest } = state;
          return message.item === undefined ? rest : { ...rest, auto: message.item };
        });
        break;
      case "totals":
        this.#change((state) => ({ ...state, totals: message.totals }));
        break;
      case "deletion":
        this.#change((state) => ({ ...state, canUndoDeletion: message.canUndo }));
        this.#announcer.textContent = message.canUndo ? deletedWords() : "";
        break;
      case "estimate":
        this.#change((state) => ({ ...state, estimate: message.estimate }));
        break;
      case "completions":
        this.#composer.complete(message.request, message.items);
        break;
      case "insert":
        this.#composer.insert(message.text);
        break;
      case "fonts":
        applyFonts(message.fonts);
        break;
      case "codeColours":
      case "codeStyles":
      case "codeAnew":
        // Nothing else of the page depends on them.
        this.#colours.receive(message);
        return;
      case "makeImage":
      case "fitImage":
      case "thumbnails":
        this.#images.receive(message);
        break;
      case "awaitClipboardImage":
        this.#isFocusAsked = true;
        this.#composer.awaitClipboardImage();
        break;
      case "find":
        this.#find?.open();
        break;
      case "focusComposer":
        this.#isFocusAsked = true;
        break;
      case "quote":
        this.#quote(message.turnId);
        break;
    }
    this.#changed();
  }

  #change(change: (state: PageState) => PageState): void {
    this.#state = this.#state && change(this.#state);
    if (this.#state) {
      this.#images.update(this.#state);
    }
  }

  #mount(): void {
    if (this.root.hasChildNodes()) {
      return;
    }
    const heading = document.createElement("h1");
    heading.className = "visually-hidden";
    heading.textContent = l10n.t("Ask Claude");
    const main = document.createElement("main");
    main.className = "chat";
    main.append(heading, this.#transcript.element, this.#floor);
    this.root.append(main, this.#announcer);
    this.#find = new Find({
      scroller: this.#transcript.element,
      holder: main,
      hold: () => this.#transcript.hold(),
      focusFallback: () => this.#composer.focus(),
    });
  }

  #changed(): void {
    this.#isStateDrawn = false;
    this.#askFrame();
  }

  #askFrame(): void {
    if (!this.#isFrameAsked) {
      this.#isFrameAsked = true;
      requestAnimationFrame(() => this.#frame());
    }
  }

  #frame(): void {
    this.#isFrameAsked = false;
    const state = this.#state;
    if (!state) {
      return;
    }
    const deadline = performance.now() + sliceMilliseconds;
    if (!this.#isStateDrawn) {
      this.#isStateDrawn = true;
      const focused = document.activeElement;
      this.#transcript.update(state);
      this.#drawFloor(state);
      if (focused !== null && focused !== document.body && !focused.isConnected) {
        // What had the focus is gone (a chip taken off, a button that did its work): the keyboard must not be lost.
        this.#composer.focus();
      }
      if (this.#isFocusAsked) {
        // Only now: before the first frame the composer is not in the document.
        this.#isFocusAsked = false;
        this.#composer.focus();
      }
    }
    if (this.#transcript.work(deadline)) {
      this.#askFrame();
    }
  }

  /** Everything below the conversation. */
  #drawFloor(state: PageState): void {
    const pending = pendingAnswer(state.conversation);
    const last = state.conversation.turns.at(-1);
    const askedInTurn =
      last?.role === "assistant" &&
      last.status.type === "failed" &&
      (last.status.failure.kind === "noKey" || last.status.failure.kind === "badKey");
    const canJump = last !== undefined && !this.#transcript.isFollowing;
    const barKey = state.key.type === "missing" && last !== undefined && !askedInTurn ? state.key : undefined;
    render(
      html`${canJump ? this.#jumpButton() : nothing}
        <div class="floor-scroll">
          <div class="floor">
            ${deletionNote(state.canUndoDeletion, this.post)}
            ${instructionsNote(state.instructions, this.post)}
            ${barKey === undefined ? nothing : missingKeyBar(barKey, this.post)}
            ${sessionKeyNote(state.key, this.post)} ${this.#composer.element}
          </div>
        </div>`,
      this.#floor,
    );
    this.#composer.update(state, pending !== undefined);
  }

  #jumpButton(): TemplateResult {
    return html`<div class="jump-holder">
      <button type="button" class="button secondary jump" @click=${() => this.#jump()}>
        <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${l10n.t("Jump to latest")}
      </button>
    </div>`;
  }

  #jump(): void {
    this.#transcript.jump();
    // The button goes away; the focus must not go with it.
    this.#composer.focus();
  }

  #announceProgress(): void {
    const pending = this.#state && pendingAnswer(this.#state.conversation)?.id;
    if (pending !== undefined && pending !== this.#answering) {
      this.#announcer.textContent = l10n.t("Claude is answering");
    } else if (pending === undefined && this.#answering !== undefined) {
      const last = this.#state?.conversation.turns.at(-1);
      const isComplete = last?.role === "assistant" && last.status.type === "complete";
      this.#announcer.textContent = isComplete ? l10n.t("Answer complete") : "";
    }
    this.#answering = pending;
  }

  /** Quotes what is selected in an answer, or else the whole of it. */
  #quote(turnId: string): void {
    const turn = this.#state?.conversation.turns.find(({ id }) => id === turnId);
    const article = this.root.querySelector(`[data-turn="${CSS.escape(turnId)}"]`);
    const text =
      (article && selectedText(article)) ?? (turn?.role === "assistant" ? answerText(turn) : turn?.text);
    if (text !== undefined) {
      this.#composer.add(quotation(text));
      this.#composer.focus();
    }
  }

  #clicked(event: Event): void {
    const quoted = event.target instanceof Element ? event.target.closest(".quote-answer") : null;
    const quotedTurn = quoted?.closest<HTMLElement>("[data-turn]")?.dataset["turn"];
    if (quotedTurn !== undefined) {
      this.#quote(quotedTurn);
    }
    const address = addressAt(event.target);
    if (address !== undefined) {
      this.post({ type: "openLink", href: address });
    }
    toggleFold(event.target);
    const click = codeClick(event.target);
    if (click) {
      placeCode(click, this.post, (words) => {
        this.#announcer.textContent = words;
      });
    }
  }

  #keyDown(event: KeyboardEvent): void {
    const address = event.key === "Enter" ? addressAt(event.target) : undefined;
    if (address !== undefined) {
      event.preventDefault();
      this.post({ type: "openLink", href: address });
    }
  }
}

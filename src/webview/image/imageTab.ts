import * as l10n from "../l10n";
import { render } from "lit-html";
import { abandoned, type Editing, seenEdits, settled } from "../../core/imageEditing";
import { changesNothing } from "../../core/imageEdits";
import type { FromImageTab, ShownImage, ToImageTab } from "../../core/imageProtocol";
import { imageProblemText } from "../../core/imageText";
import type { ImageMaker } from "../images/imageMaker";
import { pageLocale } from "../locale";
import { BlobUrl } from "./blobUrl";
import { Editor } from "./editor";
import { watchGestures } from "./gestures";
import { doImageJob } from "../images/imageJob";
import { keyMeaning, type KeyMeaning } from "./keys";
import { showOnStage } from "./showOnStage";
import { Stage } from "./stage";
import { tabFoot } from "./tabFoot";
import { type HeadParts, tabHead } from "./tabHead";

/** An image as a request carries it, and the place to crop it and to black out parts of it. */
export class ImageTab {
  readonly #post: (message: FromImageTab) => void;
  readonly #maker: ImageMaker;
  readonly #stage = new Stage(() => this.#render());
  readonly #head = document.createElement("header");
  readonly #foot = document.createElement("footer");
  readonly #spoken = document.createElement("p");
  readonly #url = new BlobUrl();
  #shown: ShownImage | undefined;
  /** The image in its full size, once it was asked for. */
  #whole: { readonly hash: string; readonly bytes: Uint8Array } | undefined;
  #editor: Editor | undefined;
  #isBusy = false;
  #trouble = "";

  constructor(root: HTMLElement, post: (message: FromImageTab) => void, maker: ImageMaker) {
    this.#post = post;
    this.#maker = maker;
    this.#spoken.className = "visually-hidden";
    this.#spoken.setAttribute("role", "status");
    const main = document.createElement("main");
    main.className = "image-tab";
    main.append(this.#head, this.#stage.element, this.#foot, this.#spoken);
    main.addEventListener("keydown", (event) => this.#keyDown(event));
    root.append(main);
    watchGestures({
      stage: this.#stage,
      editing: () => (this.#canEdit ? this.#editor?.editing : undefined),
      changed: (editing, isOver) => this.#editor?.drag(editing, isOver),
    });
  }

  /** Takes in what the host says. */
  receive(message: ToImageTab): void {
    switch (message.type) {
      case "show":
        l10n.config({ contents: { ...message.strings } });
        this.#show(message.shown);
        break;
      case "whole":
        this.#whole = message;
        break;
      case "notApplied":
        this.#fail(message.sentence);
        break;
      default:
        void doImageJob(message, this.#maker, this.#post);
        return;
    }
    this.#render();
  }

  get #canEdit(): boolean {
    return this.#shown?.sent !== undefined && this.#shown.lock === undefined && !this.#isBusy;
  }

  #show(shown: ShownImage): void {
    const before = this.#shown;
    if (before?.image.hash === shown.image.hash) {
      // What was done here is newer than what the host remembers of it.
      this.#shown = { ...shown, history: before.history };
      return;
    }
    const { width, height } = shown.image;
    if (before === undefined && document.hasFocus() && document.activeElement === document.body) {
      // Who came by keyboard goes on by keyboard.
      this.#stage.element.focus();
    }
    this.#shown = shown;
    this.#whole = undefined;
    this.#editor = undefined;
    this.#trouble = "";
    if (this.#isBusy) {
      this.#isBusy = false;
      this.#say(l10n.t("Applied. The image has {0} × {1} pixels now.", width, height));
    }
    if (shown.history.done > 0) {
      this.#begin();
    }
  }

  /** The image is about to be edited: its full size is asked for, and what was done before is there again. */
  #begin(): Editor | undefined {
    const shown = this.#shown;
    if (shown !== undefined && this.#canEdit && this.#editor === undefined) {
      const { width, height } = shown.image;
      this.#editor = new Editor(
        { size: { width, height }, history: shown.history },
        {
          seen: () => this.#stage.seen,
          focusStage: () => this.#stage.element.focus(),
          changed: (isOver) => this.#changed(isOver),
          say: (sentence) => this.#say(sentence),
        },
      );
      this.#post({ type: "loadWhole" });
      this.#render();
    }
    return this.#editor;
  }

  #changed(isOver: boolean): void {
    if (isOver) {
      // Not during a drag: the image would move away below the pointer.
      this.#trouble = "";
    }
    this.#render();
    if (isOver && this.#editor !== undefined) {
      this.#remember(settled(this.#editor.editing));
    }
  }

  /** The host keeps what was done: the tab may be closed at any moment. */
  #remember({ history }: Editing): void {
    const shown = this.#shown;
    if (shown !== undefined) {
      this.#shown = { ...shown, history };
      this.#post({ type: "edited", hash: shown.image.hash, history });
    }
  }

  /** Back to what is sent; Redo brings back what was done when the image is edited again. */
  #cancel(): void {
    const editor = this.#editor;
    if (editor !== undefined) {
      this.#remember(abandoned(editor.editing));
      this.#editor = undefined;
      this.#say(l10n.t("The image is as it was."));
      this.#render();
      this.#stage.element.focus();
    }
  }

  async #apply(): Promise<void> {
    const shown = this.#shown;
    const whole = this.#whole;
    const editor = this.#editor;
    if (shown === undefined || editor === undefined || whole === undefined || !this.#canEdit) {
      return;
    }
    const edits = seenEdits(editor.editing);
    if (changesNothing(edits)) {
      return;
    }
    this.#isBusy = true;
    this.#render();
    const outcome = await this.#maker.edit(whole.bytes, edits, shown.limits);
    if (outcome.ok && outcome.hash === whole.hash) {
      // Black on what is black already: there is nothing to apply, and the host would have nothing to answer.
      this.#isBusy = false;
      this.#cancel();
    } else if (outcome.ok) {
      this.#post({ type: "apply", hash: whole.hash, made: outcome.made });
    } else {
      this.#fail(imageProblemText(outcome.problem, shown.name, l10n));
      this.#render();
    }
  }

  #fail(sentence: string): void {
    this.#isBusy = false;
    this.#trouble = sentence;
  }

  #say(sentence: string): void {
    this.#spoken.textContent = sentence;
  }

  #keyDown(event: KeyboardEvent): void {
    const { target, key } = event;
    const isApply = key === "Enter" && (event.ctrlKey || event.metaKey);
    const isPress = target instanceof HTMLButtonElement && (key === "Enter" || key === " ");
    if ((target instanceof HTMLInputElement || isPress) && !isApply) {
      return;
    }
    const shown = this.#shown;
    const untouched = shown && { size: shown.image, history: shown.history };
    const editing = this.#canEdit ? (this.#editor?.editing ?? untouched) : undefined;
    const meaning = keyMeaning(event, editing, this.#stage.zoom);
    if (meaning !== undefined) {
      event.preventDefault();
      // VS Code has commands for some of these keys.
      event.stopPropagation();
      this.#do(meaning);
    }
  }

  #do(meaning: KeyMeaning): void {
    switch (meaning.type) {
      case "zoom":
        this.#stage.zoomTowards(meaning.to);
        break;
      case "apply":
        void this.#apply();
        break;
      case "tool":
        this.#begin()?.choose(meaning.tool, true);
        break;
      case "place":
        this.#begin()?.place(meaning.rectangle);
        break;
      default:
        this.#begin()?.do(meaning.type);
    }
  }

  #render(): void {
    const shown = this.#shown;
    if (shown === undefined) {
      return;
    }
    showOnStage(this.#stage, this.#url, shown, this.#editor?.editing, this.#whole?.bytes);
    render(tabHead(this.#headParts(shown)), this.#head);
    render(tabFoot(shown, this.#editor?.editing.tool, pageLocale()), this.#foot);
  }

  #headParts(shown: ShownImage): HeadParts {
    return {
      editing: this.#editor?.editing,
      canEdit: shown.sent !== undefined && shown.lock === undefined,
      isBusy: this.#isBusy,
      name: shown.name,
      trouble: this.#trouble,
      zoom: this.#stage.zoom,
      isFitting: this.#stage.isFitting,
      locale: pageLocale(),
      choose: (tool, byKey) => this.#begin()?.choose(tool, byKey),
      zoomStep: (direction) => this.#stage.zoomStep(direction),
      zoomTo: (zoom) => this.#stage.zoomTo(zoom),
      do: (what) => this.#editor?.do(what),
      place: (rectangle) => this.#editor?.place(rectangle),
      apply: () => void this.#apply(),
      cancel: () => this.#cancel(),
    };
  }
}

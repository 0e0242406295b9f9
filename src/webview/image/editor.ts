import * as l10n from "../l10n";
import {
  confirmed,
  dropped,
  type Editing,
  type ImageTool,
  removed,
  resetAll,
  stepAgain,
  stepBack,
  withActive,
  withNew,
  withTool,
} from "../../core/imageEditing";
import { middleOf, type Rectangle } from "../../core/rectangle";
import type { KeyMeaning } from "./keys";
import { rectangleWords } from "./words";

/** What the editor needs of the tab. */
export interface EditorParts {
  /** What of the image is in sight. */
  readonly seen: () => Rectangle;
  readonly focusStage: () => void;
  /** @param isOver false while a drag goes on */
  readonly changed: (isOver: boolean) => void;
  readonly say: (sentence: string) => void;
}

/** What a person does to the image, by whatever hand, told in words. */
export class Editor {
  readonly #parts: EditorParts;
  #editing: Editing;

  constructor(editing: Editing, parts: EditorParts) {
    this.#editing = editing;
    this.#parts = parts;
  }

  get editing(): Editing {
    return this.#editing;
  }

  /** Takes over what a drag came to so far. */
  drag(editing: Editing, isOver: boolean): void {
    this.#become(editing, isOver);
    if (isOver) {
      this.#sayWhere();
    }
  }

  /** Takes up a tool, or puts it away when it is the one in hand. */
  choose(tool: ImageTool, byKey: boolean): void {
    const { tool: before } = this.#editing;
    this.#parts.focusStage();
    this.#become(withTool(this.#editing, before === tool && !byKey ? undefined : tool));
    if (byKey && tool === "blackOut") {
      // A mouse draws its rectangles itself.
      this.begin();
    } else {
      this.#sayWhere();
    }
  }

  /** Makes a rectangle for the keyboard to move. */
  begin(): void {
    this.place(withNew(this.#editing, middleOf(this.#parts.seen(), this.#editing.size)).active?.rectangle);
  }

  /** Puts the active rectangle somewhere, or makes one there. */
  place(rectangle: Rectangle | undefined): void {
    if (rectangle !== undefined) {
      const { active } = this.#editing;
      this.#become(
        active === undefined ? withNew(this.#editing, rectangle) : withActive(this.#editing, rectangle),
      );
      this.#sayWhere();
    }
  }

  do(what: Exclude<KeyMeaning["type"], "apply" | "place" | "tool" | "zoom"> | "reset"): void {
    const { say } = this.#parts;
    switch (what) {
      case "begin":
        this.begin();
        return;
      case "undo":
        this.#become(stepBack(this.#editing));
        say(l10n.t("Undone."));
        return;
      case "redo":
        this.#become(stepAgain(this.#editing));
        say(l10n.t("Done again."));
        return;
      case "reset":
        this.#become(resetAll(this.#editing));
        say(l10n.t("The image is as it was."));
        break;
      case "remove":
        this.#become(removed(this.#editing));
        say(l10n.t("The rectangle is gone."));
        break;
      case "drop":
        this.#become(dropped(this.#editing));
        say(l10n.t("The rectangle was dropped."));
        break;
      case "confirm":
        this.#become(confirmed(this.#editing));
        say(l10n.t("The rectangle stays. The image changes when you apply it."));
        break;
    }
    this.#parts.focusStage();
  }

  #become(editing: Editing, isOver = true): void {
    this.#editing = editing;
    this.#parts.changed(isOver);
  }

  #sayWhere(): void {
    const { tool, active } = this.#editing;
    if (tool !== undefined && active !== undefined) {
      this.#parts.say(rectangleWords(tool, active.rectangle));
    }
  }
}

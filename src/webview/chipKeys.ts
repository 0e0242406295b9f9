/**
 * The keyboard among the composer's chips: one stop for Tab, arrows between them, Delete takes one off. The focus goes
 * to a neighbour, and to the text when none is left.
 */
export class ChipKeys {
  #current: HTMLElement | undefined;
  #count = 0;
  /** Taken off, but still in sight until the host has heard of it: nothing to go to. */
  readonly #leaving = new WeakSet<HTMLElement>();

  constructor(
    private readonly holder: HTMLElement,
    private readonly field: HTMLTextAreaElement,
  ) {
    holder.addEventListener("keydown", (event) => this.#keyDown(event));
    holder.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLElement && event.target.matches(".chip-open")) {
        this.#current = event.target;
        this.refresh();
      }
    });
  }

  /** To be called when chips have been drawn. */
  refresh(): void {
    const all = this.#chips();
    const stop = all.find((chip) => chip === this.#current) ?? all.at(-1);
    for (const chip of all) {
      chip.tabIndex = chip === stop ? 0 : -1;
    }
    if (all.length > this.#count) {
      // What has just been attached is to be seen, also below many others.
      all.at(-1)?.closest(".chips")?.lastElementChild?.scrollIntoView({ block: "nearest" });
    }
    this.#count = all.length;
    for (const button of this.holder.querySelectorAll<HTMLElement>(".chip-remove")) {
      button.tabIndex = -1;
    }
  }

  /** Goes from the text to the last chip; false when there is none. */
  enter(): boolean {
    const last = this.#chips().at(-1);
    last?.focus();
    return last !== undefined;
  }

  #keyDown(event: KeyboardEvent): void {
    const chip = event.target;
    if (!(chip instanceof HTMLElement) || !chip.matches(".chip-open") || isChord(event)) {
      return;
    }
    const all = this.#chips();
    const at = all.indexOf(chip);
    switch (event.key) {
      case "ArrowLeft":
        all[at - 1]?.focus();
        break;
      case "ArrowRight":
        (all[at + 1] ?? this.field).focus();
        break;
      case "Home":
        all[0]?.focus();
        break;
      case "End":
        all.at(-1)?.focus();
        break;
      case "ArrowDown":
      case "Escape":
        this.field.focus();
        break;
      case "Delete":
      case "Backspace":
        this.#remove(chip, all[at + 1] ?? all[at - 1]);
        break;
      default:
        if (event.key.length === 1 && event.key !== " ") {
          // Whoever types means the text: the key press goes on there.
          this.field.focus();
        }
        return;
    }
    event.preventDefault();
  }

  #remove(chip: HTMLElement, neighbour: HTMLElement | undefined): void {
    this.#leaving.add(chip);
    (neighbour ?? this.field).focus();
    chip.parentElement?.querySelector<HTMLElement>(".chip-remove")?.click();
  }

  #chips(): HTMLElement[] {
    return [...this.holder.querySelectorAll<HTMLElement>(".chip-open")].filter(
      (chip) => !this.#leaving.has(chip),
    );
  }
}

/**
 * Delete on a chip of a question asked before takes it off, as in the composer. The focus goes to a neighbour; without
 * one it is the page's to keep.
 */
export function removeByKey(event: KeyboardEvent): void {
  const chip = event.target;
  if (!(chip instanceof HTMLElement) || !chip.matches(".chip-open") || isChord(event)) {
    return;
  }
  const item = chip.parentElement;
  const remove = item?.querySelector<HTMLElement>(".chip-remove");
  if ((event.key === "Delete" || event.key === "Backspace") && item && remove) {
    event.preventDefault();
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    neighbour?.querySelector<HTMLElement>(".chip-open")?.focus();
    remove.click();
  }
}

function isChord(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

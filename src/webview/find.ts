import { unfold } from "./folding";
import { FindMatches } from "./findMatches";
import { type FindQuery, mostMatches } from "./findText";
import { FindWidget } from "./findWidget";
import { revealRange } from "./revealRange";

/** The names that the style sheet gives colours to. */
const allName = "find-match";
const currentName = "find-current";

/** Where find works: what it looks through, and what it needs of the page around it. */
export interface FindPlace {
  /** The scrolling conversation. */
  readonly scroller: HTMLElement;
  /** What the widget is put into. */
  readonly holder: HTMLElement;
  /** The reader is taken somewhere and is to stay there, whatever comes in. */
  readonly hold: () => void;
  /** Takes the focus when what had it before is gone. */
  readonly focusFallback: () => void;
}

/** Find in the conversation. Only what the person does moves the page; text that streams in only changes the count. */
export class Find {
  readonly #place: FindPlace;
  readonly #matches: FindMatches;
  #widget: FindWidget | undefined;
  #current: StaticRange | undefined;
  /** From where on the next list is to be gone to, once; without it the page stays where it is. */
  #goFrom: StaticRange | "sight" | undefined;
  #before: Element | null = null;
  /** How many times the reader was taken to a match. */
  #shown = 0;

  constructor(place: FindPlace) {
    this.#place = place;
    this.#matches = new FindMatches(place.scroller, () => this.#updated());
    // Before VS Code sees the key: it would look for a find of its own.
    document.addEventListener("keydown", (event) => this.#keyDown(event), true);
  }

  get isOpen(): boolean {
    return this.#widget?.element.isConnected === true;
  }

  /** Opens the widget, or goes back to it, with the selected text to look for. */
  open(): void {
    this.#widget ??= new FindWidget({
      look: (query) => this.#look(query),
      go: (direction) => this.#go(direction),
      close: () => this.close(),
    });
    if (!this.isOpen) {
      this.#before = document.activeElement;
      this.#place.holder.append(this.#widget.element);
    }
    this.#widget.focus(selectedLine(this.#place.scroller));
  }

  /** Takes the widget away and gives the focus back. */
  close(): void {
    this.#widget?.element.remove();
    this.#matches.look({ text: "", matchesCase: false });
    const before = this.#before;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) {
      before.focus({ preventScroll: true });
    } else {
      this.#place.focusFallback();
    }
  }

  /** A piece of the conversation has other nodes than before, with the same text: what is marked stays marked. */
  redrawn(piece: Element): void {
    const index = this.#current ? this.#matches.list.indexOf(this.#current) : -1;
    if (this.#matches.redrawn(piece)) {
      this.#mark(this.#matches.list[index]);
    }
  }

  #look(query: FindQuery): void {
    this.#goFrom = this.#current ?? "sight";
    this.#current = undefined;
    this.#matches.look(query);
  }

  #updated(): void {
    const { list } = this.#matches;
    const from = this.#goFrom;
    this.#goFrom = undefined;
    if (from !== undefined && list.length > 0) {
      const index = from === "sight" ? firstInSight(list, this.#place.scroller) : firstFrom(list, from);
      this.#show(list[index] ?? list[0]);
      return;
    }
    const current = this.#current;
    this.#mark(current && list.find((match) => isSame(match, current)));
  }

  #go(direction: 1 | -1): void {
    const { list } = this.#matches;
    const current = this.#current;
    const index = current ? list.indexOf(current) : firstInSight(list, this.#place.scroller) - direction;
    this.#show(list.at((index + direction + list.length) % Math.max(1, list.length)));
  }

  #show(match: StaticRange | undefined): void {
    this.#mark(match);
    if (match) {
      unfold(match.startContainer);
      this.#place.hold();
      this.#shown += 1;
      const shown = this.#shown;
      revealRange(this.#place.scroller, () => (this.#shown === shown ? this.#current : undefined));
    }
  }

  #mark(current: StaticRange | undefined): void {
    const { list } = this.#matches;
    this.#current = current;
    CSS.highlights.set(allName, new Highlight(...list));
    const highlight = current ? new Highlight(current) : new Highlight();
    highlight.priority = 1;
    CSS.highlights.set(currentName, highlight);
    const number = current ? list.indexOf(current) + 1 : 0;
    this.#widget?.show(number, list.length, list.length >= mostMatches);
  }

  #keyDown(event: KeyboardEvent): void {
    const isMac = /Mac/.test(navigator.platform);
    const hasOnlyControl =
      (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey;
    if (hasOnlyControl && !event.shiftKey && event.code === "KeyF") {
      this.open();
    } else if (this.isOpen && event.key === "F3" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      this.#go(event.shiftKey ? -1 : 1);
    } else if (this.isOpen && event.key === "Escape" && event.target === this.#place.scroller) {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function isSame(a: StaticRange, b: StaticRange): boolean {
  return a.startContainer === b.startContainer && a.startOffset === b.startOffset;
}

/** The first match at or after a place that may be no match any more. */
function firstFrom(list: readonly StaticRange[], from: StaticRange): number {
  const index = from.startContainer.isConnected
    ? lowest(list, (match) => {
        const order = from.startContainer.compareDocumentPosition(match.startContainer);
        return order === 0
          ? match.startOffset >= from.startOffset
          : (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      })
    : 0;
  return index < list.length ? index : 0;
}

/** The first match that is not above what is in sight, or else the last one: it is the nearest. */
function firstInSight(list: readonly StaticRange[], scroller: HTMLElement): number {
  const { top } = scroller.getBoundingClientRect();
  const index = lowest(list, (match) => {
    const element = match.startContainer.parentElement;
    return element !== null && element.getBoundingClientRect().bottom > top;
  });
  return Math.min(index, list.length - 1);
}

/** The lowest index at which the condition holds, when it holds from there on; the length when it never does. */
function lowest(list: readonly StaticRange[], holds: (match: StaticRange) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const match = list[middle];
    if (match && holds(match)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** What is selected in the conversation, when that is part of one line. */
function selectedLine(scroller: HTMLElement): string {
  const selection = document.getSelection();
  const text = selection?.toString() ?? "";
  const isHere = selection?.anchorNode !== null && scroller.contains(selection?.anchorNode ?? null);
  return isHere && text.length <= 200 && !text.includes("\n") ? text : "";
}

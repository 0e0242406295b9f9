import { longestColoured } from "../../core/colours/codeStyle";
import type { ToHost, ToView } from "../../core/protocol";
import { ColouredBlock } from "./colouredBlock";
import { keepSelection } from "./keptSelection";
import { KnownColours } from "./knownColours";
import { type LineGroup, takeColours } from "./lineGroup";
import { CodeStyleSheet } from "./styleSheet";

/** How much of one frame may go into colouring. */
const sliceMilliseconds = 8;
/** A busy page may put colouring off for so long. */
const patienceMilliseconds = 100;
/** What is a screen away is coloured ahead. */
const ahead = "100% 0px";

/**
 * Gives finished code its colours, as the host tells them: asked for once for each block, when it comes near sight, and
 * drawn in slices, a few lines at a time, only where somebody may look. The text stays what it is.
 */
export class CodeColours {
  readonly #sheet = new CodeStyleSheet();
  readonly #known = new KnownColours();
  readonly #sight: IntersectionObserver;
  readonly #finished = new WeakSet<Element>();
  /** Blocks of which not everything was told, by the numbers they were asked for with. */
  readonly #asked = new Map<number, ColouredBlock>();
  readonly #groups = new WeakMap<Element, LineGroup>();
  /** Groups that are near sight and not drawn to their ends. */
  readonly #waiting = new Set<LineGroup>();
  #lastNumber = 0;
  #isScheduled = false;
  /** While somebody drags over the text, nothing is taken from under the pointer. */
  #isSelecting = false;

  /** @param redrawn called when a group of lines has other nodes, with the same text, than before */
  constructor(
    private readonly scroller: HTMLElement,
    private readonly post: (message: ToHost) => void,
    private readonly redrawn: (group: Element) => void,
  ) {
    this.#sight = new IntersectionObserver((entries) => this.#sighted(entries), {
      root: scroller,
      rootMargin: ahead,
    });
    scroller.addEventListener("pointerdown", (event) => {
      this.#isSelecting = event.button === 0 && !isOnScrollBar(event);
    });
    for (const name of ["pointerup", "pointercancel", "blur"]) {
      window.addEventListener(name, () => {
        this.#isSelecting = false;
        this.#schedule();
      });
    }
  }

  /** Takes notice of the code in elements that will not change any more. */
  finished(elements: readonly Element[]): void {
    this.#forgetGone();
    const deadline = performance.now() + sliceMilliseconds;
    for (const block of elements.flatMap(codeBlocks)) {
      if (!this.#finished.has(block)) {
        this.#finished.add(block);
        if (performance.now() > deadline || !this.#drawKnown(block, deadline)) {
          this.#sight.observe(block);
        }
      }
    }
  }

  /** What the host tells of colours. */
  receive(message: Extract<ToView, { type: "codeColours" | "codeStyles" | "codeAnew" }>): void {
    if (message.type === "codeAnew") {
      this.#beginAnew();
      return;
    }
    if (message.type === "codeStyles") {
      this.#sheet.set(message.first, message.styles);
      return;
    }
    const block = this.#asked.get(message.block);
    block?.tell(message);
    if (block?.isWhole === true) {
      this.#asked.delete(message.block);
      this.#known.remember(block);
    }
    this.#schedule();
  }

  /** Code whose colours are remembered has them before it is seen, unless that would take too long. */
  #drawKnown(element: Element, deadline: number): boolean {
    const block = new ColouredBlock(element);
    const parts = this.#known.of(block);
    for (const part of parts ?? []) {
      block.tell(part);
    }
    if (parts) {
      this.#watch(block);
      for (const group of block.groups) {
        if (performance.now() < deadline) {
          this.#draw(group, deadline);
        }
      }
    }
    return parts !== undefined;
  }

  #sighted(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const group = this.#groups.get(target);
      if (group && isIntersecting && !group.isDone) {
        this.#waiting.add(group);
      } else if (group) {
        this.#waiting.delete(group);
      } else if (isIntersecting && this.#finished.has(target)) {
        this.#sight.unobserve(target);
        this.#ask(target);
      }
    }
    this.#schedule();
  }

  #ask(element: Element): void {
    this.#forgetGone();
    const block = new ColouredBlock(element);
    const { text, label } = block;
    if (text.trim() === "" || text.length > longestColoured) {
      return;
    }
    this.#watch(block);
    const parts = this.#known.of(block);
    if (parts) {
      for (const part of parts) {
        block.tell(part);
      }
      return;
    }
    this.#lastNumber += 1;
    this.#asked.set(this.#lastNumber, block);
    this.post({ type: "colourCode", block: this.#lastNumber, text, ...label });
  }

  /** What is not in the page any more needs no colours. */
  #forgetGone(): void {
    const gone = [...this.#asked].filter(([, { element }]) => !element.isConnected).map(([number]) => number);
    for (const number of gone) {
      this.#asked.delete(number);
    }
    if (gone.length > 0) {
      this.post({ type: "forgetCode", blocks: gone });
    }
  }

  /** All code is plain again, and asked for when it is near sight. */
  #beginAnew(): void {
    this.#sheet.set(0, []);
    this.#known.clear();
    this.#asked.clear();
    this.#waiting.clear();
    for (const block of codeBlocks(this.scroller)) {
      if (this.#finished.has(block)) {
        for (const group of block.getElementsByClassName("code-lines")) {
          this.#groups.delete(group);
          this.#sight.unobserve(group);
          keepSelection(group, () => takeColours(group));
          this.redrawn(group);
        }
        // Only what is observed anew is told of where it stands.
        this.#sight.unobserve(block);
        this.#sight.observe(block);
      }
    }
  }

  #watch(block: ColouredBlock): void {
    for (const group of block.groups) {
      this.#groups.set(group.element, group);
      this.#sight.observe(group.element);
    }
  }

  #schedule(): void {
    if (!this.#isScheduled && !this.#isSelecting && this.#nextGroup() !== undefined) {
      this.#isScheduled = true;
      requestIdleCallback(
        (idle) => {
          this.#isScheduled = false;
          this.#work(
            performance.now() + Math.min(sliceMilliseconds, idle.timeRemaining() || sliceMilliseconds),
          );
          this.#schedule();
        },
        { timeout: patienceMilliseconds },
      );
    }
  }

  #nextGroup(): LineGroup | undefined {
    return [...this.#waiting].find((group) => group.isReady);
  }

  #work(deadline: number): void {
    let group = this.#isSelecting ? undefined : this.#nextGroup();
    while (group) {
      this.#draw(group, deadline);
      group = performance.now() < deadline ? this.#nextGroup() : undefined;
    }
  }

  #draw(group: LineGroup, deadline: number): void {
    keepSelection(group.element, () => group.draw(deadline, this.#sheet.count));
    this.redrawn(group.element);
    if (group.isDone) {
      this.#waiting.delete(group);
      this.#groups.delete(group.element);
      this.#sight.unobserve(group.element);
    }
  }
}

/** Whoever scrolls by dragging wants to see colours all the while. */
function isOnScrollBar({ target, offsetX, offsetY }: PointerEvent): boolean {
  // What stands in a line has no size of its own, nor anything to scroll.
  return (
    target instanceof Element &&
    target.clientWidth > 0 &&
    (offsetX >= target.clientWidth || offsetY >= target.clientHeight)
  );
}

function codeBlocks(element: Element): readonly Element[] {
  return element.matches(".code-block") ? [element] : [...element.getElementsByClassName("code-block")];
}

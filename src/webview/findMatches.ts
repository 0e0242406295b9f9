import { findExpression, findIn, findPieces, type FindQuery, mostMatches, pieceOf } from "./findText";

/** How much of one frame may go into looking. */
const sliceMilliseconds = 8;
/** A text that grows is looked through again this often at most. */
const calmMilliseconds = 120;

/**
 * All matches in the conversation, kept up to date while it changes. It looks in slices, and only into what is new; the
 * list is replaced as a whole when it is complete.
 */
export class FindMatches {
  #expression: RegExp | undefined;
  #found = new WeakMap<Element, readonly StaticRange[]>();
  #list: readonly StaticRange[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  readonly #changes: MutationObserver;

  constructor(
    private readonly root: Element,
    private readonly updated: () => void,
  ) {
    this.#changes = new MutationObserver((records) => this.#changed(records));
    // Opening and closing thinking does not change the tree, only what of it counts.
    root.addEventListener("toggle", () => this.#lookSoon(), true);
  }

  /** In the order of reading. */
  get list(): readonly StaticRange[] {
    return this.#list;
  }

  /** Looks for something else from now on, or with an empty text for nothing. */
  look(query: FindQuery): void {
    this.#expression = findExpression(query);
    this.#found = new WeakMap();
    this.#changes.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#expression) {
      this.#changes.observe(this.root, { subtree: true, childList: true, characterData: true });
      this.#lookNow();
    } else {
      this.#stop();
      this.#publish([]);
    }
  }

  /**
   * The nodes of a piece were replaced, its text was not: its matches are found in the new ones at once, each in the
   * list's place of the old one. Returns whether there are any.
   */
  redrawn(piece: Element): boolean {
    const before = this.#expression ? this.#found.get(piece) : undefined;
    if (!this.#expression || !before) {
      return false;
    }
    const others = this.#changes.takeRecords().filter(({ target }) => !piece.contains(target));
    if (others.length > 0 || this.#frame !== undefined) {
      this.#changed(others);
    }
    const start = before[0] ? this.#list.indexOf(before[0]) : -1;
    if (start === -1) {
      if (before.length > 0) {
        // The look that found them is not at its end, and they stand in nodes that are gone.
        this.#found.delete(piece);
        this.#lookSoon();
      }
      return false;
    }
    const found = findIn(piece, this.#expression);
    this.#found.set(piece, found);
    this.#list = this.#list.toSpliced(start, before.length, ...found).slice(0, mostMatches);
    return true;
  }

  #changed(records: readonly MutationRecord[]): void {
    for (const { target } of records) {
      const piece = pieceOf(target);
      if (piece) {
        this.#found.delete(piece);
      }
    }
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#expression) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#lookNow();
      }, calmMilliseconds);
    }
  }

  #lookNow(): void {
    this.#stop();
    const expression = this.#expression;
    if (!expression) {
      return;
    }
    const pieces = findPieces(this.root);
    const list: StaticRange[] = [];
    let next = 0;
    const work = (): void => {
      const deadline = performance.now() + sliceMilliseconds;
      for (; next < pieces.length && list.length < mostMatches; next += 1) {
        if (performance.now() > deadline) {
          this.#frame = requestAnimationFrame(work);
          return;
        }
        const piece = pieces[next];
        if (piece) {
          const found = this.#found.get(piece) ?? findIn(piece, expression);
          this.#found.set(piece, found);
          list.push(...found);
        }
      }
      this.#frame = undefined;
      this.#publish(list.slice(0, mostMatches));
    };
    work();
  }

  #stop(): void {
    if (this.#frame !== undefined) {
      cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
    }
  }

  #publish(list: readonly StaticRange[]): void {
    this.#list = list;
    this.updated();
  }
}

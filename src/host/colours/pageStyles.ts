import type { CodeStyle } from "../../core/colours/codeStyle";
import { type NumberedStyle, plainNumber } from "../../core/colours/styleNumbers";
import type { ToView } from "../../core/protocol";
import type { StyleTable } from "./styleTable";

/** So many styles are in one page; what is more stays plain. A theme that changes tells of all of them anew. */
const mostStyles = 10_000;

/** A page that has them all begins anew, but not before it asked for more blocks than can be in sight at once. */
const blocksBetween = 40;

type Table = Pick<StyleTable, "age" | "style" | "looks">;

/** A part of a block, in the numbers of the table. */
type TablePart = Omit<Extract<ToView, { type: "codeColours" }>, "type" | "runs"> & {
  readonly runs: Iterable<number>;
};

/** The styles that one page knows, which are those that its code has: their numbers are the page's own. */
export class PageStyles {
  readonly #table: Table;
  readonly #post: (message: ToView) => void;
  #age: number;
  #numbers = new Map<number, number>();
  #styles: (NumberedStyle | undefined)[] = [undefined];
  #sent = 0;
  #blocks = 0;

  /** For a page that knows nothing yet. */
  constructor(table: Table, post: (message: ToView) => void) {
    this.#table = table;
    this.#age = table.age;
    this.#post = post;
  }

  /** Tells of a part of a block, and first of the styles in it that are new to the page. */
  tell({ runs, ...part }: TablePart): void {
    if (this.#age !== this.#table.age) {
      this.#age = this.#table.age;
      this.#numbers.clear();
    }
    let isNumber = false;
    const own: number[] = [];
    for (const each of runs) {
      own.push(isNumber ? this.#numberOf(each) : each);
      isNumber = !isNumber;
    }
    if (this.#sent < this.#styles.length) {
      this.#post({ type: "codeStyles", first: this.#sent, styles: this.#looks(this.#sent) });
      this.#sent = this.#styles.length;
    }
    this.#post({ type: "codeColours", ...part, runs: own });
  }

  /** Counts a block that is to be coloured; a page that knows too much then forgets it, and asks for its code again. */
  begin(): void {
    this.#blocks += 1;
    if (this.#styles.length >= mostStyles && this.#blocks > blocksBetween) {
      this.beginAnew();
    }
  }

  /** The page asks for all of its code again. */
  beginAnew(): void {
    this.#blocks = 0;
    this.#numbers.clear();
    this.#styles = [undefined];
    this.#sent = 0;
    this.#post({ type: "codeAnew" });
  }

  /** Tells how everything looks now that the theme or a setting is another. */
  lookAgain(): void {
    if (this.#sent > 0) {
      this.#post({ type: "codeStyles", first: 0, styles: this.#looks(0) });
    }
  }

  #looks(first: number): readonly CodeStyle[] {
    return this.#table.looks(this.#styles.slice(first));
  }

  #numberOf(number: number): number {
    const known = this.#numbers.get(number);
    if (known !== undefined) {
      return known;
    }
    const style = this.#table.style(number);
    if (style === undefined || this.#styles.length >= mostStyles) {
      return plainNumber;
    }
    const own = this.#styles.push(style) - 1;
    this.#numbers.set(number, own);
    return own;
  }
}

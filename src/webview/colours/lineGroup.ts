import { isStyled, styleClass } from "./styleSheet";

/** The style number of code that nobody told a colour of. */
export const plain = -1;

/** A group of a code block's lines on its way from plain to coloured, line by line. */
export class LineGroup {
  /** Lengths and style numbers in turn, of what was told and is not drawn yet. */
  #runs: number[] = [];
  /** Where in the runs the next one is that was not drawn wholly, and how much of it was. */
  #next = 0;
  #used = 0;
  /** How far in the group was told, and drawn. */
  #told = 0;
  #drawn = 0;
  #node: ChildNode | null;

  /** @param length how much text there is, in UTF-16 units */
  constructor(
    readonly element: Element,
    readonly length: number,
  ) {
    this.#node = element.firstChild;
  }

  get isDone(): boolean {
    return this.#node === null;
  }

  /** Whether a line can be drawn of which everything was told. */
  get isReady(): boolean {
    return this.#node !== null && this.#isTold(this.#node);
  }

  /** Takes over what comes next. */
  tell(length: number, style: number): void {
    this.#runs.push(length, style);
    this.#told += length;
  }

  /** Colours the lines that were told, at least one of them and others until the deadline (`performance.now()` time). */
  draw(deadline: number, styleCount: number): void {
    let node = this.#node;
    while (node !== null && this.#isTold(node)) {
      const next: ChildNode | null = node.nextSibling;
      if (node instanceof Text) {
        node.replaceWith(...this.#coloured(node.data, styleCount));
      } else if (node instanceof HTMLElement) {
        this.#colourAroundMarks(node, styleCount);
      }
      node = next;
      if (performance.now() > deadline) {
        break;
      }
    }
    this.#node = node;
    if (node === null) {
      this.#runs = [];
    }
  }

  /** Whether what was told reaches to the end of a line; its line break need not be told. */
  #isTold(node: ChildNode): boolean {
    const text = node.textContent ?? "";
    return this.#told >= this.#drawn + text.length - (text.endsWith("\n") ? 1 : 0);
  }

  /** A line with marks is an element: what is a mark in it stays as it is. */
  #colourAroundMarks(line: HTMLElement, styleCount: number): void {
    let node = line.firstChild;
    while (node !== null) {
      const next: ChildNode | null = node.nextSibling;
      const pieces = this.#coloured(node.textContent ?? "", styleCount);
      if (node instanceof Text) {
        node.replaceWith(...pieces);
      }
      node = next;
    }
  }

  /** The text that comes next, in pieces of one style each. */
  #coloured(text: string, styleCount: number): readonly Node[] {
    const nodes: Node[] = [];
    let at = 0;
    while (at < text.length) {
      const left = (this.#runs[this.#next] ?? Infinity) - this.#used;
      const style = this.#runs[this.#next + 1] ?? plain;
      const piece = text.slice(at, at + left);
      nodes.push(style >= 0 && style < styleCount ? styled(piece, style) : document.createTextNode(piece));
      at += piece.length;
      this.#used += piece.length;
      if (piece.length === left) {
        this.#next += 2;
        this.#used = 0;
      }
    }
    this.#drawn += text.length;
    return nodes;
  }
}

function styled(text: string, style: number): HTMLElement {
  const element = document.createElement("span");
  element.className = styleClass(style);
  element.append(text);
  return element;
}

/** Makes a group plain again, each line a node as it was before it was drawn. */
export function takeColours(group: Element): void {
  for (const element of group.querySelectorAll("span")) {
    if (isStyled(element)) {
      element.replaceWith(...element.childNodes);
    }
  }
  group.normalize();
  for (let node = group.firstChild; node !== null; node = node.nextSibling) {
    const end = node instanceof Text ? node.data.indexOf("\n") + 1 : 0;
    if (node instanceof Text && end > 0 && end < node.length) {
      node.splitText(end);
    }
  }
}

import type { Token, Tokens } from "marked";
import type { Block } from "./blocks";
import { CodeBlock } from "./codeBlock";
import { type Definitions, lex } from "./lexing";
import { type CodeLabel, fileNameInLine } from "./namedFile";
import { drawBlocks, listElement, listItems, plainText, tableElements, tableRows } from "./tokens";

/** Layout takes time by how much stands side by side: nothing has more children than these. */
const blocksPerSection = 40;
const longestList = 200;
const longestTable = 200;

/** The elements that hold a text's blocks: the root the first ones, sections in it those after, so many to each. */
export class Sections {
  readonly #sections: HTMLElement[] = [];

  constructor(readonly root: HTMLElement) {}

  /** What puts the elements of the block at this index, the last one so far, into the page. */
  at(index: number): (elements: readonly Element[]) => void {
    return (elements) => {
      // A block that joins the one before it has none: an empty section would only take up room.
      if (elements.length > 0) {
        this.#section(index).append(...elements);
      }
    };
  }

  #section(index: number): HTMLElement {
    const number = Math.floor(index / blocksPerSection);
    if (number === 0) {
      return this.root;
    }
    const section = this.#sections[number] ?? document.createElement("div");
    if (section.parentNode !== this.root) {
      section.className = "section";
      this.root.append(section);
      this.#sections[number] = section;
    }
    return section;
  }

  /** Takes out the sections that only held what was drawn ahead. */
  prune(): void {
    for (const section of this.#sections) {
      if (section?.childElementCount === 0) {
        section.remove();
      }
    }
  }
}

/** What a block became: its elements, and where a block that joins it goes on. */
export interface Drawn {
  readonly block: Block;
  readonly elements: readonly Element[];
  readonly open: HTMLElement | undefined;
}

/**
 * Draws a block, handing its elements to `append`, or at the end of the list or table of the block before it when it
 * joins that. Definitions found in it are added to `definitions`. With `folds`, long code begins folded.
 */
export function drawBlock(
  block: Block,
  before: Drawn | undefined,
  append: (elements: readonly Element[]) => void,
  definitions: Definitions,
  folds: boolean,
): Drawn {
  if (block.kind === "fence") {
    const view = new CodeBlock(labelBelow(block.label, before?.block));
    view.update(block.lines, "");
    view.finish(folds);
    append([view.element]);
    return { block, elements: [view.element], open: undefined };
  }
  const source = block.kind === "rows" ? `${block.header}\n${block.text}` : block.text;
  const tokens = lex(source, definitions);
  const [first, ...rest] = tokens ?? [];
  const start = first && beginning(first, block, folds);
  if (!tokens || !start) {
    const elements = tokens ? drawBlocks(tokens, folds) : [plainText(source)];
    append(elements);
    return { block, elements, open: undefined };
  }
  const joins = joined(block, before);
  const container = joins ?? start.container();
  container.append(...start.parts);
  const holder = joins ? [] : [container.closest(".table-scroll") ?? container];
  const others = drawBlocks(rest, folds);
  append([...holder, ...others]);
  return {
    block,
    elements: [...start.parts, ...holder, ...others],
    open: others.length > 0 ? undefined : container,
  };
}

/** What is known of a code block when the block above it may name its file. */
export function labelBelow(label: CodeLabel, above: Block | undefined): CodeLabel {
  return label.fileName === "" && label.language !== "latex" && above?.kind === "flow"
    ? { ...label, fileName: fileNameInLine(above.text) }
    : label;
}

/** Takes a block's elements out of the page. */
export function erase(drawn: Drawn): void {
  for (const element of drawn.elements) {
    element.remove();
  }
}

/** Whether two blocks look the same; code blocks, which grow in place, are never compared. */
export function sameBlock(a: Block | undefined, b: Block | undefined): boolean {
  if (a === undefined || b === undefined || a.kind === "fence" || b.kind === "fence") {
    return false;
  }
  return a.kind === b.kind && a.text === b.text;
}

/** Whether a block may hold link definitions, which count only when it is drawn with the shared ones. */
export function mayDefine(block: Block): boolean {
  return block.kind !== "fence" && block.text.includes("]:");
}

function joined(block: Block, before: Drawn | undefined): HTMLElement | undefined {
  if (block.kind === "flow" || block.kind === "fence" || !block.joins || !before?.open) {
    return undefined;
  }
  const longest = block.kind === "item" ? longestList : longestTable;
  return before.open.childElementCount < longest ? before.open : undefined;
}

/** How a block that later ones may join begins: its parts, and a new container for them. */
function beginning(
  token: Token,
  block: Block,
  folds: boolean,
): { readonly container: () => HTMLElement; readonly parts: readonly HTMLElement[] } | undefined {
  if (block.kind === "item" && isList(token)) {
    return { container: () => listElement(token), parts: listItems(token, folds) };
  }
  if (block.kind === "rows" && isTable(token)) {
    return { container: () => tableElements(token).body, parts: tableRows(token) };
  }
  return undefined;
}

function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === "table";
}

/** More matches than these are neither counted nor shown: the browser would have too much to keep. */
export const mostMatches = 10_000;

/** The smallest pieces that text is looked for in; a match never goes beyond one. Folded thinking is left out. */
const pieces = [".question-text", ".markdown :is(p, h3, h4, h5, h6, th, td)", ".markdown .code-lines"]
  .map((selector) => `${selector}:not(details:not([open]) *, [hidden] *)`)
  .join(", ");

/** What is looked for. */
export interface FindQuery {
  readonly text: string;
  readonly matchesCase: boolean;
}

/** An expression that finds the text wherever it stands, whatever white space is between its words. */
export function findExpression({ text, matchesCase }: FindQuery): RegExp | undefined {
  if (text === "") {
    return undefined;
  }
  const escaped = text
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, String.raw`\s+`);
  return new RegExp(escaped, matchesCase ? "gu" : "giu");
}

/** All pieces of text below an element, in the order of reading. */
export function findPieces(root: Element): readonly Element[] {
  return [...root.querySelectorAll(pieces)];
}

/** The piece that a changed node belongs to, if it stands in one. */
export function pieceOf(node: Node): Element | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(pieces) ?? undefined;
}

/** Where the expression matches in a piece, across the bold, code and links in it. */
export function findIn(piece: Element, expression: RegExp): readonly StaticRange[] {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = "";
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) {
      nodes.push({ node, start: text.length });
      text += node.data;
    }
  }
  const found: StaticRange[] = [];
  let index = 0;
  const place = (
    offset: number,
    isEnd: boolean,
  ): { readonly node: Text; readonly offset: number } | undefined => {
    // An end stands in the node of the last character, a start in that of the first.
    while ((nodes[index + 1]?.start ?? Infinity) <= (isEnd ? offset - 1 : offset)) {
      index += 1;
    }
    const at = nodes[index];
    return at && { node: at.node, offset: offset - at.start };
  };
  for (const match of text.matchAll(expression)) {
    const start = place(match.index, false);
    const end = place(match.index + match[0].length, true);
    if (start && end && found.length < mostMatches) {
      found.push(
        new StaticRange({
          startContainer: start.node,
          startOffset: start.offset,
          endContainer: end.node,
          endOffset: end.offset,
        }),
      );
    }
  }
  return found;
}

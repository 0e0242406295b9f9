/**
 * Does what replaces the text nodes of an element, without a change of its text, and leaves selected what was: the
 * browser forgets the ends that stand in nodes that go.
 */
export function keepSelection(element: Element, change: () => void): void {
  const selection = getSelection();
  const ends = selection && {
    anchor: endIn(element, selection.anchorNode, selection.anchorOffset),
    focus: endIn(element, selection.focusNode, selection.focusOffset),
  };
  change();
  if (!ends || (ends.anchor.inText === undefined && ends.focus.inText === undefined)) {
    return;
  }
  const anchor = placed(element, ends.anchor);
  const focus = placed(element, ends.focus);
  if (anchor.node && focus.node) {
    selection.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  }
}

/** One end of a selection; `inText` counts from the element's beginning when it stands in there. */
interface SelectionEnd {
  readonly node: Node | null;
  readonly offset: number;
  readonly inText?: number;
}

function endIn(element: Element, node: Node | null, offset: number): SelectionEnd {
  if (node === null || !element.contains(node)) {
    return { node, offset };
  }
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return { node, offset, inText: before.toString().length };
}

function placed(element: Element, end: SelectionEnd): SelectionEnd {
  if (end.inText === undefined) {
    return end;
  }
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = end.inText;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left <= length) {
      return { node, offset: left };
    }
    left -= length;
  }
  return { node: element, offset: element.childNodes.length };
}

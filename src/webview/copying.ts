import { selectedMarkdown, spansBlocks } from "./selectedMarkdown";

/**
 * Lets a copy of more than one block of the element be Markdown, as it was written: the browser's own plain text has no
 * numbers of lists and no fences. What is copied within one block is left to the browser.
 */
export function copyAsMarkdown(element: Element): void {
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const isField = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
    if (isField || selection === null || selection.isCollapsed || !selection.containsNode(element, true)) {
      return;
    }
    const range = within(element, selection.getRangeAt(0));
    const text = spansBlocks(range) ? selectedMarkdown(range) : "";
    if (text !== "") {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    }
  });
}

/** What of the range is in the element, as when everything in the page is selected. */
function within(element: Element, range: Range): Range {
  const whole = document.createRange();
  whole.selectNodeContents(element);
  const part = range.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    part.setStart(whole.startContainer, whole.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    part.setEnd(whole.endContainer, whole.endOffset);
  }
  return part;
}

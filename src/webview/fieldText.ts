/**
 * Replaces a part of a text field and puts the caret behind it, as one step that Undo takes back. `execCommand` is the
 * only way for a page to do so: setting the value or `setRangeText` empties the list of what can be undone. Where it
 * does nothing (a field that is not on the page yet) the text is set all the same.
 */
export function replaceText(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  if (start === end && text === "") {
    return;
  }
  field.focus();
  field.setSelectionRange(start, end);
  const isDone =
    text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!isDone) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

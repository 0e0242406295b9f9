/** Beyond this `execCommand` takes seconds: its time grows with the square of the lines. */
const mostLinesToUndo = 100;

/**
 * Replaces a part of a text field and puts the caret behind it, telling the field's listeners once. Undo takes it back
 * as one step, but for a very long text: `execCommand` is the only way for a page to keep what can be undone, setting
 * the value or `setRangeText` empties it.
 */
export function replaceText(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  if (start === end && text === "") {
    return;
  }
  field.focus();
  field.setSelectionRange(start, end);
  // The command tells of every line on its own.
  const silence = (event: Event): void => event.stopImmediatePropagation();
  field.addEventListener("input", silence, { capture: true });
  const isDone =
    text.split("\n", mostLinesToUndo + 1).length <= mostLinesToUndo &&
    (text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text));
  field.removeEventListener("input", silence, { capture: true });
  if (!isDone) {
    field.setRangeText(text, start, end, "end");
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

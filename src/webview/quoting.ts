/** What is selected inside an element, as text; undefined when nothing there is. */
export function selectedText(element: Element): string | undefined {
  const selection = getSelection();
  const isInside = selection !== null && !selection.isCollapsed && element.contains(selection.anchorNode);
  const text = isInside ? selection.toString().trim() : "";
  return text === "" ? undefined : text;
}

/** A text as a Markdown quotation, with a line below it to go on at. */
export function quotation(text: string): string {
  return `${text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n")}\n\n`;
}

import { selectedMarkdown } from "./selectedMarkdown";

/** What is selected inside an element, as Markdown; undefined when nothing there is. */
export function selectedText(element: Element): string | undefined {
  const selection = getSelection();
  const range = selection === null || selection.isCollapsed ? undefined : selection.getRangeAt(0);
  const text = range && element.contains(range.commonAncestorContainer) ? selectedMarkdown(range).trim() : "";
  return text === "" ? undefined : text;
}

/** A text as a Markdown quotation, with a line below it to go on at. */
export function quotation(text: string): string {
  return `${text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n")}\n\n`;
}

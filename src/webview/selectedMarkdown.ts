import { addressOf } from "./links";

const headings = ["H3", "H4", "H5", "H6"];
/** What belongs to the page and not to the answer. */
const furniture = ".code-header, button, summary, .visually-hidden, .codicon";

/** What is selected of an answer, as Markdown: code stays code, lists stay lists; empty when that is nothing. */
export function selectedMarkdown(range: Range): string {
  const fragment = range.cloneContents();
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  if (element?.closest("pre")) {
    return fence(fragment.textContent, languageOf(element)).trim();
  }
  const text = element?.closest("code") ? codeSpan(fragment.textContent) : blocks(fragment);
  return text.replaceAll(/\n{3,}/g, "\n\n").trim();
}

function blocks(parent: Node): string {
  return [...parent.childNodes].map((node) => written(node)).join("");
}

function written(node: Node): string {
  if (node instanceof Text) {
    return node.data.replaceAll(/\s+/g, " ");
  }
  if (!(node instanceof Element) || node.matches(furniture)) {
    return "";
  }
  const inner = (): string => blocks(node);
  switch (node.localName) {
    case "pre":
      return fence(node.textContent, languageOf(node));
    case "p":
      return node.classList.contains("plain") ? `${node.textContent}\n\n` : `${inner().trim()}\n\n`;
    case "h3":
    case "h4":
    case "h5":
    case "h6":
      return `${"#".repeat(headings.indexOf(node.tagName) + 1)} ${inner().trim()}\n\n`;
    case "ul":
    case "ol":
      return `${items(node)}\n`;
    case "li":
      return item("- ", node);
    case "blockquote":
      return `${inner().trim().replaceAll(/^/gm, "> ")}\n\n`;
    case "tr":
      return `| ${[...node.children].map((cell) => blocks(cell).trim()).join(" | ")} |\n`;
    case "thead":
      return `${inner()}${"|---".repeat(node.querySelectorAll("th").length)}|\n`;
    case "table":
      return `${inner()}\n`;
    case "hr":
      return "---\n\n";
    case "br":
      return "\\\n";
    case "strong":
      return marked("**", inner());
    case "em":
      return marked("*", inner());
    case "del":
      return marked("~~", inner());
    case "code":
      return codeSpan(node.textContent);
    case "a":
      return `[${inner()}](${addressOf(node)})`;
    default:
      return inner();
  }
}

function items(list: Element): string {
  const start = list instanceof HTMLOListElement ? list.start : undefined;
  return [...list.children]
    .map((child, index) => item(start === undefined ? "- " : `${start + index}. `, child))
    .join("");
}

function item(marker: string, element: Element): string {
  const box = element.querySelector(":scope > p > .task");
  const task = box === null ? "" : box.classList.contains("codicon-pass-filled") ? "[x] " : "[ ] ";
  const text = blocks(element)
    .trim()
    .replaceAll(/\n{2,}(?=[-\d])/g, "\n");
  return `${marker}${task}${text.replaceAll(/\n(?=.)/g, `\n${" ".repeat(marker.length)}`)}\n`;
}

function marked(mark: string, text: string): string {
  return text.trim() === "" ? text : `${mark}${text.trim()}${mark}${text.endsWith(" ") ? " " : ""}`;
}

function codeSpan(text: string): string {
  const mark = "`".repeat(longestRun(text) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return text === "" ? "" : mark + space + text + space + mark;
}

function fence(code: string, language: string): string {
  const mark = "`".repeat(Math.max(3, longestRun(code) + 1));
  return `${mark}${language}\n${code.replace(/\n$/, "")}\n${mark}\n\n`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function languageOf(code: Element): string {
  return code.closest(".code-block")?.querySelector(".code-language")?.textContent ?? "";
}

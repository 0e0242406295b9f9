import { addressOf } from "./links";

const headings = ["H3", "H4", "H5", "H6"];
/** What belongs to the page and not to the answer. */
const furniture =
  ".code-header, button, summary, .visually-hidden, .codicon, .chips, .usage, .turn-actions, [hidden], details:not([open])";
const blockSelector = "p, li, pre, h3, h4, h5, h6, tr, .question-text";

/** What is selected of an answer, as Markdown: code stays code, lists stay lists; empty when that is nothing. */
export function selectedMarkdown(range: Range): string {
  const fragment = range.cloneContents();
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  if (element?.closest("pre")) {
    return fence(fragment.textContent, languageOf(element)).trim();
  }
  if (element?.closest("code")) {
    return codeSpan(fragment.textContent).trim();
  }
  const holder = element?.cloneNode(false);
  holder?.appendChild(fragment);
  if (!(holder instanceof Element)) {
    return "";
  }
  continueCut(holder, range);
  const text = holder.matches("ol, tr") ? written(holder) : blocks(holder);
  return text.trim();
}

/** Whether there is text of more than one block in it, which a copy as plain text would run together. */
export function spansBlocks(range: Range): boolean {
  const fragment = range.cloneContents();
  const leaves = [...fragment.querySelectorAll(blockSelector)].filter(
    (block) => block.textContent.trim() !== "" && block.querySelector(blockSelector) === null,
  );
  return leaves.length > 1;
}

/** What is cut at its beginning goes on: a list with the number that stood there, code with its language. */
function continueCut(holder: Element, range: Range): void {
  const path: Node[] = [];
  for (let node: Node | null = range.startContainer; node !== null; node = node.parentNode) {
    path.unshift(node);
    if (node === range.commonAncestorContainer) {
      break;
    }
  }
  let copy: Node | null = holder;
  for (const [index, node] of path.entries()) {
    if (node instanceof HTMLOListElement && copy instanceof HTMLOListElement) {
      const next = path[index + 1] ?? node.childNodes[range.startOffset];
      copy.start = node.start + [...node.children].findIndex((child) => child === next);
    }
    if (node instanceof HTMLPreElement && copy instanceof HTMLPreElement) {
      copy.dataset["language"] = languageOf(node);
    }
    copy = copy?.firstChild ?? null;
  }
}

function blocks(parent: Node): string {
  return [...parent.childNodes].map((node) => written(node)).join("");
}

function written(node: Node): string {
  if (node instanceof Text) {
    // Between blocks there are only the spaces of the page's own templates.
    const isBetween = node.data.trim() === "" && node.parentElement?.matches("article, div") === true;
    return isBetween ? "" : node.data.replaceAll(/\s+/g, " ");
  }
  if (!(node instanceof Element) || node.matches(furniture)) {
    return "";
  }
  if (node.classList.contains("question-text")) {
    return `${node.textContent.trim()}\n\n`;
  }
  if (node.matches("pre, h3, h4, h5, h6") && isEmpty(node)) {
    return "";
  }
  const inner = (): string => blocks(node);
  switch (node.localName) {
    case "pre":
      return fence(node.textContent, languageOf(node));
    case "p":
      return node.classList.contains("plain") ? `${node.textContent.trim()}\n\n` : `${inner().trim()}\n\n`;
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

/** A selection that ends before a block has a part of it, in which nothing is. */
function isEmpty(block: Element): boolean {
  return block.textContent.trim() === "" && block.querySelector(".task") === null;
}

function items(list: Element): string {
  const start = list instanceof HTMLOListElement ? list.start : undefined;
  return [...list.children]
    .map((child, index) =>
      isEmpty(child) ? "" : item(start === undefined ? "- " : `${start + index}. `, child),
    )
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
  const known = code instanceof HTMLElement ? code.dataset["language"] : undefined;
  return known ?? code.closest(".code-block")?.querySelector(".code-language")?.textContent ?? "";
}

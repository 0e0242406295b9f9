import * as l10n from "./l10n";
import type { MarkedToken, Token } from "marked";
import { decodeEntities } from "./entities";
import { withMarks } from "./hiddenMarks";
import { linkElement, webAddress } from "./links";
import { mathSource } from "./math";

/** Deeper than this nothing is drawn as what it is, only as the text it was written as. */
export const deepestNesting = 32;

const known: ReadonlySet<string> = new Set<MarkedToken["type"]>([
  "blockquote",
  "br",
  "checkbox",
  "code",
  "codespan",
  "def",
  "del",
  "em",
  "escape",
  "heading",
  "hr",
  "html",
  "image",
  "link",
  "list",
  "list_item",
  "paragraph",
  "space",
  "strong",
  "table",
  "text",
]);

/** The allow-list: whatever else the lexer may come to make is shown as the text it was written as. */
export function isKnown(token: Token): token is MarkedToken {
  return known.has(token.type);
}

/** Draws what stands in a line into `parent`. Nothing the model wrote becomes more than text and these elements. */
export function drawInline(tokens: readonly Token[], parent: Node, depth: number): void {
  for (const token of tokens) {
    const formula = mathSource(token, "inline");
    if (formula !== undefined) {
      text(formula, element("code", parent));
    } else if (isKnown(token) && depth < deepestNesting) {
      drawToken(token, parent, depth);
    } else {
      text(token.raw, parent);
    }
  }
}

function drawToken(token: MarkedToken, parent: Node, depth: number): void {
  switch (token.type) {
    case "text":
      if (token.tokens) {
        return drawInline(token.tokens, parent, depth + 1);
      }
      return text(decodeEntities(token.text), parent);
    case "escape":
      return text(token.text, parent);
    case "strong":
    case "em":
    case "del":
      return drawInline(token.tokens, element(token.type, parent), depth + 1);
    case "codespan":
      return text(token.text, element("code", parent));
    case "br":
      element("br", parent);
      return;
    case "html":
      if (/^<br\s*\/?>$/i.test(token.raw)) {
        element("br", parent);
        return;
      }
      return text(token.raw, parent);
    case "checkbox":
      return checkbox(token.checked, parent);
    case "link":
      return link(token.autolink === true ? token.href : decodeEntities(token.href), token, parent, depth);
    case "image":
      return image(decodeEntities(token.href), decodeEntities(token.text), parent);
    case "blockquote":
    case "code":
    case "def":
    case "heading":
    case "hr":
    case "list":
    case "list_item":
    case "paragraph":
    case "space":
    case "table":
      return text(token.raw, parent);
  }
}

function link(href: string, token: Token & { readonly tokens?: Token[] }, parent: Node, depth: number): void {
  const address = webAddress(href);
  if (address !== undefined) {
    const anchor = linkElement(address);
    parent.appendChild(anchor);
    return drawInline(token.tokens ?? [], anchor, depth + 1);
  }
  const words = document.createElement("span");
  drawInline(token.tokens ?? [], words, depth + 1);
  const label = words.textContent;
  parent.appendChild(words);
  if (label !== href && `mailto:${label}` !== href) {
    text(` (${href})`, parent);
  }
}

/** A picture is never fetched: its address could carry away what the model was told. */
function image(href: string, description: string, parent: Node): void {
  const address = webAddress(href);
  const holder = address === undefined ? document.createElement("span") : linkElement(address);
  holder.classList.add("image-placeholder");
  const icon = element("span", holder);
  icon.className = "codicon codicon-file-media";
  icon.setAttribute("aria-hidden", "true");
  const label = description.trim() === "" ? l10n.t("Image") : l10n.t("Image: {0}", description);
  text(address === undefined && href !== "" ? `${label} (${href})` : label, holder);
  parent.appendChild(holder);
}

function checkbox(checked: boolean, parent: Node): void {
  const box = element("span", parent);
  box.className = checked ? "codicon codicon-pass-filled task" : "codicon codicon-circle-large task";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", checked ? l10n.t("Done:") : l10n.t("To do:"));
}

function element(name: string, parent: Node): HTMLElement {
  const made = document.createElement(name);
  parent.appendChild(made);
  return made;
}

function text(value: string, parent: Node): void {
  parent.appendChild(withMarks(value));
}

import * as l10n from "./l10n";
import type { Token, Tokens } from "marked";
import { codeBlockElement } from "./codeBlock";
import { withMarks } from "./hiddenMarks";
import { deepestNesting, drawInline, isKnown } from "./inline";
import { mathSource } from "./math";
import { type CodeLabel, fileNameInLine, readFenceInfo } from "./namedFile";

/** The elements for blocks of Markdown, in order; a definition or blank line has none. With `folds`, long code begins folded. */
export function drawBlocks(tokens: readonly Token[], folds: boolean, depth = 0): readonly HTMLElement[] {
  const solid = tokens.filter((token) => token.type !== "space");
  return solid.flatMap((token, index) => drawBlock(token, solid[index - 1], folds, depth) ?? []);
}

function drawBlock(
  token: Token,
  above: Token | undefined,
  folds: boolean,
  depth: number,
): HTMLElement | undefined {
  const formula = mathSource(token, "block");
  if (formula !== undefined) {
    return codeBlockElement({ language: "latex", fileName: "" }, formula, folds);
  }
  if (!isKnown(token) || depth >= deepestNesting) {
    return plainText(token.raw);
  }
  switch (token.type) {
    case "space":
    case "def":
      return undefined;
    case "heading":
      // The page and its turns are headings of the first and second rank.
      return withInline(`h${Math.min(6, token.depth + 2)}`, token.tokens, `heading-${token.depth}`);
    case "paragraph":
      return paragraph(token.tokens, depth);
    case "text":
      return paragraph(token.tokens ?? [token], depth);
    case "hr":
      return document.createElement("hr");
    case "html":
      return plainText(token.raw);
    case "code":
      return codeBlockElement(codeLabel(token, above), token.text, folds);
    case "blockquote": {
      const quote = document.createElement("blockquote");
      quote.dir = "auto";
      quote.append(...drawBlocks(token.tokens, folds, depth + 1));
      return quote;
    }
    case "list": {
      const list = listElement(token);
      list.append(...listItems(token, folds, depth));
      return list;
    }
    case "table": {
      const { holder, body } = tableElements(token);
      body.append(...tableRows(token));
      return holder;
    }
    case "br":
    case "checkbox":
    case "codespan":
    case "del":
    case "em":
    case "escape":
    case "image":
    case "link":
    case "list_item":
    case "strong":
      return withInline("p", [token]);
  }
}

function codeLabel(token: Tokens.Code, above: Token | undefined): CodeLabel {
  const label = readFenceInfo(token.lang ?? "");
  return label.fileName === "" && above !== undefined
    ? { ...label, fileName: fileNameInLine(above.raw) }
    : label;
}

/** Text as it was written, line by line. */
export function plainText(text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.className = "plain";
  paragraph.dir = "auto";
  paragraph.append(withMarks(text.trimEnd()));
  return paragraph;
}

/** The empty list that the items go into. */
export function listElement(token: Tokens.List): HTMLElement {
  if (!token.ordered) {
    const list = document.createElement("ul");
    list.dir = "auto";
    return list;
  }
  const list = document.createElement("ol");
  list.dir = "auto";
  if (token.start !== "" && token.start !== 1) {
    list.start = token.start;
  }
  return list;
}

/** A list's items. Whether blank lines stand between them changes nothing, so that each can be drawn by itself. */
export function listItems(token: Tokens.List, folds: boolean, depth = 0): readonly HTMLElement[] {
  return token.items.map((item) => {
    const element = document.createElement("li");
    element.classList.toggle("task-item", item.task);
    const inline: Token[] = [];
    const flush = (): void => {
      if (inline.length > 0) {
        element.append(paragraph(inline.splice(0), 1));
      }
    };
    const solid = item.tokens.filter((child) => child.type !== "space");
    for (const [index, child] of solid.entries()) {
      if (child.type === "checkbox") {
        inline.push(child);
      } else if (child.type === "text" || child.type === "paragraph") {
        inline.push(
          ...(child.tokens ?? [child]).filter(
            (part) => !(item.task && part.type === "checkbox" && inline.length > 0),
          ),
        );
        flush();
      } else {
        flush();
        const drawn = drawBlock(child, solid[index - 1], folds, depth + 1);
        element.append(...(drawn === undefined ? [] : [drawn]));
      }
    }
    flush();
    return element;
  });
}

/** A table in a box of its own to scroll in; rows go into `body`. */
export function tableElements(token: Tokens.Table): {
  readonly holder: HTMLElement;
  readonly body: HTMLElement;
} {
  const head = document.createElement("thead");
  head.append(tableRow(token.header, "th"));
  const body = document.createElement("tbody");
  const table = document.createElement("table");
  table.dir = "auto";
  table.append(head, body);
  const holder = document.createElement("div");
  holder.className = "table-scroll";
  holder.tabIndex = 0;
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-label", l10n.t("Table"));
  holder.append(table);
  return { holder, body };
}

/** The rows below the header. */
export function tableRows(token: Tokens.Table): readonly HTMLElement[] {
  return token.rows.map((row) => tableRow(row, "td"));
}

function tableRow(cells: readonly Tokens.TableCell[], name: "td" | "th"): HTMLElement {
  const row = document.createElement("tr");
  row.append(
    ...cells.map((cell) => {
      const element = document.createElement(name);
      if (cell.align !== null) {
        element.className = `align-${cell.align}`;
      }
      drawInline(cell.tokens, element, 0);
      return element;
    }),
  );
  return row;
}

/**
 * A paragraph in its own direction. Inside something that has one by what it holds, it must not have the attribute: what
 * has it does not count for what is around it. There the style sheet sees to it.
 */
function paragraph(tokens: readonly Token[], depth: number): HTMLElement {
  const element = withInline("p", tokens);
  if (depth > 0) {
    element.removeAttribute("dir");
  }
  return element;
}

function withInline(name: string, tokens: readonly Token[], className = ""): HTMLElement {
  const element = document.createElement(name);
  element.dir = "auto";
  if (className !== "") {
    element.className = className;
  }
  drawInline(tokens, element, 0);
  return element;
}

import { Lexer, type Links, type Token } from "marked";
import { mathExtensions } from "./math";

const deepestMarkers = 24;
const mostDelimiters = 1500;
const mostColumns = 100;

/** Link definitions by their normalised label; the first one of a label counts. */
export type Definitions = Links;

export function noDefinitions(): Definitions {
  return Object.create(null);
}

/**
 * The tokens of one block, or undefined where it is too deeply nested or too full of delimiters to be worth the time
 * (only the block's text decides that, no clock). Definitions found in it are added to `definitions`.
 */
export function lex(text: string, definitions: Definitions): readonly Token[] | undefined {
  if (isExcessive(text)) {
    return undefined;
  }
  const lexer = new Lexer(/\$|\\[([]/.test(text) ? { gfm: true, extensions: mathExtensions } : { gfm: true });
  lexer.tokens.links = definitions;
  try {
    return lexer.lex(text);
  } catch {
    // Nesting that the check above does not know of: the lexer is recursive.
    return undefined;
  }
}

/** Whether two lines are the beginning of a table. */
export function beginsTable(twoLines: string): boolean {
  return lex(twoLines, noDefinitions())?.[0]?.type === "table";
}

/** Whether a line begins a block of raw HTML. */
export function beginsHtml(line: string): boolean {
  return lex(line, noDefinitions())?.[0]?.type === "html";
}

/** Whether a line of raw HTML ends a paragraph above it. */
export function interruptsAsHtml(line: string): boolean {
  return lex(`a\n${line}`, noDefinitions())?.[1]?.type === "html";
}

function isExcessive(text: string): boolean {
  let delimiters = 0;
  let inFence = false;
  for (const line of text.split("\n")) {
    const markers = /^[\s>*+\d.)-]*/.exec(line)?.[0] ?? "";
    if ((markers.match(/>|[*+-](?=\s)|[.)](?=\s)/g)?.length ?? 0) > deepestMarkers) {
      return true;
    }
    if ((line.match(/\|/g)?.length ?? 0) > mostColumns && !inFence) {
      return true;
    }
    if (/^\s*(?:```|~~~)/.test(line)) {
      inFence = !inFence;
    } else if (!inFence) {
      delimiters += line.match(/[*_~[\]`<]/g)?.length ?? 0;
    }
  }
  return delimiters > mostDelimiters;
}

import type { MarkedOptions, Token, Tokens } from "marked";

/** Longer formulas in a line are taken for prose, so that looking for their end is always quick. */
const longestInline = 500;

/** A line that does nothing but open a formula: everything up to its end belongs to it. */
const openedAlone = /^ {0,3}(\$\$|\\\[)[ \t]*$/;
const openedWithText = /^ {0,3}(\$\$(?!\$)|\\\[(?=[ \t]|\\))(.*)$/;
const onOneLine = /^ {0,3}(?:\$\$(?!\$)((?:(?!\$\$).)+)\$\$|\\\[((?:(?!\\\]).)+)\\\])[ \t]*[.,;:]?[ \t]*$/;
const dollarsEnd = /^((?:(?!\$\$).)*)\$\$[ \t]*[.,;:]?[ \t]*$/;
const bracketEnd = /^((?:(?!\\\]).)*)\\\][ \t]*[.,;:]?[ \t]*$/;

/** How a line begins a formula that stands by itself. */
export type MathStart =
  /** The formula is all there. */
  | { readonly type: "whole"; readonly text: string }
  /** It is one, whatever comes; `end` matches its last line, with what belongs to it as the first group. */
  | { readonly type: "open"; readonly end: RegExp }
  /** It is one if its end comes before a blank line. */
  | { readonly type: "perhaps"; readonly text: string; readonly end: RegExp };

/** What a line begins, when that is a formula: `$$ … $$` or `\[ … \]`. */
export function mathStart(line: string): MathStart | undefined {
  const [, dollars, brackets] = onOneLine.exec(line) ?? [];
  if (dollars !== undefined || (brackets !== undefined && isFormula(brackets))) {
    return { type: "whole", text: (dollars ?? brackets ?? "").trim() };
  }
  const alone = openedAlone.exec(line)?.[1];
  if (alone !== undefined) {
    return { type: "open", end: alone === "$$" ? dollarsEnd : bracketEnd };
  }
  const [, opener, text = ""] = openedWithText.exec(line) ?? [];
  return opener === undefined
    ? undefined
    : { type: "perhaps", text: text.trim(), end: opener === "$$" ? dollarsEnd : bracketEnd };
}

/** Whether a line certainly begins a formula, so that a paragraph above it ends. */
export function interruptsAsMath(line: string): boolean {
  const start = mathStart(line);
  return start !== undefined && start.type !== "perhaps";
}

/** For the lexer: formulas in a line of text, and those that stand by themselves inside a list item or a quote. */
export const mathExtensions: NonNullable<MarkedOptions["extensions"]> = {
  renderers: {},
  childTokens: {},
  block: [blockMath],
  startBlock: [
    (source) => {
      const index = source.search(/\n {0,3}(?:\$\$|\\\[)/);
      return index === -1 ? undefined : index + 1;
    },
  ],
  inline: [inlineMath],
  startInline: [
    (source) => {
      const index = source.search(/\$|\\[([]/);
      return index === -1 ? undefined : index;
    },
  ],
};

/** The source of the formula that a token is, or undefined for every other token. */
export function mathSource(token: Token, level: "block" | "inline"): string | undefined {
  const generic: Tokens.Generic = token;
  const source: unknown = generic["text"];
  return token.type === `${level}Math` && typeof source === "string" ? source : undefined;
}

function blockMath(source: string): Tokens.Generic | undefined {
  const lines = source.split("\n");
  const start = mathStart(lines[0] ?? "");
  if (start === undefined || start.type === "perhaps") {
    return undefined;
  }
  if (start.type === "whole") {
    return { type: "blockMath", raw: withEnd(source, lines.slice(0, 1)), text: start.text };
  }
  const last = lines.findIndex((line, index) => index > 0 && start.end.test(line));
  const used = lines.slice(0, last === -1 ? lines.length : last + 1);
  const inner = used.slice(1, last === -1 ? used.length : -1);
  const rest = last === -1 ? "" : (start.end.exec(lines[last] ?? "")?.[1] ?? "");
  const text = [...inner, ...(rest.trim() === "" ? [] : [rest])].join("\n");
  return { type: "blockMath", raw: withEnd(source, used), text };
}

function withEnd(source: string, lines: readonly string[]): string {
  const raw = lines.join("\n");
  return source.length > raw.length ? `${raw}\n` : raw;
}

function inlineMath(this: unknown, source: string, before: readonly Token[]): Tokens.Generic | undefined {
  const text = source.startsWith("$")
    ? inDollars(source, before.at(-1)?.raw.at(-1) ?? "")
    : inBrackets(source);
  return text === undefined ? undefined : { type: "inlineMath", raw: text.raw, text: text.inner.trim() };
}

interface Found {
  readonly raw: string;
  readonly inner: string;
}

function inBrackets(source: string): Found | undefined {
  const close = source.startsWith("\\(") ? "\\)" : source.startsWith("\\[") ? "\\]" : undefined;
  const end = close === undefined ? -1 : source.slice(0, longestInline).indexOf(close, 2);
  const inner = source.slice(2, end);
  const isMath = end > 2 && inner.trim() !== "" && (close === "\\)" || isFormula(inner));
  return isMath ? { raw: source.slice(0, end + 2), inner } : undefined;
}

/** Dollars are money more often than mathematics: only what can hardly be anything else is a formula. */
function inDollars(source: string, before: string): Found | undefined {
  const double = /^\$\$(?!\$)([^$]{1,500})\$\$(?!\$)/.exec(source);
  if (double?.[1] !== undefined && double[1].trim() !== "") {
    return { raw: double[0], inner: double[1] };
  }
  const [raw, inner] = /^\$(?![\s$])([^$\n]{1,500})\$(?![\p{L}\p{N}$])/u.exec(source) ?? [];
  if (raw === undefined || inner === undefined || /\s$/.test(inner) || /[\p{L}\p{N}\\$]/u.test(before)) {
    return undefined;
  }
  const hasSigns = /[\\^_={}]/.test(inner);
  const isProse = /^\d/.test(inner) || /\p{L}{2,}\s+\p{L}{2,}/u.test(inner);
  return hasSigns || !isProse ? { raw, inner } : undefined;
}

/** Whether what stands between `\[` and `\]` is more than brackets that were only escaped. */
function isFormula(text: string): boolean {
  return /^\s|[\\^_={}+<>|&]/.test(text);
}

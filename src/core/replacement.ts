import { codeIn } from "./answerCode";
import type { IndentStyle } from "./indentation";
import { withoutLineNumbers } from "./lineNumbers";
import { inPlaceOf } from "./linePlace";
import { isBlank } from "./prose";

/** What an answer puts in place of whole lines. */
export interface Replacement {
  /** Without line ends; none at all where everything is to go. */
  readonly lines: readonly string[];
  /** Prose that was left out, if any: shown to the person. */
  readonly said: string;
}

/** An answer without code, such as one that says that there is nothing to change. */
export interface NoReplacement {
  readonly empty: true;
  /** The answer's words, if any: why there is nothing. */
  readonly said: string;
}

/**
 * The lines that a raw answer puts in place of `original`. Words and fences around them are left out, and they are moved
 * to the original's place and style of indentation; a line that the original has as well comes back byte for byte.
 * Never throws, whatever the answer is; takes time about linear in it.
 */
export function replacementOf(
  raw: string,
  original: readonly string[],
  style: IndentStyle,
): Replacement | NoReplacement {
  const text = raw.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const { code, said, isFenced } = codeIn(withoutTag(text, original), original, style.languageId);
  if (code === undefined || (original.length === 0 && isBlank(code))) {
    return { empty: true, said };
  }
  const bare = withoutLineNumbers(withoutTag(code, original), original, style.languageId);
  return { lines: inPlaceOf(original, withEndsOf(original, bare, isFenced), style), said };
}

/** Tags that only say what is between them; others are as likely to be code. */
const tagName =
  "replacement|replaced|replacement[-_]lines|replace|answer|(?:new|updated|edited|rewritten)_?code";

/** The lines between a tag at their beginning and its end at theirs, unless the original has such a tag. */
function withoutTag(lines: readonly string[], original: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const opening = new RegExp(`^\\s*<(${tagName})(?: [^<>]*)?>(.*)$`, "i").exec(lines[first] ?? "");
  const name = opening?.[1];
  if (name === undefined || original.some((line) => line.includes(`<${name}`))) {
    return lines;
  }
  const closer = `</${name}>`;
  const end = (lines[last] ?? "").trimEnd();
  if (!end.endsWith(closer)) {
    return lines;
  }
  if (first === last) {
    return [opening?.[2]?.trimEnd().slice(0, -closer.length) ?? ""];
  }
  const before = opening?.[2] ?? "";
  const after = end.slice(0, -closer.length);
  return [
    ...(before.trim() === "" ? [] : [before]),
    ...lines.slice(first + 1, last),
    ...(after.trim() === "" ? [] : [after]),
  ];
}

/**
 * The lines with as many blank ones at the ends as the original has: answers add and drop them as they like, and a last
 * empty line may be the document's. Where all other blank lines went, those are meant to go as well, but for the last.
 */
function withEndsOf(
  original: readonly string[],
  lines: readonly string[],
  isFenced: boolean,
): readonly string[] {
  if (isBlank(lines)) {
    return isBlank(original) ? lines : [];
  }
  const code = ends(lines);
  const body = lines.slice(code.start, code.end);
  if (original.length === 0) {
    // Nothing stands there that could tell; one blank line to keep a distance may well be meant.
    return isFenced ? lines.slice(Math.max(0, code.start - 1), code.end + 1) : body;
  }
  if (isBlank(original)) {
    return original.length === 1 ? body : [...body, original.at(-1) ?? ""];
  }
  const old = ends(original);
  const inside = original.slice(old.start, old.end);
  const wentInside = inside.some((line) => line.trim() === "") && body.every((line) => line.trim() !== "");
  const leading = wentInside ? [] : original.slice(0, old.start);
  const trailing = wentInside ? original.slice(old.end).slice(-1) : original.slice(old.end);
  return [...leading, ...body, ...trailing];
}

/** Where the lines that are not blank begin and end; `end` is one past the last. */
function ends(lines: readonly string[]): { readonly start: number; readonly end: number } {
  return {
    start: lines.findIndex((line) => line.trim() !== ""),
    end: lines.findLastIndex((line) => line.trim() !== "") + 1,
  };
}

import { leavesOut } from "./elisionWords";

/** A comment as a line of its own: how it begins, what it says, how it may end. */
const wholeLine =
  /^(\/\/+|#+|--+|;+|%+|<!--+|\{?\/\*+|\(\*|\{-|['"](?= )|rem(?= ))(.*?)(?:--+>|\*+\/\}?|\*\)|-\})?$/i;
/** A comment behind or within code. */
const within = /(?<=\S)(?:\s*\/\*+([^*]*)\*+\/|\s\/\/(.*)$|\s#\s(.*)$)/g;
const dots = /^(?:\.{3,6}|…)$/;
/** A line that begins with dots and goes on in words: no language has such, for a spread has no space. */
const dotsAndWords = /^[[({<]?(?:\.{3,6}|…) \p{L}/u;

/** Files in which a line of nothing but dots is no code; it is in Python, R, YAML, Lua, C. */
const hasNoDots =
  /\.(?:[cm]?[jt]sx?|java|kts?|cs|go|rs|rb|php|swift|scala|dart|s?css|less|vue|svelte|jsonc?|sql|sh|bash|xml|toml)$/i;
/** What is read rather than run shows pieces of code, with comments for what they leave out. */
const isRead = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|org|html?)$/i;
/** The whole of a line that is no text of the document itself: a comment, or words in brackets. */
const aside = /^(?:<!--+|[[(*_]+)(.*?)(?:--+>|[\])*_]+)$/;

/**
 * The first line of a proposal that says that something was left out there, such as "rest of the code unchanged", where
 * the original has no such line. Code of its own that looks so, as a spread or Python's `...`, is none.
 *
 * @param path of the document: what it ends with says what dots mean there
 */
export function elision(
  proposal: readonly string[],
  original: readonly string[],
  path: string,
): { readonly line: number; readonly text: string } | undefined {
  const had = new Set(original.map((line) => line.trim()));
  for (const [line, each] of proposal.entries()) {
    const text = each.trim();
    if (!had.has(text) && (isRead.test(path) ? elidesText(text) : elidesCode(text, path))) {
      return { line, text };
    }
  }
  return undefined;
}

function elidesText(text: string): boolean {
  const [, said = ""] = aside.exec(text) ?? [];
  return leavesOut(said, "words");
}

function elidesCode(text: string, path: string): boolean {
  const [, mark, said] = wholeLine.exec(text) ?? [];
  if (mark !== undefined && said !== undefined) {
    // Further in, or in documentation, dots belong to an example. A quotation mark may begin a string.
    const isDots = dots.test(said.replace(/^\s/, "").trimEnd()) && !/^(?:['"]|\/{3})/.test(mark);
    return isDots || leavesOut(said, "words");
  }
  if (dots.test(text)) {
    return hasNoDots.test(path);
  }
  if (dotsAndWords.test(text)) {
    return leavesOut(text, "words");
  }
  return [...text.matchAll(within)].some(([, block, slashes, hash]) =>
    leavesOut(block ?? slashes ?? hash ?? "", "certain"),
  );
}

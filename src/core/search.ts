import { contextLabel } from "./context";
import { answerText, type Turn } from "./conversation";

/** A conversation's words, ready to be looked through. Positions in both texts are the same. */
export interface SearchText {
  readonly text: string;
  /** With small letters only. */
  readonly folded: string;
}

/** Stands between what is shown apart, so that a line around a match never runs on from one to the next. */
const apart = "\u001E";
const beforeMatch = 40;
const snippetLength = 140;

/**
 * Everything of a conversation that a search finds: the title it was given, its questions, answers, and the names of
 * what was attached.
 */
export function searchTextOf(title: string | undefined, turns: readonly Turn[]): SearchText {
  const pieces = turns.flatMap((turn) =>
    turn.role === "user"
      ? [turn.text, ...turn.context.flatMap((item) => [item.fileName, contextLabel(item)])]
      : [answerText(turn)],
  );
  const text = [title ?? "", ...pieces].join(apart).normalize("NFC");
  return { text, folded: folded(text) };
}

/** The words of a query, the longest first: it is the rarest, as a rule. */
export function queryWords(query: string): readonly string[] {
  const words = folded(query.normalize("NFC"))
    .split(/\s+/u)
    .filter((word) => word !== "");
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

/**
 * Where a conversation holds every one of the words, whatever their order and capitals: one line of text around the
 * first of them; undefined when one is missing.
 */
export function findWords({ text, folded }: SearchText, words: readonly string[]): string | undefined {
  const [first, ...others] = words;
  if (first === undefined || others.some((word) => !folded.includes(word))) {
    return undefined;
  }
  const at = folded.indexOf(first);
  return at < 0 ? undefined : snippet(text, at);
}

function snippet(text: string, at: number): string {
  const first = text.lastIndexOf(apart, at) + 1;
  const next = text.indexOf(apart, at);
  const last = next < 0 ? text.length : next;
  const start = Math.max(first, at - beforeMatch);
  const end = Math.min(last, start + snippetLength);
  // A word that would be cut in half at either end is left out, unless the match itself would go with it.
  const head = start === first ? text.slice(first, at) : text.slice(start, at).replace(/^\S*\s/u, "");
  const tail = end === last ? text.slice(at, last) : text.slice(at, end).replace(/\s\S*$/u, "");
  const line = (head + tail)
    .replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "")
    .replace(/\s+/gu, " ")
    .trim();
  return `${start === first ? "" : "…"}${line}${end === last ? "" : "…"}`;
}

/** Small letters in place of capitals, one for one: a few capitals become two letters, and stay as they are. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : text.replace(/\p{Lu}/gu, (capital) => {
        const small = capital.toLowerCase();
        return small.length === capital.length ? small : capital;
      });
}

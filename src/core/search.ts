import { contextLabel } from "./context";
import { answerText, type Turn } from "./conversation";

/** A conversation's words, ready to be looked through. Positions in both texts are the same. */
export interface SearchText {
  readonly text: string;
  /** With small letters only. */
  readonly folded: string;
}

const beforeMatch = 40;
const snippetLength = 140;

/** Everything of a conversation that a search finds: its title, its questions, answers, and what was attached. */
export function searchTextOf(title: string, turns: readonly Turn[]): SearchText {
  const pieces = turns.map((turn) =>
    turn.role === "user"
      ? [turn.text, ...turn.context.flatMap((item) => [item.fileName, contextLabel(item)])].join("\n")
      : answerText(turn),
  );
  const text = [title, ...pieces].join("\n").normalize("NFC");
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
  const start = Math.max(0, at - beforeMatch);
  const end = Math.min(text.length, start + snippetLength);
  // A word that would be cut in half at either end is left out, unless the match itself would go with it.
  const head = start === 0 ? text.slice(0, at) : text.slice(start, at).replace(/^\S*\s/u, "");
  const tail = end === text.length ? text.slice(at) : text.slice(at, end).replace(/\s\S*$/u, "");
  const line = (head + tail)
    .replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "")
    .replace(/\s+/gu, " ")
    .trim();
  return `${start === 0 ? "" : "…"}${line}${end === text.length ? "" : "…"}`;
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

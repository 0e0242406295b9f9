import type { Redact } from "../core/redact";

/** A server's words as they may be shown: without the key, of bounded length, and never a page of HTML. */
export function cleanWords(words: unknown, redact: Redact): string | undefined {
  if (typeof words !== "string" || words.trim() === "" || /<(?:!doctype|html|head|body)\b/i.test(words)) {
    return undefined;
  }
  return redact(words.trim()).slice(0, 2000);
}

/** One of a server's own terms, such as a type: without the key, and never long. */
export function shortWord(term: string, redact: Redact): string {
  return redact(term).slice(0, 100);
}

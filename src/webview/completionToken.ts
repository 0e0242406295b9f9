import { type CompletionTrigger, longestQuery } from "../core/protocol";

/** What is being typed after `#`, `@` or `/`. */
export interface CompletionToken {
  readonly trigger: CompletionTrigger;
  readonly query: string;
  /** Where the sign stands, in UTF-16 units. */
  readonly start: number;
  /** The caret: what comes after it is not part of the token. */
  readonly end: number;
}

/**
 * A sign in the middle of a word is text (`C#`, a mail address). Scripts without spaces and opening brackets may stand
 * before it, and input methods give the wide forms.
 */
const contextSign = /(?:^|[\s\p{Ps}\p{Pi}\p{Lo}。，、：；！？])[#@＃＠]([^\s#@＃＠]*)$/u;
const promptSign = /^[/／]([^\s/／]*)$/u;

/** The token that ends at the caret, if one is being typed there. */
export function tokenAt(text: string, caret: number): CompletionToken | undefined {
  // Only so far back as a token can reach: the text may be long, and this runs at every key.
  const before = text.slice(Math.max(0, caret - longestQuery - 2), caret);
  const prompt = caret === before.length ? promptSign.exec(before)?.[1] : undefined;
  const query = prompt ?? contextSign.exec(before)?.[1];
  if (query === undefined || query.length > longestQuery) {
    return undefined;
  }
  return {
    trigger: prompt === undefined ? "context" : "prompt",
    query,
    start: caret - query.length - 1,
    end: caret,
  };
}

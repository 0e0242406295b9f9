import type { Bracket, LanguageBrackets } from "./languageBrackets";
import type { Scopes } from "./scopes";
import type { TokenKind } from "./tokenKind";

/** A part of a line in the same scopes. */
export interface Token {
  readonly length: number;
  readonly scopes: Scopes;
}

/** A bracket, and where in its line it begins. */
export interface FoundBracket {
  readonly bracket: Bracket;
  readonly index: number;
}

/** The brackets of a line, in their order; comments, strings and the like have none. */
export function foundBrackets(
  line: string,
  tokens: readonly Token[],
  kindOf: (scopes: Scopes) => TokenKind,
  bracketsOf: (language: string) => LanguageBrackets | undefined,
): readonly FoundBracket[] {
  const found: FoundBracket[] = [];
  let begin = 0;
  let end = 0;
  for (const [index, { length, scopes }] of tokens.entries()) {
    end += length;
    const kind = kindOf(scopes);
    const next = tokens[index + 1];
    const following = next === undefined ? undefined : kindOf(next.scopes);
    // A bracket of several characters may be several tokens.
    if (following?.hasBrackets === kind.hasBrackets && following.language === kind.language) {
      continue;
    }
    const from = begin;
    begin = end;
    if (kind.hasBrackets) {
      bracketsOf(kind.language)?.find(line.slice(from, end), (bracket, place) =>
        found.push({ bracket, index: from + place }),
      );
    }
  }
  return found;
}

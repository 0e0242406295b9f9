/** What of U+0080–U+009F Windows-1252 has in the place of the controls of Latin-1. */
const windows1252 = /[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00A0-\u00FF]/u;

/** Characters beyond ASCII that an encoding holds; by the names that VS Code has for encodings. */
const beyondAscii: ReadonlyMap<string, RegExp> = new Map([
  ["ascii", /[^\s\S]/u],
  ["iso88591", /[\u0080-\u00FF]/u],
  ["windows1252", windows1252],
]);

/** A half of a character beyond U+FFFF without its other half. */
const half = /\p{Cs}/u;

/**
 * The first character of these lines that an encoding cannot hold and that the original does not have; saving would
 * put another one in its place. Halves of characters are such in every encoding. Says nothing else of encodings that it
 * does not know: the Unicode ones hold everything, and of the others it has no tables.
 */
export function firstUnencodable(
  proposal: readonly string[],
  original: readonly string[],
  encoding: string,
): { readonly line: number; readonly character: string } | undefined {
  const held = beyondAscii.get(encoding);
  const had = new Set(original.join("\n"));
  for (const [line, text] of proposal.entries()) {
    for (const [character] of text.matchAll(/[^\0-\x7F]/gu)) {
      const isLost = half.test(character) || (held !== undefined && !held.test(character));
      if (isLost && !had.has(character)) {
        return { line, character };
      }
    }
  }
  return undefined;
}

/** How much two texts have in common, from 0 to 1: the share of their words and signs, wherever they stand. */
export function likeness(first: readonly string[], second: readonly string[]): number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const token of tokens(first)) {
    counts.set(token, (counts.get(token) ?? 0) + 1);
    total += 1;
  }
  let common = 0;
  for (const token of tokens(second)) {
    const count = counts.get(token) ?? 0;
    if (count > 0) {
      counts.set(token, count - 1);
      common += 1;
    }
    total += 1;
  }
  return total === 0 ? 1 : (2 * common) / total;
}

/** Scripts without spaces between words are compared character by character. */
function* tokens(lines: readonly string[]): Generator<string> {
  for (const line of lines) {
    for (const [token] of line.matchAll(/\w+|[^\s\w]/gu)) {
      yield token;
    }
  }
}

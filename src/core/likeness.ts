/**
 * How much other texts have in common with this one, from 0 to 1: the share of their words and signs, wherever they
 * stand. Each costs time linear in itself only.
 */
export function likenessTo(text: readonly string[]): (other: readonly string[]) => number {
  const counts = countsOf(text);
  const total = sum(counts);
  return (other) => {
    const others = countsOf(other);
    let common = 0;
    for (const [token, count] of others) {
      common += Math.min(count, counts.get(token) ?? 0);
    }
    const both = total + sum(others);
    return both === 0 ? 1 : (2 * common) / both;
  };
}

/** Scripts without spaces between words are compared character by character. */
function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const [token] of line.matchAll(/\w+|[^\s\w]/gu)) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  return counts;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) {
    total += count;
  }
  return total;
}

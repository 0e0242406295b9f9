/** One line of an order. */
export interface OrderLine {
  readonly article: string;
  readonly cents: number;
  readonly count: number;
}

/** The sum of an order in cents; ten or more of one article make that line 10 % cheaper. */
export function orderTotal(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => {
    const full = line.cents * line.count;
    return sum + (line.count >= 10 ? Math.round(full * 0.9) : full);
  }, 0);
}

/** Splits an amount into equal shares; the first shares carry the cents that are left over. */
export function split(cents: number, people: number): number[] {
  const share = Math.floor(cents / people);
  const rest = cents - share * people;
  return Array.from({ length: people }, (_, index) => share + (index < rest ? 1 : 0));
}

export interface Line {
  readonly name: string;
  readonly cents: number;
  readonly count: number;
}

/** The sum of all lines, in cents. */
export function total(lines: readonly Line[]): number {
  let sum = 0;
  for (const line of lines) {
    sum += line.cents * line.count;
  }
  return sum;
}

/** Takes a percentage off, rounded to whole cents. */
export function discounted(cents: number, percent: number): number {
  return Math.round(cents * (1 - percent / 100));
}

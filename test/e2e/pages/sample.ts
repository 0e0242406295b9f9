/** A key that looks like one and is none. */
export const testKey = "sk-ant-test-0123456789abcdef";

/** The document most tests ask about: its function stands in lines 10 to 24. */
export const pricing = `/** One line of an order. */
export interface Line {
  readonly name: string;
  readonly cents: number;
  readonly count: number;
}

const taxRate = 0.19;

export function total(lines: readonly Line[], discount = 0): number {
  if (discount < 0 || discount > 1) {
    throw new RangeError("A discount is a share between 0 and 1.");
  }
  let sum = 0;
  for (const line of lines) {
    if (line.count < 0) {
      throw new RangeError(\`\${line.name}: a count cannot be negative.\`);
    }
    sum += line.cents * line.count;
  }
  const discounted = sum * (1 - discount);
  const taxed = discounted * (1 + taxRate);
  return Math.round(taxed);
}

export const currency = "EUR";
`;

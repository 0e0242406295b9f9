/** The workspace of the pictures: a small shop. Its comments are in the language of the person. */
export function shop(comments: { readonly total: string; readonly line: string; readonly cart: string }) {
  return {
    "cart.ts": `import type { Cart, CartLine } from "./types";

const shippingCents = 490;
const freeShippingFrom = 5_000;

/** ${comments.total} */
export function cartTotal(cart: Cart): number {
  let sum = 0;
  for (const line of cart.lines) {
    sum += lineTotal(line);
  }
  if (cart.coupon !== undefined) {
    sum -= cart.coupon.cents;
  }
  return sum < freeShippingFrom ? sum + shippingCents : sum;
}

/** ${comments.line} */
function lineTotal(line: CartLine): number {
  const full = line.cents * line.count;
  return line.count >= 10 ? full * 0.9 : full;
}
`,
    "types.ts": `/** ${comments.cart} */
export interface Cart {
  readonly lines: readonly CartLine[];
  readonly coupon?: { readonly code: string; readonly cents: number };
}

export interface CartLine {
  readonly article: string;
  readonly cents: number;
  readonly count: number;
}
`,
  } as const;
}

/** The function of \`cart.ts\` that is asked about, by its lines. */
export const totalLines = [7, 16] as const;

/** What Claude makes of these lines: two of them are other ones. */
export const changedTotal = `\`\`\`ts
export function cartTotal(cart: Cart): number {
  let sum = 0;
  for (const line of cart.lines) {
    sum += Math.round(lineTotal(line));
  }
  if (cart.coupon !== undefined) {
    sum = Math.max(0, sum - cart.coupon.cents);
  }
  return sum < freeShippingFrom ? sum + shippingCents : sum;
}
\`\`\`
`;

/** The code in the answer of the chat. */
export const betterCode = `\`\`\`ts
const goods = cart.lines
  .map((line) => Math.round(lineTotal(line)))
  .reduce((sum, cents) => sum + cents, 0);
const off = cart.coupon?.cents ?? 0;
const sum = Math.max(0, goods - off);
\`\`\``;

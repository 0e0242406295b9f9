import type { Usage } from "./answer";
import { type PriceOverrides, priceOf } from "./prices";

/** A sum of US dollars; `isPartial` when something in it has no known price, so that the whole is more. */
export interface Money {
  readonly usd: number;
  readonly isPartial: boolean;
}

export const noMoney: Money = { usd: 0, isPartial: false };

/** All input of a request, cached or not. */
export function inputTokens(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite;
}

/** The tokens of two requests together. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    cacheRead: a.cacheRead + b.cacheRead,
  };
}

/** What a request cost in US dollars, or undefined where the model's price is not known. */
export function costOf(usage: Usage, model: string, overrides: PriceOverrides): number | undefined {
  const price = priceOf(model, overrides, inputTokens(usage));
  return price === undefined
    ? undefined
    : (usage.input * price.input +
        usage.output * price.output +
        usage.cacheRead * price.cacheRead +
        usage.cacheWrite * price.cacheWrite) /
        1_000_000;
}

/** Adds what is known, and remembers that something was not. */
export function addCost(sum: Money, usd: number | undefined): Money {
  return usd === undefined ? { ...sum, isPartial: true } : { ...sum, usd: sum.usd + usd };
}

/** Both sums. */
export function addMoney(a: Money, b: Money): Money {
  return { usd: a.usd + b.usd, isPartial: a.isPartial || b.isPartial };
}

/** The least amount that is written out. */
const leastShown = 0.0001;

/** US dollars as people read them: two digits, or, for less than a dollar, as many as say something. */
export function formatUsd(usd: number, locale: string): string {
  if (usd > 0 && usd < leastShown) {
    return `<${formatUsd(leastShown, locale)}`;
  }
  const digits = usd === 0 || usd >= 0.1 ? 2 : usd >= 0.01 ? 3 : 4;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(usd);
}

/** One price; "?" where it is not known. */
export function formatCost(usd: number | undefined, locale: string): string {
  return usd === undefined ? "?" : formatUsd(usd, locale);
}

/** A sum; one that leaves out what has no known price says so. */
export function formatMoney(money: Money, locale: string): string {
  if (!money.isPartial) {
    return formatUsd(money.usd, locale);
  }
  return money.usd === 0 ? "?" : `≥ ${formatUsd(money.usd, locale)} + ?`;
}

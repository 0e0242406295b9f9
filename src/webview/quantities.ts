/** Below this a price is only said to be less: more digits would promise more than an estimate holds. */
const smallestPrice = 0.0001;

/** Writes numbers as a language does. */
export class Quantities {
  readonly #whole: Intl.NumberFormat;
  readonly #compact: Intl.NumberFormat;
  readonly #percent: Intl.NumberFormat;
  readonly #language: string;

  /** @param language a BCP 47 tag */
  constructor(language: string) {
    this.#whole = new Intl.NumberFormat(language);
    this.#compact = new Intl.NumberFormat(language, { notation: "compact", maximumSignificantDigits: 2 });
    this.#percent = new Intl.NumberFormat(language, { style: "percent" });
    this.#language = language;
  }

  /** `1,240` */
  whole(count: number): string {
    return this.#whole.format(count);
  }

  /** `1.2K` */
  compact(count: number): string {
    return this.#compact.format(count);
  }

  /** `12%`, of a share between 0 and 1; a little is never nothing, and not quite all is never all. */
  percent(share: number): string {
    const whole = share < 1 ? Math.min(share, 0.99) : share;
    return this.#percent.format(share > 0 ? Math.max(whole, 0.01) : 0);
  }

  /** `$0.0031–$0.16`, or one price when both look the same. */
  priceRange(low: number, high: number): string {
    const lowText = this.#dollars(low);
    const highText = this.#dollars(high);
    return lowText === highText ? highText : `${lowText}–${highText}`;
  }

  /** Two digits, or, for little money, as many as say something. */
  #dollars(amount: number): string {
    if (amount > 0 && amount < smallestPrice) {
      return `<${this.#dollars(smallestPrice)}`;
    }
    const digits = amount === 0 || amount >= 0.1 ? 2 : amount >= 0.01 ? 3 : 4;
    return new Intl.NumberFormat(this.#language, {
      style: "currency",
      currency: "USD",
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(amount);
  }
}

import { formatUsd } from "../core/cost";

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

  /** `1.2K`; nothing of nothing. */
  compact(count: number | undefined): string | undefined {
    return count === undefined ? undefined : this.#compact.format(count);
  }

  /** `12%`, of a share between 0 and 1; a little is never nothing, and not quite all is never all. */
  percent(share: number): string {
    const whole = share < 1 ? Math.min(share, 0.99) : share;
    return this.#percent.format(share > 0 ? Math.max(whole, 0.01) : 0);
  }

  /** `$0.0031–$0.16`, or one price when both look the same. */
  priceRange(low: number, high: number): string {
    const lowText = formatUsd(low, this.#language);
    const highText = formatUsd(high, this.#language);
    return lowText === highText ? highText : `${lowText}–${highText}`;
  }
}

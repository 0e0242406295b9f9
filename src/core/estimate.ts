/** What the next request would send and cost, as far as it is known. */
export interface Estimate {
  readonly tokens: number;
  /** Counted by the API; otherwise reckoned here. */
  readonly isExact: boolean;
  /** The size of the model's context window, when known. */
  readonly contextTokens?: number;
  /** In US dollars; absent when the model's price is not known. */
  readonly price?: { readonly low: number; readonly high: number };
  readonly fit: "ok" | "tight" | "tooLong";
  /** Tokens of each attachment by its id; always reckoned here. */
  readonly chips: Readonly<Record<string, number>>;
}

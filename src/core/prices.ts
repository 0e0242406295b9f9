import { undatedId } from "./model";
import { isObject } from "./shape";

/** When the prices below were true. */
export const priceTableDate = "2026-11";

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Input that is read from the cache. */
  readonly cacheRead: number;
  /** Input that is written to the cache for five minutes. */
  readonly cacheWrite: number;
}

/** What the person says of models that the table does not have, or has wrong: by model id, as in the settings. */
export type PriceOverrides = Readonly<Record<string, unknown>>;

interface Entry {
  readonly input: number;
  readonly output: number;
  /** What reading from the cache costs, as a part of the input price. */
  readonly read: number;
  /** For prompts above so many tokens, other prices. */
  readonly above?: { readonly tokens: number; readonly input: number; readonly output: number };
}

/** Writing to the cache for five minutes costs this much of the input price, whatever the model. */
const writeFactor = 1.25;

/**
 * The one table of prices, per million tokens. A model that is not here has no known price: it is shown as "?", and is
 * never taken for free. (Fable 5.2, for one, was not published when this was written.)
 */
const table: Readonly<Record<string, Entry>> = {
  "claude-fable-5-1": { input: 10, output: 50, read: 0.025 },
  "claude-opus-5-5": { input: 4, output: 20, read: 0.05 },
  "claude-sonnet-5-5": { input: 2, output: 10, read: 0.05 },
  "claude-haiku-5-5": {
    input: 0.1,
    output: 0.5,
    read: 0.1,
    above: { tokens: 100_000, input: 0.5, output: 2.5 },
  },
  "claude-opus-5": { input: 5, output: 25, read: 0.1 },
  "claude-sonnet-5": { input: 2, output: 10, read: 0.1 },
  "claude-opus-4-8": { input: 5, output: 25, read: 0.1 },
  "claude-opus-4-7": { input: 5, output: 25, read: 0.1 },
  "claude-opus-4-6": { input: 5, output: 25, read: 0.1 },
  "claude-sonnet-4-6": { input: 3, output: 15, read: 0.1 },
  "claude-opus-4-5": { input: 5, output: 25, read: 0.1 },
  "claude-sonnet-4-5": { input: 3, output: 15, read: 0.1 },
  "claude-haiku-4-5": { input: 1, output: 5, read: 0.1 },
};

/**
 * What a model costs for a prompt of this size, or undefined when nobody said.
 * @param promptTokens all input, cached or not: some models cost more above a limit
 */
export function priceOf(model: string, overrides: PriceOverrides, promptTokens: number): Price | undefined {
  const own = readPrice(overrides[model]) ?? readPrice(overrides[undatedId(model)]);
  if (own !== undefined) {
    return own;
  }
  const entry = Object.hasOwn(table, undatedId(model)) ? table[undatedId(model)] : undefined;
  if (entry === undefined) {
    return undefined;
  }
  const { input, output } =
    entry.above !== undefined && promptTokens > entry.above.tokens ? entry.above : entry;
  return { input, output, cacheRead: input * entry.read, cacheWrite: input * writeFactor };
}

/** Where the settings leave the cache out, it is taken to cost what it costs with most models. */
function readPrice(value: unknown): Price | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const input = amount(value["input"]);
  const output = amount(value["output"]);
  if (input === undefined || output === undefined) {
    return undefined;
  }
  return {
    input,
    output,
    cacheRead: amount(value["cacheRead"]) ?? input * 0.1,
    cacheWrite: amount(value["cacheWrite"]) ?? input * writeFactor,
  };
}

function amount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

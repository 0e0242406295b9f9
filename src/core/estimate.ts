import type { ContextItem } from "./context";
import type { AssistantTurn } from "./conversation";
import { isBefore47 } from "./model";
import { type PriceOverrides, priceOf } from "./prices";
import { contextText } from "./contextText";
import { tokensOfImage } from "./imagePlan";
import type { MessageRequest } from "./request";
import type { Usage } from "./answer";

/** What the next question takes and costs, as far as it can be known before it is asked. */
export interface Estimate {
  /** Input of the whole request. */
  readonly tokens: number;
  /** Whether the API counted them; otherwise they are about right, and shown with "≈". */
  readonly isExact: boolean;
  /** How much the model takes, when that is known. */
  readonly contextTokens?: number;
  /** US dollars; left out when the model's price is not known. */
  readonly price?: { readonly low: number; readonly high: number };
  readonly fit: Fit;
  /** Tokens of each chip in the composer, by its id; always about right only. */
  readonly chips: Readonly<Record<string, number>>;
}

/** Whether a request will find room: `tight` leaves little for the answer. */
export type Fit = "ok" | "tight" | "tooLong";

/** Tokens that the API adds to every request, and to every message. */
const requestOverhead = 8;
const messageOverhead = 4;

/** How many more tokens the tokenizer of Claude 4.7 and later makes of the same text. */
const newTokenizerFactor = 1.3;

/** Tokens of a text, about: from its kinds of characters, and from which tokenizer the model has. */
export function estimateTokens(text: string, model: string): number {
  const factor = isBefore47(model) ? 1 : newTokenizerFactor;
  return Math.ceil(countPieces(text) * factor);
}

/** Tokens of a chip, with the line that introduces it. */
export function estimateChip(item: ContextItem, model: string): number {
  if (item.image !== undefined) {
    return tokensOfImage(item.image, model);
  }
  return estimateTokens(contextText(item), model);
}

/** Tokens of a whole request, about, without its images: see `tokensOfImages`. */
export function estimateRequest(request: MessageRequest): number {
  let tokens = requestOverhead + estimateTokens(textsOf(request.system).join(""), request.model);
  for (const message of request.messages) {
    tokens += messageOverhead;
    for (const text of textsOf(message.content)) {
      tokens += estimateTokens(text, request.model);
    }
  }
  return tokens;
}

/**
 * What a request of this size may cost. The least: what the last request had already is read from the cache, and the
 * answer is one token. The most: all input is written to the cache, and the answer is as long as it may be.
 * @param sentBefore tokens at the beginning of the request that an earlier one had too
 */
export function priceRange(
  size: { readonly tokens: number; readonly sentBefore: number; readonly maxTokens: number },
  model: string,
  overrides: PriceOverrides,
): { readonly low: number; readonly high: number } | undefined {
  const price = priceOf(model, overrides, size.tokens);
  if (price === undefined) {
    return undefined;
  }
  const cached = Math.min(size.tokens, size.sentBefore);
  const fresh = size.tokens - cached;
  return {
    low: (cached * Math.min(price.cacheRead, price.input) + fresh * price.input + price.output) / 1_000_000,
    high: (size.tokens * Math.max(price.cacheWrite, price.input) + size.maxTokens * price.output) / 1_000_000,
  };
}

/** Whether a request finds room in the model's context, with some kept for the answer. */
export function fitOf(tokens: number, contextTokens: number | undefined, maxTokens: number): Fit {
  if (contextTokens === undefined) {
    return "ok";
  }
  if (tokens > contextTokens) {
    return "tooLong";
  }
  const reserve = Math.min(maxTokens, contextTokens / 10);
  return tokens >= 0.85 * (contextTokens - reserve) ? "tight" : "ok";
}

/**
 * The usage of an answer. The API tells the length of an answer at its end: of one that was stopped or cut, it is
 * estimated from what had come, and `isExact` is false.
 */
export function usageSoFar(
  turn: Pick<AssistantTurn, "usage" | "parts" | "status" | "model">,
): { readonly usage: Usage; readonly isExact: boolean } | undefined {
  const { usage, status } = turn;
  if (usage === undefined) {
    return undefined;
  }
  if (status.type === "complete") {
    return { usage, isExact: true };
  }
  const written = turn.parts
    .map((part) => (part.type === "text" ? part.text : part.type === "thinking" ? part.thinking : ""))
    .join("");
  const output = Math.max(usage.output, estimateTokens(written, turn.model));
  return { usage: { ...usage, output }, isExact: false };
}

type Content = MessageRequest["system"] | MessageRequest["messages"][number]["content"];

/** The words of it: a signature, for one, is as good as free. */
function textsOf(content: Content): readonly string[] {
  if (content === undefined || typeof content === "string") {
    return [content ?? ""];
  }
  return content.map((block) =>
    block.type === "text"
      ? block.text
      : block.type === "thinking"
        ? block.thinking
        : block.type === "redacted_thinking" || block.type === "image"
          ? ""
          : JSON.stringify(block),
  );
}

/**
 * About how many tokens the older tokenizer makes. Words of up to eight letters are mostly one token, longer ones
 * several; signs and digits are short tokens; a Chinese, Japanese or Korean character is about one; of other scripts,
 * about half.
 */
function countPieces(text: string): number {
  let pieces = 0;
  let word = 0;
  let blank = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isLetter(code)) {
      word += 1;
      continue;
    }
    if (word > 0) {
      pieces += wordPieces(word);
      word = 0;
    }
    const isBlank = code === 0x20 || code === 0x09;
    if (isBlank) {
      // One blank belongs to the word after it; a run of them is a token of its own.
      pieces += blank ? 0.15 : 0;
    } else if (code < 0x80) {
      pieces += code === 0x0a ? 0.6 : isDigit(code) ? 0.5 : 0.65;
    } else {
      pieces += isIdeograph(code) ? 1 : 0.5;
    }
    blank = isBlank;
  }
  return pieces + (word > 0 ? wordPieces(word) : 0);
}

function wordPieces(length: number): number {
  return length <= 8 ? 1 : 1 + (length - 8) / 5;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isIdeograph(code: number): boolean {
  return (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || code >= 0xf900;
}

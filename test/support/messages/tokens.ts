import type { Size } from "./images";
import { isObject, type Json } from "./shape";

const charactersPerToken = 3.5;

/** Tokens of a text, by its length: near enough to show usage and to keep within limits. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** How many characters so many tokens are, at most. */
export function charactersOf(tokens: number): number {
  return Math.floor(tokens * charactersPerToken);
}

/** Tokens of a request's system prompt, tools and messages, images aside. */
export function estimateTokens(body: Json): number {
  return 8 + tokensOf(["system", "tools", "messages"].map((field) => words(body[field])).join(""));
}

/** Tokens of images, as documented: one for each patch of 28 by 28 pixels. */
export function imageTokens(sizes: readonly Size[]): number {
  return sizes.reduce(
    (sum, { width, height }) => sum + Math.min(4784, Math.ceil(width / 28) * Math.ceil(height / 28)),
    0,
  );
}

function words(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(words).join("");
  }
  return isObject(value)
    ? Object.entries(value)
        .filter(([key]) => key !== "data" && key !== "signature" && key !== "cache_control")
        .map(([, inside]) => words(inside))
        .join("")
    : "";
}

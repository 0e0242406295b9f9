import { isSendableKey, keyPlaceholder } from "./redact";

/** A shorter key is a word that some gateway was content with, and words are found in honest text. */
export const shortestSecret = 16;
/** Keys of the API have about a hundred characters after this beginning; what people write in place of one has fewer. */
const wholeKey = /sk-ant-[A-Za-z0-9_-]{80,}/gi;

/** Whether a JSON text holds the key, as it is or with its quotes and backslashes escaped. */
export function holdsKey(json: string, apiKey: string): boolean {
  if (!isSecret(apiKey)) {
    return false;
  }
  return json.includes(apiKey) || json.includes(JSON.stringify(apiKey).slice(1, -1));
}

/** The text without the key, where `holdsKey` would find it. Nothing else is changed: people write about keys. */
export function withoutKey(text: string, apiKey: string): string {
  return isSecret(apiKey)
    ? text.replaceAll(apiKey, keyPlaceholder).replaceAll(JSON.stringify(apiKey).slice(1, -1), keyPlaceholder)
    : text;
}

/** The text without whatever has the shape and the length of a key of the API, whoever's it is. */
export function withoutWholeKeys(text: string): string {
  return text.replace(wholeKey, keyPlaceholder);
}

function isSecret(apiKey: string): boolean {
  return apiKey.length >= shortestSecret && isSendableKey(apiKey);
}

import { isSendableKey } from "./redact";

/** A shorter key is a word that some gateway was content with, and words are found in honest text. */
export const shortestSecret = 16;

/** Whether a JSON text holds the key, as it is or with its quotes and backslashes escaped. */
export function holdsKey(json: string, apiKey: string): boolean {
  if (apiKey.length < shortestSecret || !isSendableKey(apiKey)) {
    return false;
  }
  return json.includes(apiKey) || json.includes(JSON.stringify(apiKey).slice(1, -1));
}

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** What stands in the place of a key. */
export const keyPlaceholder = "[API key]";
const keyShape = /sk-ant-[A-Za-z0-9_-]{6,}/gi;

/** Whether a header can carry it. No other key is ever sent, so that no server can echo one. */
export function isSendableKey(apiKey: string): boolean {
  return /^[\x21-\x7e]+$/.test(apiKey);
}

/**
 * Finds a key by its value: as it is, as JSON has it, percent-encoded, and in base64 (both alphabets) wherever in the encoded bytes it
 * begins, in small letters or capitals; and whatever else has the shape of an API key. A server may echo what it was
 * sent, and nothing that it says may bring a key to the screen or the log.
 */
export function redactKey(apiKey: string): Redact {
  if (!isSendableKey(apiKey)) {
    return redactKeyShapes;
  }
  const escaped = keyForms(apiKey).map((form) => form.replace(/[^\w]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("|"), "gi");
  return (text) => redactKeyShapes(text.replace(pattern, keyPlaceholder));
}

/** The ways a sendable key may be written; longest first, so that a form inside another leaves nothing of it standing. */
export function keyForms(apiKey: string): readonly string[] {
  if (!isSendableKey(apiKey)) {
    return [];
  }
  const inJson = JSON.stringify(apiKey).slice(1, -1);
  const forms = [apiKey, inJson, encodeURIComponent(apiKey), ...base64Forms(apiKey)];
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

/** Takes out whatever has the shape of an API key, known or not. */
export function redactKeyShapes(text: string): string {
  return text.replace(keyShape, keyPlaceholder);
}

/** Base64 groups three bytes, so a key reads in three ways, less what it shares with its neighbours at either end. */
function base64Forms(apiKey: string): readonly string[] {
  const forms: string[] = [];
  for (const before of [0, 1, 2]) {
    const firstOwn = before === 0 ? 0 : before + 1;
    const ownLength = Math.floor(((before + apiKey.length) * 8) / 6) - firstOwn;
    const base64 = btoa("\0".repeat(before) + apiKey).slice(firstOwn, firstOwn + ownLength);
    const base64url = base64.replaceAll("+", "-").replaceAll("/", "_");
    // A shorter piece would be found in honest text.
    forms.push(...[base64, base64url].filter((form) => form.length >= 8));
  }
  return forms;
}

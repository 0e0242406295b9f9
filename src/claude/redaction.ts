/** Takes the key out of a text. */
export type Redact = (text: string) => string;

const placeholder = "[API key]";

/** Whether a header can carry it. No other key is ever sent, so that no server can echo one. */
export function isSendableKey(apiKey: string): boolean {
  return /^[\x21-\x7e]+$/.test(apiKey);
}

/**
 * Finds the key by its value: as it is, percent-encoded, and in base64 (both alphabets) wherever in the encoded bytes
 * it begins, in small letters or capitals. A server may echo what it was sent, and nothing that it says may bring the
 * key to the screen or the log.
 */
export function redactKey(apiKey: string): Redact {
  if (!isSendableKey(apiKey)) {
    return (text) => text;
  }
  const forms = [apiKey, encodeURIComponent(apiKey), ...base64Forms(apiKey)];
  // Longest first, so that a form inside another does not leave the rest of it standing.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  const escaped = ordered.map((form) => form.replace(/[^\w]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("|"), "gi");
  return (text) => text.replace(pattern, placeholder);
}

/** A server's words as they may be shown: without the key, of bounded length, and never a page of HTML. */
export function cleanWords(words: unknown, redact: Redact): string | undefined {
  if (typeof words !== "string" || words.trim() === "" || /<(?:!doctype|html|head|body)\b/i.test(words)) {
    return undefined;
  }
  return redact(words.trim()).slice(0, 2000);
}

/** Base64 groups three bytes, so a key reads in three ways, less what it shares with its neighbours at either end. */
function base64Forms(apiKey: string): readonly string[] {
  const forms: string[] = [];
  for (const before of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(apiKey)]);
    const firstOwn = before === 0 ? 0 : before + 1;
    const ownLength = Math.floor((bytes.length * 8) / 6) - firstOwn;
    for (const encoding of ["base64", "base64url"] as const) {
      const form = bytes.toString(encoding).slice(firstOwn, firstOwn + ownLength);
      // A shorter piece would be found in honest text.
      if (form.length >= 8) {
        forms.push(form);
      }
    }
  }
  return forms;
}

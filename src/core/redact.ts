const keyShape = /sk-ant-[A-Za-z0-9_-]{6,}/g;

/**
 * The text with every given secret, and whatever has the shape of an API key, replaced by its last four characters.
 * @param secrets the secret in each form it may take (as it is, URL-encoded, base64)
 */
export function redact(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) {
    // A secret of a few characters would make the text unreadable and is none.
    if (secret.length >= 8) {
      redacted = redacted.replaceAll(secret, mask(secret));
    }
  }
  return redacted.replace(keyShape, mask);
}

function mask(secret: string): string {
  return `[key …${secret.slice(-4)}]`;
}

/**
 * A short text that two texts hardly ever share, for telling whether something changed; no protection against somebody
 * who wants two alike. The multiply-and-mix scheme of MurmurHash3, in two lanes of 32 bits.
 * @param before the fingerprint of what came before, so that a long text can be taken in pieces; "" at the beginning
 */
export function fingerprint(text: string, before: string): string {
  let high = 0xdeadbeef ^ Number.parseInt(before.slice(0, 8) || "0", 16);
  let low = 0x41c6ce57 ^ Number.parseInt(before.slice(8) || "0", 16);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return hex(high) + hex(low);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}

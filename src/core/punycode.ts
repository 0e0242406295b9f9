import { withHiddenShown } from "./plainText";

/** The constants of RFC 3492 for names of hosts. */
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstCode = 0x80;

/**
 * A host as a person reads it, with the letters of other alphabets in place of what stands for them (`xn--…`). What
 * would hide among them is brought to light; a label that stands for nothing stays as it is.
 * @param host as `URL` writes it
 */
export function readableHost(host: string): string {
  return host
    .split(".")
    .map((label) =>
      label.startsWith("xn--") ? withHiddenShown(decodeLabel(label.slice(4)) ?? label) : label,
    )
    .join(".");
}

function decodeLabel(encoded: string): string | undefined {
  const end = encoded.lastIndexOf("-");
  const codes = Array.from(encoded.slice(0, Math.max(0, end)), (letter) => letter.codePointAt(0) ?? 0);
  let code = firstCode;
  let position = 0;
  let bias = firstBias;
  for (let at = end + 1; at < encoded.length;) {
    const before = position;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitOf(encoded.charAt(at));
      at += 1;
      if (digit === undefined) {
        return undefined;
      }
      position += digit * weight;
      const threshold = Math.min(tMax, Math.max(tMin, k - bias));
      if (digit < threshold) {
        break;
      }
      weight *= base - threshold;
    }
    const count = codes.length + 1;
    bias = adapted(position - before, count, before === 0);
    code += Math.floor(position / count);
    position %= count;
    if (code > 0x10_ff_ff) {
      return undefined;
    }
    codes.splice(position, 0, code);
    position += 1;
  }
  return String.fromCodePoint(...codes);
}

function digitOf(letter: string): number | undefined {
  const digit = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(letter);
  return letter === "" || digit < 0 ? undefined : digit;
}

function adapted(moved: number, count: number, isFirst: boolean): number {
  let delta = Math.floor(isFirst ? moved / damp : moved / 2);
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) / 2; k += base) {
    delta = Math.floor(delta / (base - tMin));
  }
  return k + Math.floor(((base - tMin + 1) * delta) / (delta + skew));
}

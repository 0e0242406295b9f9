import { bytes } from "../../support/pictures";
import type { Random } from "./random";

/** Numbers that lengths and sizes are wrong with most often. */
const extremes = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/**
 * The same file with a few faults: bits turned, ends cut, stretches taken out, stretches of another file put in, or
 * numbers anywhere set to extremes.
 */
export function mutated(content: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result = Uint8Array.from(content);
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    result = Uint8Array.from(oneFault(result, other, random));
  }
  return result;
}

function oneFault(content: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  if (content.length === 0) {
    return content;
  }
  const at = random.below(content.length);
  const length = random.between(1, 40);
  switch (random.below(7)) {
    case 0:
      return content.with(at, content[at]! ^ (1 << random.below(8)));
    case 1:
      return content.with(at, random.below(256));
    case 2:
      return content.subarray(0, at);
    case 3:
      return bytes(content.subarray(0, at), content.subarray(at + length));
    case 4: {
      const from = random.below(other.length);
      return bytes(content.subarray(0, at), other.subarray(from, from + length), content.subarray(at));
    }
    case 5: {
      const from = random.below(other.length);
      return bytes(
        content.subarray(0, at),
        other.subarray(from, from + length),
        content.subarray(at + length),
      );
    }
    default:
      return withNumber(content, at, random);
  }
}

function withNumber(content: Uint8Array, at: number, random: Random): Uint8Array {
  const copy = Buffer.concat([content, Buffer.alloc(4)]);
  const value = random.oneOf(extremes);
  const isLittle = random.chance(50);
  if (random.chance(50)) {
    copy[isLittle ? "writeUInt32LE" : "writeUInt32BE"](value, at);
  } else {
    copy[isLittle ? "writeUInt16LE" : "writeUInt16BE"](value % 0x10000, at);
  }
  return new Uint8Array(copy.subarray(0, content.length));
}

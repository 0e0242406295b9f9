import { byteAt } from "./pictureBytes";

/** Where the last byte that tells a pixel stands. */
export interface PixelsEnd {
  /** Of the block it is in: the byte that says how long the block is. */
  readonly block: number;
  /** Behind that last byte. */
  readonly end: number;
}

const longestCode = 12;

/**
 * Follows the compressed pixels of a frame without making any, from the byte that says how long the first codes are.
 * Undefined when they are fewer than the frame has, or cannot be told.
 */
export function endOfPixels(bytes: Uint8Array, start: number, pixels: number): PixelsEnd | undefined {
  const clear = 2 ** byteAt(bytes, start);
  /** How many pixels each code stands for. */
  const runs = new Uint32Array(2 ** longestCode).fill(1, 0, clear);
  const codes = new Codes(bytes, start + 1);
  let length = byteAt(bytes, start) + 1;
  let free = clear + 2;
  let before: number | undefined;
  for (let left = pixels; left > 0;) {
    const code = codes.next(length);
    if (code === undefined || code === clear + 1) {
      return undefined;
    }
    if (code === clear) {
      length = byteAt(bytes, start) + 1;
      free = clear + 2;
      before = undefined;
      continue;
    }
    const isNew = code === free && before !== undefined && free < runs.length;
    if (code >= (before === undefined ? clear : free) && !isNew) {
      return undefined;
    }
    if (before !== undefined && free < runs.length) {
      runs[free] = (runs[before] ?? 0) + 1;
      free += 1;
      length += free === 2 ** length && length < longestCode ? 1 : 0;
    }
    left -= runs[code] ?? 0;
    before = code;
  }
  const end = codes.place();
  return codes.next(length) === clear + 1 ? codes.place() : end;
}

/** Reads codes of any length out of blocks, the lowest bit first. */
class Codes {
  readonly #bytes: Uint8Array;
  #block: number;
  #at: number;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#block = start;
    this.#at = start + 1;
  }

  /** Undefined behind the last. */
  next(length: number): number | undefined {
    while (this.#count < length) {
      if (this.#at > this.#block + byteAt(this.#bytes, this.#block)) {
        if (byteAt(this.#bytes, this.#at) === 0) {
          return undefined;
        }
        this.#block = this.#at;
        this.#at += 1;
      }
      this.#bits |= byteAt(this.#bytes, this.#at) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    const code = this.#bits & (2 ** length - 1);
    this.#bits >>>= length;
    this.#count -= length;
    return code;
  }

  place(): PixelsEnd {
    return { block: this.#block, end: this.#at };
  }
}

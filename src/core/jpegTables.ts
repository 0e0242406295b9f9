import { byteAt, bytesOf } from "./pictureBytes";

/** The markers of segments that hold tables, or the one number that is like them. */
export const quantization = 0xdb;
export const huffman = 0xc4;
export const restartInterval = 0xdd;

/** Each kind has at most four, numbered in the lower half of their first byte. */
const mostTables = 4;

/**
 * The tables of a JPEG, given out before the first scan that uses them. What is no table, and tables that no scan uses
 * or that others replace before, are no part of the picture.
 */
export class JpegTables {
  readonly #bytes: Uint8Array;
  /** Under its marker and its first byte, as a segment of its own. */
  readonly #waiting = new Map<number, Uint8Array>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes the tables of a segment in; false when there is anything else in it. */
  define(marker: number, start: number, end: number): boolean {
    if (marker === restartInterval) {
      this.#keep(marker, 0, start, end);
      return end - start === 2;
    }
    let at = start;
    while (at < end) {
      const first = byteAt(this.#bytes, at);
      const next = at + this.#lengthOf(marker, at);
      if (first >= 32 || first % 16 >= mostTables || next > end) {
        return false;
      }
      // Numbers of one or of two bytes: a table of either kind replaces the other.
      this.#keep(marker, marker === quantization ? first % 16 : first, at, next);
      at = next;
    }
    return true;
  }

  /** The segments with these tables, and none that was given out. */
  quantizations(tables: readonly number[]): readonly Uint8Array[] {
    return this.#take(tables.map((table) => quantization * 256 + table));
  }

  /** The same for the codes of a scan, whose header lists its components in two bytes each. */
  codes(components: Uint8Array): readonly Uint8Array[] {
    const selected = Array.from(components.filter((_, index) => index % 2 === 1));
    return this.#take([
      ...selected.map((tables) => huffman * 256 + (tables >> 4)),
      ...selected.map((tables) => huffman * 256 + 16 + (tables % 16)),
      restartInterval * 256,
    ]);
  }

  #take(keys: readonly number[]): readonly Uint8Array[] {
    return keys.flatMap((key) => {
      const segment = this.#waiting.get(key);
      this.#waiting.delete(key);
      return segment === undefined ? [] : [segment];
    });
  }

  #lengthOf(marker: number, at: number): number {
    if (marker === quantization) {
      return byteAt(this.#bytes, at) < 16 ? 65 : 129;
    }
    const counts = this.#bytes.subarray(at + 1, at + 17);
    return 17 + counts.reduce((sum, count) => sum + count, 0);
  }

  #keep(marker: number, table: number, start: number, end: number): void {
    const length = end - start + 2;
    const segment = new Uint8Array(length + 2);
    segment.set(bytesOf(String.fromCharCode(0xff, marker, length >> 8, length % 256)));
    segment.set(this.#bytes.subarray(start, end), 4);
    this.#waiting.set(marker * 256 + table, segment);
  }
}

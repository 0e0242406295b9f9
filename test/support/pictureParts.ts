/** A colour for each pixel: red, green, blue, and how opaque (255 when left out). */
export type Paint = (x: number, y: number) => readonly number[];

/** Bands and edges of which no two pixels in a row are alike. */
export const stripes: Paint = (x, y) => [(x * 31) % 256, (y * 57) % 256, ((x + y) * 13) % 256];

/** Each character as a byte. */
export function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** One after the other; texts with each character as a byte, numbers as one byte. */
export function bytes(...parts: readonly (Uint8Array | string | number)[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) =>
        typeof part === "string"
          ? Buffer.from(part, "latin1")
          : typeof part === "number"
            ? Buffer.of(part)
            : part,
      ),
    ),
  );
}

/** A number in so many bytes, the highest first. */
export function big(value: number, length: number): Uint8Array {
  return little(value, length).reverse();
}

/** A number in so many bytes, the lowest first. */
export function little(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

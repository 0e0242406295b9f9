import { crc32, deflateSync } from "node:zlib";
import { big, bytes, type Paint, stripes } from "./pictureParts";

const grey: Paint = () => [128, 128, 128];

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = bytes(type, data);
  return bytes(big(data.length, 4), body, big(crc32(body), 4));
}

export function pngOf(...chunks: readonly Uint8Array[]): Uint8Array {
  return bytes("\x89PNG\r\n\x1a\n", ...chunks);
}

/** IHDR of 8 bits for each of red, green and blue, or with the given colour type and depth. */
export function pngHeader(width: number, height: number, colourType = 2, depth = 8): Uint8Array {
  return pngChunk("IHDR", bytes(big(width, 4), big(height, 4), depth, colourType, 0, 0, 0));
}

/** A PNG with 8 bits for each of red, green and blue, and for alpha where the paint has some. */
export function png(width: number, height: number, paint: Paint = grey): Uint8Array {
  const channels = paint(0, 0).length;
  const rows = new Uint8Array((width * channels + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(paint(x, y), y * (width * channels + 1) + 1 + x * channels);
    }
  }
  const header = pngHeader(width, height, channels === 4 ? 6 : 2);
  return pngOf(header, pngChunk("IDAT", deflateSync(rows)), pngChunk("IEND", new Uint8Array()));
}

/** A PNG with a palette of two colours, of which the second is clear. */
export function palettePng(width: number, height: number): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  return pngOf(
    pngHeader(width, height, 3),
    pngChunk("PLTE", bytes("abcdef")),
    pngChunk("tRNS", bytes(255, 0)),
    pngChunk("IDAT", deflateSync(rows)),
    pngChunk("IEND", new Uint8Array()),
  );
}

/** A PNG that moves, in programs that know more of PNG: two frames. */
export function animatedPng(width: number, height: number): Uint8Array {
  const still = png(width, height, stripes);
  const end = still.length - 12;
  const control = (sequence: number): Uint8Array =>
    pngChunk(
      "fcTL",
      bytes(big(sequence, 4), big(width, 4), big(height, 4), new Uint8Array(8), 0, 1, 0, 10, 0, 0),
    );
  const data = still.subarray(33 + 8, end - 4);
  return bytes(
    still.subarray(0, 33),
    pngChunk("acTL", bytes(big(2, 4), big(0, 4))),
    control(0),
    still.subarray(33, end),
    control(1),
    pngChunk("fdAT", bytes(big(2, 4), data)),
    still.subarray(end),
  );
}

import { inflateSync } from "node:zlib";

/** The pixels of a PNG, four bytes each: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Decodes a PNG of 8 bits for each of red, green, blue and perhaps alpha, or for a place in a palette; not interlaced. */
export function decodedPng(file: Uint8Array): Pixels {
  const view = Buffer.from(file);
  const chunks: Readonly<Record<"IDAT" | "PLTE" | "tRNS", Uint8Array[]>> = { IDAT: [], PLTE: [], tRNS: [] };
  for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at)) {
    const type = view.toString("latin1", at + 4, at + 8);
    if (type === "IDAT" || type === "PLTE" || type === "tRNS") {
      chunks[type].push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)));
    }
  }
  const [width, height, depth, colours] = [view.readUInt32BE(16), view.readUInt32BE(20), view[24], view[25]];
  if (depth !== 8 || (colours !== 2 && colours !== 3 && colours !== 6)) {
    throw new Error(`A PNG of depth ${depth} and colour type ${colours} is not decoded here.`);
  }
  const channels = colours === 6 ? 4 : colours === 3 ? 1 : 3;
  const rows = unfiltered(inflateSync(Buffer.concat(chunks.IDAT)), width * channels, height, channels);
  const [palette, opacity] = [Buffer.concat(chunks.PLTE), Buffer.concat(chunks.tRNS)];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    if (colours === 3) {
      const index = rows[pixel]!;
      data.set([...palette.subarray(index * 3, index * 3 + 3), opacity[index] ?? 255], pixel * 4);
    } else {
      data.set(rows.subarray(pixel * channels, (pixel + 1) * channels), pixel * 4);
    }
  }
  return { width, height, data };
}

/** The four bytes of one pixel. */
export function pixelAt({ width, data }: Pixels, x: number, y: number): readonly number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x + 1) * 4)];
}

function unfiltered(raw: Uint8Array, length: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const left = x >= step ? out[y * length + x - step]! : 0;
      const above = y > 0 ? out[(y - 1) * length + x]! : 0;
      const corner = x >= step && y > 0 ? out[(y - 1) * length + x - step]! : 0;
      const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
      out[y * length + x] = raw[y * (length + 1) + 1 + x]! + guesses[filter!]!;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((each) => Math.abs(guess - each)) as [number, number, number];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

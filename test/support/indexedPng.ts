import { deflateSync } from "node:zlib";

import type { Pixels } from "./decodedPng";
import { colourAt, type Palette, paletteOf } from "./palette";
import { big, bytes } from "./pictureParts";
import { pngChunk, pngHeader, pngOf } from "./pngPicture";

/** A picture of a film, and how long it is shown. */
export interface Frame {
  readonly pixels: Pixels;
  readonly ms: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The first colour of a film's palette is clear: it stands for what stays as it was. */
const clear = 0;

/** A PNG of at most so many colours, which need one byte for each pixel. */
export function indexedPng(pixels: Pixels, most = 256): Uint8Array {
  const palette = paletteOf([pixels], most);
  const indexes = indexesOf(pixels, palette, 0);
  return pngOf(
    pngHeader(pixels.width, pixels.height, 3),
    colourChunk(palette.colours),
    pngChunk("IDAT", packed(indexes, pixels.width, wholeOf(pixels))),
    pngChunk("IEND", new Uint8Array()),
  );
}

/**
 * An animated PNG that goes on for ever. All frames have the size of the first, which is the picture where animation is
 * not known; of every other only the rectangle is stored in which something changed.
 * @param most colours, at most 255
 */
export function indexedFilm(frames: readonly Frame[], most = 255): Uint8Array {
  const palette = paletteOf(
    frames.map(({ pixels }) => pixels),
    most,
  );
  const indexed = frames.map(({ pixels }) => indexesOf(pixels, palette, 1));
  const { width, height } = frames[0]!.pixels;
  const chunks: Uint8Array[] = [
    pngHeader(width, height, 3),
    pngChunk("acTL", bytes(big(frames.length, 4), big(0, 4))),
    colourChunk([0, ...palette.colours]),
    pngChunk("tRNS", bytes(0)),
  ];
  let sequence = 0;
  for (const [place, { pixels, ms }] of frames.entries()) {
    const now = indexed[place]!;
    const before = indexed[place - 1];
    const box = before === undefined ? wholeOf(pixels) : changedBox(before, now, width);
    chunks.push(control(sequence, box, ms));
    sequence += 1;
    if (before === undefined) {
      chunks.push(pngChunk("IDAT", packed(now, width, box)));
    } else {
      const changed = now.map((index, pixel) => (index === before[pixel] ? clear : index));
      chunks.push(pngChunk("fdAT", bytes(big(sequence, 4), packed(changed, width, box))));
      sequence += 1;
    }
  }
  return pngOf(...chunks, pngChunk("IEND", new Uint8Array()));
}

function wholeOf({ width, height }: Pixels): Box {
  return { x: 0, y: 0, width, height };
}

function indexesOf(pixels: Pixels, palette: Palette, first: number): Uint8Array {
  return Uint8Array.from(
    { length: pixels.width * pixels.height },
    (_, pixel) => palette.indexOf(colourAt(pixels, pixel)) + first,
  );
}

function colourChunk(colours: readonly number[]): Uint8Array {
  return pngChunk("PLTE", bytes(...colours.map((colour) => big(colour, 3))));
}

/** Rows of a rectangle without filters, which pictures of few colours are smallest with. */
function packed(indexes: Uint8Array, width: number, box: Box): Uint8Array {
  const rows = new Uint8Array((box.width + 1) * box.height);
  for (let y = 0; y < box.height; y += 1) {
    const start = (box.y + y) * width + box.x;
    rows.set(indexes.subarray(start, start + box.width), y * (box.width + 1) + 1);
  }
  return deflateSync(rows, { level: 9, memLevel: 9 });
}

/** Shown for so long, over what was there before, and left there. */
function control(sequence: number, box: Box, ms: number): Uint8Array {
  const places = [box.width, box.height, box.x, box.y].map((value) => big(value, 4));
  return pngChunk("fcTL", bytes(big(sequence, 4), ...places, big(ms, 2), big(1000, 2), 0, 1));
}

/** The smallest rectangle around what differs; a frame may not be empty, so that it is one pixel where nothing does. */
function changedBox(before: Uint8Array, now: Uint8Array, width: number): Box {
  let [left, top, right, bottom] = [width, Number.MAX_SAFE_INTEGER, -1, -1];
  for (const [pixel, index] of now.entries()) {
    if (index !== before[pixel]) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
  }
  return right < 0
    ? { x: 0, y: 0, width: 1, height: 1 }
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

import assert from "node:assert/strict";

import { decodedPng, pixelAt, type Pixels } from "../../support/decodedPng";
import { indexedFilm, indexedPng } from "../../support/indexedPng";
import { paletteOf } from "../../support/palette";
import { bytes, type Paint, png, pngChunk, pngHeader, pngOf } from "../../support/pictures";

const width = 40;
const height = 30;

const painted = (paint: Paint): Pixels => decodedPng(png(width, height, paint));

/** A plain ground with a shape of a few colours, somewhere. */
const card = (left: number): Pixels =>
  painted((x, y) => (x >= left && x < left + 8 && y > 4 && y < 12 ? [200, x, y] : [31, 31, 31]));

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(file: Uint8Array): readonly Chunk[] {
  const view = Buffer.from(file);
  const chunks: Chunk[] = [];
  for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at)) {
    const data = view.subarray(at + 8, at + 8 + view.readUInt32BE(at));
    chunks.push({ type: view.toString("latin1", at + 4, at + 8), data });
  }
  return chunks;
}

/** What is seen at each step of a film, drawn as its format says, and the rectangles that were stored. */
function shown(film: Uint8Array) {
  const chunks = chunksOf(film);
  const colours = chunks.filter(({ type }) => type === "PLTE" || type === "tRNS");
  const data = new Uint8Array(width * height * 4);
  return chunks.flatMap(({ type, data: control }, place) => {
    if (type !== "fcTL") {
      return [];
    }
    const [w, h, x, y] = [4, 8, 12, 16].map((at) => control.readUInt32BE(at)) as [
      number,
      number,
      number,
      number,
    ];
    const next = chunks[place + 1]!;
    const still = decodedPng(
      pngOf(
        pngHeader(w, h, 3),
        ...colours.map((each) => pngChunk(each.type, each.data)),
        pngChunk("IDAT", next.type === "IDAT" ? next.data : next.data.subarray(4)),
        pngChunk("IEND", bytes()),
      ),
    );
    for (let pixel = 0; pixel < w * h; pixel += 1) {
      const colour = pixelAt(still, pixel % w, Math.floor(pixel / w));
      if (colour[3] === 255) {
        data.set(colour, ((y + Math.floor(pixel / w)) * width + x + (pixel % w)) * 4);
      }
    }
    const seconds = control.readUInt16BE(20) / control.readUInt16BE(22);
    return [{ box: [x, y, w, h], seconds, data: data.slice() }];
  });
}

describe("pictures with a palette", () => {
  it("hold every pixel as it was, where there are no more colours than places", () => {
    const picture = card(10);
    assert.deepEqual(decodedPng(indexedPng(picture)), picture);
  });

  it("are smaller than with a colour for each pixel", () => {
    const file = png(width, height, (x, y) => (x > y ? [200, x, y] : [31, 31, 31]));
    assert.ok(indexedPng(decodedPng(file)).length < file.length);
  });

  it("keep the colour of a plain surface exactly, and come near to all others, with few colours", () => {
    const picture = painted((x, y) => (y < 20 ? [31, 33, 35] : [x * 6, 255 - x * 6, y]));
    const few = decodedPng(indexedPng(picture, 16));
    const distinct = new Set<string>();
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [is, was] = [pixelAt(few, x, y), pixelAt(picture, x, y)];
        distinct.add(is.join());
        assert.ok(
          is.every((value, channel) => Math.abs(value - was[channel]!) <= (y < 20 ? 0 : 20)),
          `${is.join()} for ${was.join()}`,
        );
      }
    }
    assert.ok(distinct.size <= 16, `${distinct.size} colours`);
  });

  it("know no colour that was in none of them", () => {
    assert.throws(() => paletteOf([card(1)]).indexOf(0x123456), /123456 was in none/);
  });

  it("make a film whose first picture is a whole one, and whose others are what changed", () => {
    const cards = [card(2), card(20), card(20), card(2)];
    const film = indexedFilm(cards.map((pixels, index) => ({ pixels, ms: 500 + index * 250 })));
    assert.deepEqual(
      chunksOf(film)
        .slice(0, 3)
        .map(({ type }) => type),
      ["IHDR", "acTL", "PLTE"],
    );
    const still = decodedPng(film);
    assert.deepEqual(still, cards[0]);
    const steps = shown(film);
    assert.deepEqual(
      steps.map(({ seconds }) => seconds),
      [0.5, 0.75, 1, 1.25],
    );
    assert.deepEqual(
      steps.map(({ box }) => box),
      [
        [0, 0, width, height],
        [2, 5, 26, 7],
        [0, 0, 1, 1],
        [2, 5, 26, 7],
      ],
    );
    for (const [index, { data }] of steps.entries()) {
      assert.deepEqual(data, cards[index]?.data);
    }
  });
});

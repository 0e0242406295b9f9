import assert from "node:assert/strict";

import { chunksOf, decodedFilm } from "../../support/decodedFilm";
import { decodedPng, pixelAt, type Pixels } from "../../support/decodedPng";
import { indexedFilm, indexedPng } from "../../support/indexedPng";
import { paletteOf } from "../../support/palette";
import { type Paint, png } from "../../support/pictures";

const width = 40;
const height = 30;

const painted = (paint: Paint): Pixels => decodedPng(png(width, height, paint));

/** A plain ground with a shape of a few colours, somewhere. */
const card = (left: number): Pixels =>
  painted((x, y) => (x >= left && x < left + 8 && y > 4 && y < 12 ? [200, x, y] : [31, 31, 31]));

describe("pictures with a palette", () => {
  it("hold every pixel as it was, where there are no more colours than places", () => {
    const picture = card(10);
    assert.deepEqual(decodedPng(indexedPng(picture)), picture);
  });

  it("keep the colour of a plain surface exactly, and come near to all others, with few colours", () => {
    const [wide, high] = [200, 150];
    const file = png(wide, high, (x, y) => (y < 100 ? [31, 33, 35] : [x, 255 - x, y]));
    const picture = decodedPng(file);
    const few = decodedPng(indexedPng(picture, 32));
    const distinct = new Set<string>();
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const [is, was] = [pixelAt(few, x, y), pixelAt(picture, x, y)];
        distinct.add(is.join());
        const farthest = Math.max(...is.map((value, channel) => Math.abs(value - was[channel]!)));
        assert.ok(farthest <= (y < 100 ? 0 : 32), `${is.join()} for ${was.join()}`);
      }
    }
    assert.ok(distinct.size <= 32, `${distinct.size} colours`);
    assert.ok(indexedPng(picture, 32).length < file.length);
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
    const steps = decodedFilm(film);
    assert.deepEqual(
      steps.map(({ ms }) => ms),
      [500, 750, 1000, 1250],
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
    assert.deepEqual(
      steps.map(({ pixels }) => pixels),
      cards,
    );
  });
});

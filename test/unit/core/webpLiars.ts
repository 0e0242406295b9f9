import * as picture from "../../support/pictures";
import { type Liar, liar, cut, damaged, tooManyPixels, changed } from "./liar";

const { ascii, bytes, little } = picture;

const webp = picture.webp(20, 10, picture.stripes);

/** The lossy picture of a browser with these first bits of its tag. */
function lossyWith(first: number, ...more: readonly number[]): Uint8Array {
  const at = Buffer.from(picture.lossyWebp).indexOf("VP8 ") + 8;
  const bits = (picture.lossyWebp[at] ?? 0) & 0xf0;
  return changed(picture.lossyWebp, at, bits | first, ...more);
}

function lossyWithAlpha(compression: number, length: number): Uint8Array {
  const at = Buffer.from(picture.lossyWebp).indexOf("VP8 ");
  return picture.webpOf(
    picture.webpCanvas(0x10, 24, 16),
    picture.riffChunk("ALPH", bytes(compression, new Uint8Array(length))),
    picture.lossyWebp.subarray(at),
  );
}

export const lyingWebps: readonly Liar[] = [
  liar("its header alone", webp.subarray(0, 12), cut),
  liar("cut in its data", webp.subarray(0, -20), cut),
  liar("a length that reaches beyond the end", changed(webp, 4, little(webp.length + 100, 4)), cut),
  liar("a length of 2³²−1", changed(webp, 4, little(2 ** 32 - 1, 4)), cut),
  liar("a length of 0", changed(webp, 4, little(0, 4)), damaged),
  liar("a chunk that reaches beyond the end", changed(webp, 16, little(5000, 4)), cut),
  liar("a chunk of 2³²−1", changed(webp, 16, little(2 ** 32 - 1, 4)), cut),
  liar("no picture", picture.webpOf(picture.webpCanvas(0, 20, 10)), damaged),
  liar("an unknown chunk only", picture.webpOf(picture.riffChunk("EVIL", ascii("evil"))), damaged),
  liar("16384 × 16384 in 34 bytes", picture.webp(16_384, 16_384), tooManyPixels),
  liar(
    "a canvas of 2²⁴ × 2²⁴",
    picture.webpOf(picture.webpCanvas(0, 2 ** 24, 2 ** 24), webp.subarray(12)),
    tooManyPixels,
  ),
  liar("a canvas of another size", picture.webpOf(picture.webpCanvas(0, 21, 10), webp.subarray(12)), damaged),
  liar(
    "a canvas of another length",
    picture.webpOf(picture.riffChunk("VP8X", new Uint8Array(12)), webp.subarray(12)),
    damaged,
  ),
  liar("a lossy picture that depends on another", lossyWith(1), damaged),
  liar("a lossy picture of a version that does not exist", lossyWith(4 << 1), damaged),
  liar("a lossy picture that is longer than its chunk", lossyWith(0, 0xff, 0xff), damaged),
  liar("a plain alpha channel", lossyWithAlpha(0, 24 * 16), "webp 24×16"),
  liar("a plain alpha channel that is too short", lossyWithAlpha(0, 24 * 16 - 1), damaged),
  liar("a packed alpha channel", lossyWithAlpha(1, 5), "webp 24×16"),
  liar("an alpha channel without anything in it", lossyWithAlpha(1, 0), damaged),
  liar("an alpha channel packed as nobody does", lossyWithAlpha(2, 24 * 16), damaged),
  liar("a signature that is wrong", changed(webp, 20, 0x30), damaged),
  liar("a version that does not exist", changed(webp, 24, 0xe0), damaged),
  liar(
    "a lossy picture of no size",
    picture.webpOf(picture.riffChunk("VP8 ", bytes(0x10, 0, 0, 0x9d, 1, 0x2a, 0, 0, 0, 0, 1))),
    damaged,
  ),
  liar(
    "frames of another size than they say",
    changed(picture.animatedWebp(20, 10), 12 + 18 + 14 + 8 + 6, 18),
    damaged,
  ),
  liar("frames beyond its edge", changed(picture.animatedWebp(20, 10), 12 + 18 + 14 + 8, 1), damaged),
  liar(
    "an animation without frames",
    picture.webpOf(picture.webpCanvas(2, 20, 10), picture.riffChunk("ANIM", new Uint8Array(6))),
    damaged,
  ),
  liar(
    "a frame that holds itself",
    picture.webpOf(
      picture.webpCanvas(2, 20, 10),
      picture.riffChunk("ANMF", picture.animatedWebp(20, 10).subarray(12)),
    ),
    damaged,
  ),
  liar(
    "100,001 chunks",
    picture.webpOf(picture.webpCanvas(0, 20, 10), Buffer.alloc(8 * 100_001, "QQQQ\0\0\0\0", "latin1")),
    damaged,
  ),
  liar("a ZIP behind it", bytes(webp, "PK\x03\x04"), "webp 20×10"),
];

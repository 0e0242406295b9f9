import * as picture from "../../support/pictures";
import { type Liar, liar, cut, damaged, tooManyPixels, unsupported, changed } from "./liar";

const { big, little } = picture;

export const lyingOthers: readonly Liar[] = [
  liar("a BMP cut in its header", picture.bmp(20, 10).subarray(0, 30), cut),
  liar("a BMP cut in its pixels", picture.bmp(20, 10).subarray(0, -1), cut),
  liar(
    "a BMP of 2³¹−1 × 2³¹−1",
    changed(picture.bmp(20, 10), 18, little(2 ** 31 - 1, 4), little(2 ** 31 - 1, 4)),
    tooManyPixels,
  ),
  liar("a BMP of a width below zero", changed(picture.bmp(20, 10), 18, little(2 ** 32 - 20, 4)), damaged),
  liar(
    "a BMP with a header of a length that does not exist",
    changed(picture.bmp(20, 10), 14, little(41, 4)),
    damaged,
  ),
  liar("a BMP with pixels in its header", changed(picture.bmp(20, 10), 10, little(20, 4)), damaged),
  liar("a BMP with a depth that does not exist", changed(picture.bmp(20, 10), 28, 3), damaged),
  liar("a BMP of runs without any", changed(picture.bmp(20, 10), 30, 1).subarray(0, 54), cut),
  liar(
    "a BMP of runs, whose length nobody can tell",
    changed(picture.bmp(20, 10), 30, 1).subarray(0, 60),
    "bmp 20×10",
  ),
  liar("a BMP with a PNG in it", changed(picture.bmp(20, 10), 30, 5), unsupported("BMP")),
  liar("an AVIF that is cut", picture.avif([20, 10]).subarray(0, -1), cut),
  liar("an AVIF without a size", picture.avif(), damaged),
  liar("an AVIF of 65536 × 65536", picture.avif([20, 10], [65_536, 65_536]), tooManyPixels),
  liar(
    "an AVIF with a box that reaches out of its own",
    changed(picture.avif([20, 10]), 24 + 12 + 32, big(4000, 4)),
    damaged,
  ),
  liar("an AVIF with boxes of no length", changed(picture.avif([20, 10]), 24 + 12, big(4, 4)), damaged),
];

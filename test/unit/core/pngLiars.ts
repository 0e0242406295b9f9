import * as picture from "../../support/pictures";
import { type Liar, liar, problem, cut, damaged, tooManyPixels, unsupported, changed } from "./liar";

const { ascii, big, bytes } = picture;

const png = picture.png(20, 10, picture.stripes);
const end = picture.pngChunk("IEND", new Uint8Array());
const data = png.subarray(33, png.length - 12);

function pngSized(width: number, height: number): Uint8Array {
  return picture.pngOf(picture.pngHeader(width, height), data, end);
}

export const lyingPngs: readonly Liar[] = [
  liar("signature alone", png.subarray(0, 8), cut),
  liar("cut in its header", png.subarray(0, 20), cut),
  liar("cut behind its header", png.subarray(0, 33), cut),
  liar("cut in its data", png.subarray(0, 60), cut),
  liar("cut before its end", png.subarray(0, -12), cut),
  liar("cut in its end", png.subarray(0, -1), cut),
  liar("a signature broken by a change of line ends", changed(png, 4, "\n\n\x1a\n"), problem("notAnImage")),
  liar("a wrong checksum of its header", changed(png, 30, 0), damaged),
  liar("a wrong checksum of its data", changed(png, 50, 77), damaged),
  liar("a wrong checksum of its end", changed(png, png.length - 1, 0), damaged),
  liar("no width", pngSized(0, 10), damaged),
  liar("no height", pngSized(10, 0), damaged),
  liar("2³¹ wide", pngSized(2 ** 31, 1), damaged),
  liar("2³²−1 high", pngSized(1, 2 ** 32 - 1), damaged),
  liar("2³¹−1 wide and high", pngSized(2 ** 31 - 1, 2 ** 31 - 1), tooManyPixels),
  liar(
    "16384 × 16384 in 32 KB",
    picture.pngOf(
      picture.pngHeader(16_384, 16_384),
      picture.pngChunk("IDAT", changed(new Uint8Array(32_000), 0, 0x78, 0x9c)),
      end,
    ),
    tooManyPixels,
  ),
  liar("40,000,001 pixels", pngSized(40_000_001, 1), tooManyPixels),
  liar("40,000,000 pixels", pngSized(8000, 5000), "png 8000×5000"),
  liar("a colour type that does not exist", picture.pngOf(picture.pngHeader(20, 10, 5), data, end), damaged),
  liar(
    "a depth its colour type cannot have",
    picture.pngOf(picture.pngHeader(20, 10, 2, 4), data, end),
    damaged,
  ),
  liar("a palette that is missing", picture.pngOf(picture.pngHeader(20, 10, 3), data, end), damaged),
  liar(
    "a palette of 257 colours",
    picture.pngOf(picture.pngHeader(20, 10, 3), picture.pngChunk("PLTE", new Uint8Array(771)), data, end),
    damaged,
  ),
  liar(
    "two headers",
    picture.pngOf(picture.pngHeader(20, 10), picture.pngHeader(9000, 9000), data, end),
    damaged,
  ),
  liar(
    "its header not first",
    picture.pngOf(picture.pngChunk("tEXt", ascii("a\0b")), picture.pngHeader(20, 10), data, end),
    damaged,
  ),
  liar("no data", picture.pngOf(picture.pngHeader(20, 10), end), damaged),
  liar(
    "data that is not compressed",
    picture.pngOf(picture.pngHeader(20, 10), picture.pngChunk("IDAT", ascii("<script>")), end),
    damaged,
  ),
  liar(
    "data in two places",
    picture.pngOf(picture.pngHeader(20, 10), data, picture.pngChunk("tEXt", ascii("a\0b")), data, end),
    damaged,
  ),
  liar(
    "a chunk that nobody knows and everybody has to",
    picture.pngOf(picture.pngHeader(20, 10), picture.pngChunk("EVIL", ascii("x")), data, end),
    damaged,
  ),
  liar(
    "a chunk that reaches beyond the end",
    bytes(png.subarray(0, 33), big(2 ** 32 - 1, 4), "tEXt", png.subarray(33)),
    cut,
  ),
  liar(
    "a text that is a bomb",
    picture.pngOf(
      picture.pngHeader(20, 10),
      picture.pngChunk("zTXt", bytes("a\0\0", new Uint8Array(900_000))),
      data,
      end,
    ),
    "png 20×10",
  ),
  liar(
    "made for an iPhone only",
    picture.pngOf(picture.pngChunk("CgBI", new Uint8Array(4)), picture.pngHeader(20, 10), data, end),
    unsupported("CgBI PNG"),
  ),
  liar("a ZIP behind it", bytes(png, "PK\x03\x04", "evil.exe"), "png 20×10"),
  liar("HTML behind it", bytes(png, "<script>alert(1)</script>"), "png 20×10"),
];

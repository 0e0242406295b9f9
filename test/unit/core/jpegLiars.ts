import * as picture from "../../support/pictures";
import { type Liar, liar, problem, cut, damaged, tooManyPixels, unsupported, changed, indexOf } from "./liar";

const { bytes } = picture;

const jpeg = picture.jpeg(20, 10, picture.stripes);
const soi = bytes(0xff, 0xd8);
const eoi = bytes(0xff, 0xd9);

function jpegWith(...segments: readonly Uint8Array[]): Uint8Array {
  return bytes(soi, ...segments, jpeg.subarray(2));
}

const frameAt = indexOf(jpeg, bytes(0xff, 0xc0));
const scanAt = indexOf(jpeg, bytes(0xff, 0xda));

export const lyingJpegs: readonly Liar[] = [
  liar("its beginning alone", jpeg.subarray(0, 3), cut),
  liar("beginning and end", bytes(soi, eoi), cut),
  liar("cut before its frame", jpeg.subarray(0, frameAt), cut),
  liar("cut in its frame", jpeg.subarray(0, frameAt + 6), cut),
  liar("cut before its scan", jpeg.subarray(0, scanAt), cut),
  liar("cut in its scan", jpeg.subarray(0, -10), cut),
  liar("cut before its end", jpeg.subarray(0, -2), cut),
  liar("no scan", bytes(jpeg.subarray(0, scanAt), eoi), cut),
  liar("a scan without a frame", bytes(soi, jpeg.subarray(scanAt)), damaged),
  liar("no width", changed(jpeg, frameAt + 7, 0, 0), damaged),
  liar("no height", changed(jpeg, frameAt + 5, 0, 0), damaged),
  liar("65535 wide and high", changed(jpeg, frameAt + 5, 255, 255, 255, 255), tooManyPixels),
  liar("two frames", jpegWith(picture.jpegFrame(8, 8)), damaged),
  liar("a frame that is longer than it says", changed(jpeg, frameAt + 2, 0, 18), damaged),
  liar(
    "tables that are longer than they are",
    changed(jpeg, indexOf(jpeg, bytes(0xff, 0xdb)) + 2, 0, 68),
    damaged,
  ),
  liar("a segment of length 0", jpegWith(bytes(0xff, 0xfe, 0, 0)), damaged),
  liar("a segment of length 1", jpegWith(bytes(0xff, 0xfe, 0, 1)), damaged),
  liar("a segment that reaches beyond the end", jpegWith(bytes(0xff, 0xfe, 255, 255)), cut),
  liar("two beginnings", bytes(soi, jpeg), damaged),
  liar(
    "1000 segments before it",
    jpegWith(...Array.from({ length: 1000 }, () => picture.jpegSegment(0xe1, new Uint8Array(50)))),
    "jpeg 20×10",
  ),
  liar(
    "a million bytes that fill",
    bytes(soi, new Uint8Array(1_000_000).fill(255), jpeg.subarray(3)),
    "jpeg 20×10",
  ),
  liar("nothing but bytes that fill", bytes(soi, new Uint8Array(1_000_000).fill(255)), cut),
  liar(
    "101 scans",
    bytes(jpeg.subarray(0, scanAt), ...Array.from({ length: 101 }, () => jpeg.subarray(scanAt, -2)), eoi),
    damaged,
  ),
  liar("lossless", changed(jpeg, frameAt, 0xff, 0xc3), unsupported("lossless JPEG")),
  liar("in arithmetic coding", changed(jpeg, frameAt, 0xff, 0xc9), unsupported("arithmetic JPEG")),
  liar("9 bits", changed(jpeg, frameAt + 4, 9), damaged),
  liar("marks to begin again at", jpegWith(picture.jpegSegment(0xdd, bytes(0, 4))), "jpeg 20×10"),
  liar(
    "marks to begin again at, in a segment of another length",
    jpegWith(picture.jpegSegment(0xdd, bytes(0, 4, 0))),
    damaged,
  ),
  liar("12 bits", changed(jpeg, frameAt + 4, 12), unsupported("12-bit JPEG")),
  liar(
    "hierarchical",
    jpegWith(picture.jpegSegment(0xde, new Uint8Array(15))),
    unsupported("hierarchical JPEG"),
  ),
  liar(
    "JPEG-LS",
    bytes(soi, picture.jpegSegment(0xf7, new Uint8Array(9)), jpeg.subarray(2)),
    unsupported("JPEG-LS"),
  ),
  liar(
    "a larger one in its EXIF",
    jpegWith(picture.jpegSegment(0xe1, bytes("Exif\0\0", soi, picture.jpegFrame(9999, 9999)))),
    "jpeg 20×10",
  ),
  liar("bytes between its segments", bytes(soi, "\0\0<script>", jpeg.subarray(2)), problem("notAnImage")),
  liar(
    "bytes between later segments",
    bytes(jpeg.subarray(0, frameAt), "\0\0<script>", jpeg.subarray(frameAt)),
    "jpeg 20×10",
  ),
  liar(
    "EXIF that refers to itself",
    jpegWith(picture.jpegSegment(0xe1, bytes("Exif\0\0II*\0\0\0\0\0", new Uint8Array(40)))),
    "jpeg 20×10",
  ),
  liar("a second picture behind it", bytes(jpeg, soi, jpeg), "jpeg 20×10"),
  liar("a ZIP behind it", bytes(jpeg, "PK\x03\x04"), "jpeg 20×10"),
];

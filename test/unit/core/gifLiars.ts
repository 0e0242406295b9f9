import * as picture from "../../support/pictures";
import { type Liar, liar, cut, damaged, tooManyPixels, changed } from "./liar";

const { bytes, little } = picture;

const gif = picture.gif(20, 10);

function gifSized(width: number, height: number): Uint8Array {
  return changed(gif, 6, little(width, 2), little(height, 2));
}

export const lyingGifs: readonly Liar[] = [
  liar("its header alone", gif.subarray(0, 6), cut),
  liar("cut in its palette", gif.subarray(0, 20), cut),
  liar("cut before its frame", gif.subarray(0, 45), cut),
  liar("cut in its frame", gif.subarray(0, 60), cut),
  liar("no frame", bytes(gif.subarray(0, 37), 0x3b), damaged),
  liar("a frame of too few pixels", bytes(gif.subarray(0, 55), picture.gifPixels(199, 1), 0x3b), cut),
  liar("codes that do not exist yet", bytes(gif.subarray(0, 55), 3, 2, 0xff, 0xff, 0, 0x3b), cut),
  liar("codes of 0 bits", changed(gif, 55, 0), damaged),
  liar("codes of 9 bits", changed(gif, 55, 9), damaged),
  liar("no width", gifSized(0, 10), damaged),
  liar("no height", gifSized(10, 0), damaged),
  liar("65535 wide and high", gifSized(65_535, 65_535), tooManyPixels),
  liar("a frame larger than it", gifSized(19, 10), damaged),
  liar("a frame of 65535 × 65535 in it", changed(gif, 50, 255, 255, 255, 255), damaged),
  liar("a block that nobody knows", bytes(gif.subarray(0, 37), 0x99, gif.subarray(37)), damaged),
  liar("a control of another length", changed(gif, 39, 5), damaged),
  liar(
    "10000 comments",
    bytes(
      gif.subarray(0, 37),
      ...Array.from({ length: 10_000 }, () => bytes(0x21, 0xfe, 1, 65, 0)),
      gif.subarray(37),
    ),
    "gif 20×10",
  ),
  liar(
    "a comment without an end",
    bytes(gif.subarray(0, 37), 0x21, 0xfe, new Uint8Array(9999).fill(255)),
    cut,
  ),
  liar("HTML behind it", bytes(gif, "<script>"), "gif 20×10"),
  liar("no end, but a whole frame", gif.subarray(0, -1), "gif 20×10"),
];

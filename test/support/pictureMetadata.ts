import { subBlocks } from "./gifPicture";
import { jpegSegment } from "./jpegPicture";
import { ascii, big, bytes, little } from "./pictureParts";
import { pngChunk } from "./pngPicture";
import { riffChunk, webpCanvas, webpOf } from "./webpPicture";

/** Stands in all the metadata that is made here, and in no picture. */
export const planted = "PLANTED~METADATA";

/** What EXIF is to say. */
export interface ExifOptions {
  /** 1 to 8; nothing is said of it when left out. */
  readonly orientation?: number;
  /** Whether it names a place. */
  readonly gps?: boolean;
  /** The order of its bytes; the lower first unless told. */
  readonly isBigEndian?: boolean;
}

/** The latitude that is planted as GPS data. */
export const latitude = [48, 51, 29] as const;

/** EXIF without the `Exif\0\0` that JPEG wants before it. */
export function exif({ orientation, gps = false, isBigEndian = false }: ExifOptions = {}): Uint8Array {
  const number = isBigEndian ? big : little;
  const entry = (tag: number, type: number, count: number, value: Uint8Array): Uint8Array =>
    bytes(number(tag, 2), number(type, 2), number(count, 4), value, new Uint8Array(4 - value.length));
  const count = 1 + (orientation === undefined ? 0 : 1) + (gps ? 1 : 0);
  const afterDirectory = 8 + 2 + count * 12 + 4;
  const place = afterDirectory + planted.length;
  const entries = [
    entry(0x010e, 2, planted.length, number(afterDirectory, 4)),
    ...(orientation === undefined ? [] : [entry(0x0112, 3, 1, number(orientation, 2))]),
    ...(gps ? [entry(0x8825, 4, 1, number(place, 4))] : []),
  ];
  const placeEntries = [
    entry(1, 2, 2, ascii("N\0")),
    entry(2, 5, 3, number(place + 2 + 24 + 4, 4)),
    number(0, 4),
    ...latitude.flatMap((part) => [number(part, 4), number(1, 4)]),
  ];
  return bytes(
    isBigEndian ? "MM" : "II",
    number(42, 2),
    number(8, 4),
    number(count, 2),
    ...entries,
    number(0, 4),
    planted,
    ...(gps ? [number(2, 2), ...placeEntries] : []),
  );
}

/** The same PNG, JPEG or WebP with EXIF. */
export function withExif(picture: Uint8Array, options: ExifOptions): Uint8Array {
  const data = exif(options);
  switch (picture[0]) {
    case 0x89:
      return bytes(picture.subarray(0, 33), pngChunk("eXIf", data), picture.subarray(33));
    case 0xff:
      return bytes(picture.subarray(0, 2), jpegSegment(0xe1, bytes("Exif\0\0", data)), picture.subarray(2));
    default:
      return webpWith(picture, [], [riffChunk("EXIF", data)]);
  }
}

/** The same picture with metadata of every sort that its kind knows, each with `planted` in it, and with more behind. */
export function withMetadata(picture: Uint8Array): Uint8Array {
  switch (picture[0]) {
    case 0x89:
      return pngWithMetadata(picture);
    case 0xff:
      return jpegWithMetadata(picture);
    case 0x47:
      return gifWithMetadata(picture);
    default:
      return bytes(
        webpWith(
          picture,
          [riffChunk("ICCP", ascii(`${planted}-profile`))],
          [
            riffChunk("EXIF", exif({ orientation: 1, gps: true })),
            riffChunk("XMP ", ascii(`<x:xmpmeta>${planted}</x:xmpmeta>`)),
            riffChunk("QQQQ", ascii(`${planted}!`)),
          ],
        ),
        `PK\x03\x04${planted}`,
      );
  }
}

function pngWithMetadata(picture: Uint8Array): Uint8Array {
  const empty = picture.length - 12;
  return bytes(
    picture.subarray(0, 33),
    pngChunk("iCCP", ascii(`${planted}\0\0`)),
    pngChunk("sRGB", bytes(0)),
    pngChunk("tEXt", ascii(`Author\0${planted}`)),
    pngChunk("zTXt", ascii(`${planted}\0\0x`)),
    pngChunk("iTXt", ascii(`XML:com.adobe.xmp\0\0\0\0\0${planted}`)),
    pngChunk("eXIf", exif({ orientation: 1, gps: true })),
    pngChunk("tIME", bytes(big(2024, 2), 2, 3, 4, 5, 6)),
    picture.subarray(33, empty),
    pngChunk("prVt", ascii(planted)),
    pngChunk("tEXt", ascii(`Comment\0${planted}`)),
    picture.subarray(empty),
    `PK\x03\x04${planted}`,
  );
}

function jpegWithMetadata(picture: Uint8Array): Uint8Array {
  return bytes(
    picture.subarray(0, 2),
    jpegSegment(0xe0, bytes("JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x03", ascii(planted.padEnd(18)))),
    jpegSegment(0xe0, bytes("JFXX\0\x10\xff\xd8", planted, "\xff\xd9")),
    jpegSegment(0xe1, bytes("Exif\0\0", exif({ orientation: 1, gps: true }))),
    jpegSegment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", `<x:xmpmeta>${planted}</x:xmpmeta>`)),
    jpegSegment(0xe2, bytes("ICC_PROFILE\0\x01\x01", planted)),
    jpegSegment(0xed, bytes("Photoshop 3.0\x008BIM\x04\x04", planted)),
    jpegSegment(0xee, bytes("Adobe\0\x64\0\0\0\0\x01", planted)),
    jpegSegment(0xfe, ascii(planted)),
    picture.subarray(2),
    `PK\x03\x04${planted}`,
  );
}

function gifWithMetadata(picture: Uint8Array): Uint8Array {
  const palette = picture[10]! < 128 ? 0 : 3 * 2 ** ((picture[10]! % 8) + 1);
  const start = 13 + palette;
  return bytes(
    picture.subarray(0, start),
    bytes(0x21, 0xff, 11, "NETSCAPE2.0", subBlocks(bytes(1, 0, 0))),
    bytes(0x21, 0xff, 11, "XMP DataXMP", subBlocks(ascii(`<x:xmpmeta>${planted}</x:xmpmeta>`))),
    bytes(0x21, 0xfe, subBlocks(ascii(planted))),
    bytes(0x21, 0x01, 12, new Uint8Array(12), subBlocks(ascii(planted))),
    picture.subarray(start, -1),
    bytes(0x21, 0xfe, subBlocks(ascii(planted))),
    0x3b,
    `PK\x03\x04${planted}`,
  );
}

/** The same WebP with further chunks before and behind its picture. */
function webpWith(
  picture: Uint8Array,
  before: readonly Uint8Array[],
  behind: readonly Uint8Array[],
): Uint8Array {
  const isExtended = picture[15] === "X".charCodeAt(0);
  const canvas = isExtended ? picture.subarray(12, 30) : canvasFor(picture);
  return webpOf(canvas, ...before, picture.subarray(isExtended ? 30 : 12), ...behind);
}

function canvasFor(picture: Uint8Array): Uint8Array {
  const packed = Buffer.from(picture).readUInt32LE(21);
  return webpCanvas(0x2c, (packed % 0x4000) + 1, (Math.floor(packed / 0x4000) % 0x4000) + 1);
}

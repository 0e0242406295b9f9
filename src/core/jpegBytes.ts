import { exifOrientation } from "./exif";
import { huffman, JpegTables, quantization, restartInterval } from "./jpegTables";
import {
  byteAt,
  bytesOf,
  KeptBytes,
  type PictureRead,
  sizeProblem,
  standsAt,
  type Unreadable,
  uint16,
  unreadable,
} from "./pictureBytes";

/** Ordinary progressive pictures have about ten; a decoder goes through the whole picture for each. */
const mostScans = 100;

/** Which colours the components are is told by these two; what else is in them is not. */
const plainJfif = bytesOf("\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
const plainAdobe = (transform: number): Uint8Array =>
  bytesOf(`\xff\xee\0\x0eAdobe\0\x64\0\0\0\0${String.fromCharCode(transform)}`);

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Which table each of them is quantized by. */
  readonly quantizations: readonly number[];
  readonly segment: Uint8Array;
}

/** Reads a JPEG; what is kept are the frame, its tables and its scans. CMYK has to be drawn anew. */
export function readJpeg(bytes: Uint8Array): PictureRead {
  const kept = new KeptBytes(bytes);
  const tables = new JpegTables(bytes);
  let frame: Frame | undefined;
  let scans = 0;
  let hasJfif = false;
  let adobe: number | undefined;
  let orientation: number | undefined;
  for (let at = markerFrom(bytes, 2); at < bytes.length;) {
    const marker = byteAt(bytes, at);
    if (marker === endOfImage) {
      if (frame === undefined || scans === 0) {
        return unreadable("cut");
      }
      const { width, height } = frame;
      const header = { format: "jpeg" as const, width, height, orientation: orientation ?? 1 };
      return {
        ok: true,
        header: { ...header, isAnimated: false },
        ...(frame.components <= 3 && {
          kept: [
            bytesOf("\xff\xd8"),
            ...(hasJfif ? [plainJfif] : []),
            ...(adobe === undefined ? [] : [plainAdobe(adobe)]),
            ...kept.parts(),
            bytesOf("\xff\xd9"),
          ],
        }),
      };
    }
    if (standsAlone(marker)) {
      at = markerFrom(bytes, at + 1);
      continue;
    }
    const data = at + 3;
    const end = at + 1 + uint16(bytes, at + 1);
    if (end < data || marker === startOfImage) {
      return unreadable("damaged");
    }
    if (end > bytes.length || data > bytes.length) {
      return unreadable("cut");
    }
    if (marker === 0xe0 && scans === 0) {
      hasJfif ||= standsAt(bytes, data, "JFIF\0") && end - data >= 14;
    } else if (marker === 0xe1 && standsAt(bytes, data, "Exif\0")) {
      orientation ??= exifOrientation(bytes.subarray(data, end));
    } else if (marker === 0xee && scans === 0 && standsAt(bytes, data, "Adobe") && end - data >= 12) {
      adobe = byteAt(bytes, data + 11);
    } else if (isFrame(marker)) {
      const read = readFrame(bytes, marker, data, end);
      if ("ok" in read || frame !== undefined) {
        return "ok" in read ? read : unreadable("damaged");
      }
      frame = read;
    } else if (marker === quantization || marker === huffman || marker === restartInterval) {
      if (!tables.define(marker, data, end)) {
        return unreadable("damaged");
      }
    } else if (marker === startOfScan) {
      scans += 1;
      const components = byteAt(bytes, data);
      const isScan = end - data === 4 + components * 2 && components >= 1;
      if (frame === undefined || !isScan || components > frame.components || scans > mostScans) {
        return unreadable("damaged");
      }
      const parts = [
        ...tables.quantizations(frame.quantizations),
        ...(scans === 1 ? [frame.segment] : []),
        ...tables.codes(bytes.subarray(data + 1, end - 3)),
      ];
      parts.forEach((part) => kept.add(part));
      const scanEnd = endOfScan(bytes, end);
      kept.keep(at - 1, scanEnd);
      at = markerFrom(bytes, scanEnd);
      continue;
    } else if (marker === 0xde || marker === 0xdf) {
      return unreadable("unsupported", "hierarchical JPEG");
    } else if (marker === 0xf7) {
      return unreadable("unsupported", "JPEG-LS");
    }
    at = markerFrom(bytes, end);
  }
  return unreadable("cut");
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

/** Where the next marker's second byte stands: decoders pass over everything else, and over any number of 0xFF. */
function markerFrom(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at)) {
    while (bytes[at] === 0xff) {
      at += 1;
    }
    if (bytes[at] !== 0) {
      return at;
    }
  }
  return bytes.length;
}

/** In a scan, 0xFF stands for itself when 0 follows, and restart markers belong to it. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at)) {
    const end = at;
    while (bytes[at] === 0xff) {
      at += 1;
    }
    const marker = byteAt(bytes, at);
    if (marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7)) {
      return end;
    }
  }
  return bytes.length;
}

function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== huffman && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(bytes: Uint8Array, marker: number, data: number, end: number): Frame | Unreadable {
  const components = byteAt(bytes, data + 5);
  const size = { width: uint16(bytes, data + 3), height: uint16(bytes, data + 1) };
  const quantizations = Array.from({ length: components }, (_, index) => byteAt(bytes, data + 8 + index * 3));
  const frame = { ...size, components, quantizations, segment: bytes.subarray(data - 4, end) };
  if (end - data !== 6 + components * 3 || ![1, 3, 4].includes(components)) {
    return unreadable("damaged");
  }
  if (marker > 0xc2) {
    const isArithmetic = marker > 0xc8;
    return unreadable("unsupported", isArithmetic ? "arithmetic JPEG" : "lossless JPEG");
  }
  const bits = byteAt(bytes, data);
  if (bits !== 8) {
    return bits === 12 ? unreadable("unsupported", "12-bit JPEG") : unreadable("damaged");
  }
  return sizeProblem(frame) ?? frame;
}

import { exifOrientation } from "./exif";
import {
  byteAt,
  KeptBytes,
  type PictureRead,
  sizeProblem,
  standsAt,
  uint16,
  uint32,
  unreadable,
} from "./pictureBytes";

/** What every PNG begins with. */
export const pngSignature = "\x89PNG\r\n\x1a\n";

/** The bit depths that each colour type may have. */
const bitDepths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Bytes of a chunk beside its data: length, type and checksum. */
const frame = 12;

/** Reads a PNG; what is kept are the chunks without which its pixels cannot be told. */
export function readPng(bytes: Uint8Array): PictureRead {
  if (standsAt(bytes, 12, "CgBI")) {
    return unreadable("unsupported", "CgBI PNG");
  }
  const beginning = headerProblem(bytes);
  if (beginning !== undefined) {
    return beginning;
  }
  const header = { format: "png" as const, width: uint32(bytes, 16), height: uint32(bytes, 20) };
  const colourType = byteAt(bytes, 25);
  const kept = new KeptBytes(bytes);
  kept.keep(0, pngSignature.length);
  let paletteBytes = 0;
  let data: "before" | "within" | "after" = "before";
  let orientation: number | undefined;
  let isAnimated = false;
  for (let at = pngSignature.length; at + frame <= bytes.length;) {
    const length = uint32(bytes, at);
    const next = at + frame + length;
    if (next > bytes.length) {
      return unreadable("cut");
    }
    if (checksum(bytes, at + 4, next - 4) !== uint32(bytes, next - 4)) {
      return unreadable("damaged");
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (data === "within" && type !== "IDAT") {
      data = "after";
    }
    switch (type) {
      case "IHDR":
        if (at !== pngSignature.length) {
          return unreadable("damaged");
        }
        kept.keep(at, next);
        break;
      case "PLTE":
        if (data !== "before" || paletteBytes > 0 || length === 0 || length > 768 || length % 3 !== 0) {
          return unreadable("damaged");
        }
        paletteBytes = length;
        // Where colours are not looked up in it, it only suggests which colours to show where few can be shown.
        if (colourType === 3) {
          kept.keep(at, next);
        }
        break;
      case "tRNS":
        if (data === "before" && isTransparency(length, colourType, paletteBytes)) {
          kept.keep(at, next);
        }
        break;
      case "IDAT":
        if (data === "after" || (data === "before" && !beginsDeflated(bytes, at + 8, length))) {
          return unreadable("damaged");
        }
        if (colourType === 3 && paletteBytes === 0) {
          return unreadable("damaged");
        }
        data = "within";
        kept.keep(at, next);
        break;
      case "IEND":
        if (data === "before" || length > 0) {
          return unreadable("damaged");
        }
        kept.keep(at, next);
        return {
          ok: true,
          header: { ...header, orientation: orientation ?? 1, isAnimated },
          kept: kept.parts(),
        };
      case "eXIf":
        orientation ??= exifOrientation(bytes.subarray(at + 8, next - 4));
        break;
      case "acTL":
        isAnimated ||= data === "before";
        break;
      default:
        if (isCritical(type)) {
          return unreadable("damaged");
        }
    }
    at = next;
  }
  return unreadable("cut");
}

function headerProblem(bytes: Uint8Array): PictureRead | undefined {
  if (bytes.length < pngSignature.length + frame + 13) {
    return unreadable("cut");
  }
  const isHeader = uint32(bytes, 8) === 13 && standsAt(bytes, 12, "IHDR");
  const depths = bitDepths[byteAt(bytes, 25)] ?? [];
  // Compression and filter are 0 in every PNG; the last byte tells whether it is interlaced.
  const isKnown = uint16(bytes, 26) === 0 && byteAt(bytes, 28) <= 1;
  if (!isHeader || !isKnown || !depths.includes(byteAt(bytes, 24))) {
    return unreadable("damaged");
  }
  const size = { width: uint32(bytes, 16), height: uint32(bytes, 20) };
  const isPossible = size.width < 2 ** 31 && size.height < 2 ** 31;
  return isPossible ? sizeProblem(size) : unreadable("damaged");
}

function isTransparency(length: number, colourType: number, paletteBytes: number): boolean {
  switch (colourType) {
    case 0:
      return length === 2;
    case 2:
      return length === 6;
    case 3:
      return length > 0 && length <= paletteBytes / 3;
    default:
      return false;
  }
}

/** Data may be cut into pieces anywhere: only a first one that holds the first two bytes can be looked at. */
function beginsDeflated(bytes: Uint8Array, at: number, length: number): boolean {
  return length < 2 || (byteAt(bytes, at) % 16 === 8 && uint16(bytes, at) % 31 === 0);
}

/** Who does not know a chunk that begins with a capital letter cannot show the picture. */
function isCritical(type: string): boolean {
  return !/^[a-z]/.test(type);
}

const checksums = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});

/** CRC-32 of a stretch. */
function checksum(bytes: Uint8Array, start: number, end: number): number {
  let value = 0xffffffff;
  for (let at = start; at < end; at += 1) {
    value = (checksums[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

import {
  type PictureRead,
  sizeProblem,
  uint16Little,
  uint32,
  uint32Little,
  unreadable,
} from "./pictureBytes";

const headerLengths = [12, 16, 40, 52, 56, 64, 108, 124];
const depths = [1, 2, 4, 8, 16, 24, 32];
const plain = 0;
const bitFields = 3;
const alphaBitFields = 6;
const jpegInside = 4;
const pngInside = 5;

/** Reads a BMP of Windows or OS/2. */
export function readBmp(bytes: Uint8Array): PictureRead {
  const headerLength = uint32Little(bytes, 14);
  if (bytes.length < 26 || (headerLengths.includes(headerLength) && bytes.length < 14 + headerLength)) {
    return unreadable("cut");
  }
  const isOld = headerLength === 12;
  const size = isOld
    ? { width: uint16Little(bytes, 18), height: uint16Little(bytes, 20) }
    : // A height below zero says that the first row is the uppermost.
      { width: signed(uint32Little(bytes, 18)), height: Math.abs(signed(uint32Little(bytes, 22))) };
  const planes = uint16Little(bytes, isOld ? 22 : 26);
  const depth = uint16Little(bytes, isOld ? 24 : 28);
  const compression = headerLength >= 40 ? uint32Little(bytes, 30) : plain;
  if (!headerLengths.includes(headerLength) || planes !== 1) {
    return unreadable("damaged");
  }
  const problem = sizeProblem(size);
  if (problem !== undefined) {
    return problem;
  }
  if (compression === jpegInside || compression === pngInside) {
    return unreadable("unsupported", "BMP");
  }
  const pixels = uint32Little(bytes, 10);
  if (!depths.includes(depth) || pixels < 14 + headerLength) {
    return unreadable("damaged");
  }
  const isPacked = [plain, bitFields, alphaBitFields].includes(compression);
  const length = isPacked ? Math.ceil((size.width * depth) / 32) * 4 * size.height : 1;
  if (pixels + length > bytes.length) {
    return unreadable("cut");
  }
  return { ok: true, header: { format: "bmp", ...size, orientation: 1, isAnimated: false } };
}

/** Whether this is more than a text that happens to begin with BM: two fields are zero in every file. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d && (bytes.length < 18 || uint32(bytes, 6) === 0);
}

function signed(value: number): number {
  return value < 2 ** 31 ? value : value - 2 ** 32;
}

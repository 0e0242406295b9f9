import { refuse } from "./refused";

const limitBytes = 10 * 1024 * 1024;
const largestSide = 8000;

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Refuses a base64 image that is empty, too large, or not what its media type says.
 * @returns its size, or undefined where the file does not tell
 */
export function checkImage(data: string, mediaType: string, path: string): Size | undefined {
  const bytes = decoded(data, path);
  if (bytes.length === 0) {
    refuse(`${path}: image cannot be empty`);
  }
  if (data.length > limitBytes) {
    refuse(`${path}: image exceeds 10 MB maximum: ${data.length} bytes > ${limitBytes} bytes`);
  }
  const found = mediaTypeOf(bytes);
  if (found === undefined) {
    refuse("Could not process image");
  }
  if (found !== mediaType) {
    refuse(
      `${path}: The image was specified using the ${mediaType} media type, but the image appears to be a ${found} image`,
    );
  }
  const size = sizeOf(bytes, found);
  if (size !== undefined && Math.max(size.width, size.height) > largestSide) {
    refuse(
      `${path}.data: At least one of the image dimensions exceed max allowed size: ${largestSide} pixels`,
    );
  }
  return size;
}

/** Refuses base64 that is not a PDF file. */
export function checkPdf(data: string, path: string): void {
  if (decoded(data, path).subarray(0, 5).toString("latin1") !== "%PDF-") {
    refuse(`${path}.data: The PDF specified was not valid.`);
  }
}

function decoded(data: string, path: string): Buffer {
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) {
    refuse(`${path}.data: Invalid base64 data`);
  }
  return Buffer.from(data, "base64");
}

function mediaTypeOf(bytes: Buffer): string | undefined {
  const begins = bytes.subarray(0, 12).toString("latin1");
  if (begins.startsWith("\x89PNG\r\n\x1a\n")) {
    return "image/png";
  }
  if (begins.startsWith("\xff\xd8\xff")) {
    return "image/jpeg";
  }
  if (/^GIF8[79]a/.test(begins)) {
    return "image/gif";
  }
  return /^RIFF[^]{4}WEBP/.test(begins) ? "image/webp" : undefined;
}

function sizeOf(bytes: Buffer, mediaType: string): Size | undefined {
  if (mediaType === "image/png" && bytes.length >= 24) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (mediaType === "image/gif" && bytes.length >= 10) {
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (mediaType === "image/jpeg") {
    return jpegSize(bytes);
  }
  return bytes.length >= 30 ? webpSize(bytes) : undefined;
}

/** Walks the segments to the frame header, which alone has the size. */
function jpegSize(bytes: Buffer): Size | undefined {
  let place = 2;
  while (place + 9 <= bytes.length && bytes[place] === 0xff) {
    const marker = bytes[place + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) {
      return { width: bytes.readUInt16BE(place + 7), height: bytes.readUInt16BE(place + 5) };
    }
    place += 2 + bytes.readUInt16BE(place + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
  switch (bytes.subarray(12, 16).toString("latin1")) {
    case "VP8 ":
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

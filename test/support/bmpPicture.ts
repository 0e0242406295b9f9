import { bytes, little } from "./pictureParts";

/** A BMP of 24 bits for each pixel. */
export function bmp(width: number, height: number, headerLength = 40): Uint8Array {
  const size =
    headerLength === 12
      ? bytes(little(width, 2), little(Math.abs(height), 2))
      : bytes(little(width, 4), little(height < 0 ? 2 ** 32 + height : height, 4));
  const header = bytes(little(headerLength, 4), size, little(1, 2), little(24, 2));
  const offset = 14 + headerLength;
  const pixels = new Uint8Array(Math.ceil((Math.abs(width) * 3) / 4) * 4 * Math.abs(height)).fill(100);
  const rest = new Uint8Array(headerLength - header.length);
  return bytes(
    "BM",
    little(offset + pixels.length, 4),
    little(0, 4),
    little(offset, 4),
    header,
    rest,
    pixels,
  );
}

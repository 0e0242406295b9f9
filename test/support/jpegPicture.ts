import { bytes, big, type Paint } from "./pictureParts";

export function jpegSegment(marker: number, data: Uint8Array): Uint8Array {
  return bytes(0xff, marker, big(data.length + 2, 2), data);
}

/** What says that a JPEG is one of the usual kind, as the first segment. */
export const jfif = jpegSegment(0xe0, bytes("JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));

/** All quantities 1: nothing is lost but what is not written at all. */
export const quantities = jpegSegment(0xdb, bytes(0, new Uint8Array(64).fill(1)));

/** The twelve lengths of a difference in four bits each; and only "nothing further" in one bit. */
export const codes = bytes(
  jpegSegment(0xc4, bytes(0x00, 0, 0, 0, 12, new Uint8Array(12), ...Array.from({ length: 12 }, (_, i) => i))),
  jpegSegment(0xc4, bytes(0x10, 1, new Uint8Array(15), 0)),
);

export function jpegFrame(width: number, height: number, components = 3, marker = 0xc0): Uint8Array {
  const parts = Array.from({ length: components }, (_, index) => bytes(index + 1, 0x11, 0));
  return jpegSegment(marker, bytes(8, big(height, 2), big(width, 2), components, ...parts));
}

export function scanHeader(components = 3): Uint8Array {
  const parts = Array.from({ length: components }, (_, index) => bytes(index + 1, 0));
  return jpegSegment(0xda, bytes(components, ...parts, 0, 63, 0));
}

/** A JPEG in squares of eight pixels, each of the colour in its middle. */
export function jpeg(width: number, height: number, paint: Paint = () => [128, 128, 128]): Uint8Array {
  return bytes(
    bytes(0xff, 0xd8),
    jfif,
    quantities,
    jpegFrame(width, height),
    codes,
    scanHeader(),
    scanData(width, height, paint),
    bytes(0xff, 0xd9),
  );
}

/** The coded squares, row after row. */
export function scanData(width: number, height: number, paint: Paint): Uint8Array {
  const data: number[] = [];
  let value = 0;
  let length = 0;
  const write = (bits: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      value = value * 2 + ((bits >> bit) & 1);
      length += 1;
      if (length === 8) {
        data.push(value, ...(value === 0xff ? [0] : []));
        value = 0;
        length = 0;
      }
    }
  };
  const before = [0, 0, 0];
  for (let y = 0; y < height; y += 8) {
    for (let x = 0; x < width; x += 8) {
      const [red, green, blue] = paint(Math.min(x + 4, width - 1), Math.min(y + 4, height - 1)) as [
        number,
        number,
        number,
      ];
      const parts = [
        0.299 * red + 0.587 * green + 0.114 * blue - 128,
        -0.168736 * red - 0.331264 * green + 0.5 * blue,
        0.5 * red - 0.418688 * green - 0.081312 * blue,
      ];
      parts.forEach((part, index) => {
        const level = Math.round(part * 8);
        const difference = level - before[index]!;
        before[index] = level;
        const size = 32 - Math.clz32(Math.abs(difference));
        write(size, 4);
        write(difference < 0 ? difference + 2 ** size - 1 : difference, size);
        write(0, 1);
      });
    }
  }
  if (length > 0) {
    write(2 ** (8 - length) - 1, 8 - length);
  }
  return Uint8Array.from(data);
}

import { bytes, little, type Paint } from "./pictureParts";

export function riffChunk(type: string, data: Uint8Array): Uint8Array {
  return bytes(type, little(data.length, 4), data, new Uint8Array(data.length % 2));
}

export function webpOf(...chunks: readonly Uint8Array[]): Uint8Array {
  const body = bytes("WEBP", ...chunks);
  return bytes("RIFF", little(body.length, 4), body);
}

/** What announces further chunks, with the size of the whole. */
export function webpCanvas(flags: number, width: number, height: number): Uint8Array {
  return riffChunk("VP8X", bytes(little(flags, 4), little(width - 1, 3), little(height - 1, 3)));
}

/** A WebP that loses nothing; of one colour it has 22 bytes of data, however large. */
export function webp(width: number, height: number, paint?: Paint): Uint8Array {
  return webpOf(riffChunk("VP8L", losslessData(width, height, paint)));
}

/** The data of a picture that loses nothing. */
export function losslessData(width: number, height: number, paint?: Paint): Uint8Array {
  const data: number[] = [];
  let value = 0;
  let length = 0;
  const write = (bits: number, count: number): void => {
    for (let bit = 0; bit < count; bit += 1) {
      value += (Math.floor(bits / 2 ** bit) % 2) * 2 ** length;
      length += 1;
      if (length === 8) {
        data.push(value);
        value = 0;
        length = 0;
      }
    }
  };
  write(0x2f, 8);
  write(width - 1, 14);
  write(height - 1, 14);
  write(0, 4);
  // No transform, no cache of colours, one group of codes.
  write(0, 3);
  const single = (symbol: number): void => {
    write(0b101, 3);
    write(symbol, 8);
  };
  if (paint === undefined) {
    [128, 128, 128, 255].forEach(single);
  } else {
    for (const symbols of [280, 256, 256]) {
      // Codes of eight bits for all 256 values. Lengths come in the order 17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8.
      write(0, 1);
      write(8, 4);
      for (const order of [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8]) {
        write(order === 0 || order === 8 ? 1 : 0, 3);
      }
      write(0, 1);
      for (let symbol = 0; symbol < symbols; symbol += 1) {
        write(symbol < 256 ? 1 : 0, 1);
      }
    }
    single(255);
  }
  single(0);
  for (const pixel of paint === undefined ? [] : pixelsOf(width, height, paint)) {
    const [red, green, blue] = pixel as [number, number, number];
    [green, red, blue].forEach((part) => write(reversed(part), 8));
  }
  if (length > 0) {
    write(0, 8 - length);
  }
  return Uint8Array.from(data);
}

function* pixelsOf(width: number, height: number, paint: Paint): Generator<readonly number[]> {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      yield paint(x, y);
    }
  }
}

function reversed(byte: number): number {
  return Number.parseInt(byte.toString(2).padStart(8, "0").split("").reverse().join(""), 2);
}

/** A WebP that moves: two frames. */
export function animatedWebp(width: number, height: number): Uint8Array {
  const frame = riffChunk(
    "ANMF",
    bytes(
      little(0, 6),
      little(width - 1, 3),
      little(height - 1, 3),
      little(100, 3),
      0,
      riffChunk("VP8L", losslessData(width, height)),
    ),
  );
  return webpOf(webpCanvas(2, width, height), riffChunk("ANIM", little(0, 6)), frame, frame);
}

import { bytes, little } from "./pictureParts";

/** A GIF of up to eight colours, of which each frame has the next; the first is clear when asked for. */
export function gif(width: number, height: number, frames = 1, isClear = false): Uint8Array {
  const palette = bytes(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, new Uint8Array(12).fill(200));
  const parts = Array.from({ length: frames }, (_, frame) =>
    bytes(
      bytes(0x21, 0xf9, 4, isClear ? 1 : 0, little(frames > 1 ? 10 : 0, 2), 0, 0),
      bytes(0x2c, little(0, 4), little(width, 2), little(height, 2), 0),
      gifPixels(width * height, (frame + 1) % 8),
    ),
  );
  return bytes("GIF89a", little(width, 2), little(height, 2), 0x82, 0, 0, palette, ...parts, 0x3b);
}

/** So many pixels of one colour: codes of four bits, with a clear code before the table would need five. */
export function gifPixels(count: number, colour: number): Uint8Array {
  const codes: number[] = [];
  for (let pixel = 0; pixel < count; pixel += 1) {
    if (pixel % 6 === 0) {
      codes.push(8);
    }
    codes.push(colour);
  }
  codes.push(9);
  const packed = Uint8Array.from({ length: Math.ceil(codes.length / 2) }, (_, index) => {
    return codes[index * 2]! + (codes[index * 2 + 1] ?? 0) * 16;
  });
  return bytes(3, subBlocks(packed));
}

/** Data in blocks as GIF has them, with the empty one at the end. */
export function subBlocks(data: Uint8Array): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, index) => {
    const block = data.subarray(index * 255, index * 255 + 255);
    return bytes(block.length, block);
  });
  return bytes(...blocks, 0);
}

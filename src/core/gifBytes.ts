import { endOfPixels } from "./gifPixels";
import {
  byteAt,
  bytesOf,
  KeptBytes,
  type PictureRead,
  sizeProblem,
  uint16Little,
  unreadable,
} from "./pictureBytes";

const extension = 0x21;
const imageDescriptor = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;

/** Reads a GIF; what is kept are the palettes and the first frame, with what says which of its pixels are clear. */
export function readGif(bytes: Uint8Array): PictureRead {
  if (bytes.length < 13) {
    return unreadable("cut");
  }
  const screen = { width: uint16Little(bytes, 6), height: uint16Little(bytes, 8) };
  const problem = sizeProblem(screen);
  if (problem !== undefined) {
    return problem;
  }
  const kept = new KeptBytes(bytes);
  const blocks = 13 + paletteLength(byteAt(bytes, 10));
  kept.keep(0, blocks);
  let control: Uint8Array | undefined;
  let frames = 0;
  for (let at = blocks; at < bytes.length;) {
    const kind = byteAt(bytes, at);
    if (kind === trailer && frames === 0) {
      return unreadable("damaged");
    }
    if (kind === extension) {
      if (byteAt(bytes, at + 1) === graphicControl && frames === 0) {
        if (byteAt(bytes, at + 2) !== 4) {
          return unreadable("damaged");
        }
        control = still(byteAt(bytes, at + 3), byteAt(bytes, at + 6));
      }
      at = endOfBlocks(bytes, at + 2);
      continue;
    }
    if (kind !== imageDescriptor) {
      // After the first frame anything may follow; before it nothing that is not known.
      if (frames === 0) {
        return unreadable("damaged");
      }
      break;
    }
    const data = at + 10 + paletteLength(byteAt(bytes, at + 9));
    const end = endOfBlocks(bytes, data + 1);
    if (frames === 0) {
      if (end > bytes.length) {
        return unreadable("cut");
      }
      const isWithin =
        uint16Little(bytes, at + 1) + uint16Little(bytes, at + 5) <= screen.width &&
        uint16Little(bytes, at + 3) + uint16Little(bytes, at + 7) <= screen.height;
      const pixels = uint16Little(bytes, at + 5) * uint16Little(bytes, at + 7);
      if (!isWithin || pixels === 0 || byteAt(bytes, data) < 1 || byteAt(bytes, data) > 8) {
        return unreadable("damaged");
      }
      if (control !== undefined) {
        kept.add(control);
      }
      // Data behind the last pixel is no part of the picture.
      const last = endOfPixels(bytes, data, pixels);
      if (last === undefined) {
        return unreadable("cut");
      }
      kept.keep(at, last.block);
      kept.add(Uint8Array.of(last.end - last.block - 1));
      kept.keep(last.block + 1, last.end);
      kept.add(Uint8Array.of(0));
    }
    frames += 1;
    if (frames > 1) {
      break;
    }
    at = end;
  }
  if (frames === 0) {
    return unreadable("cut");
  }
  kept.add(bytesOf("\x3b"));
  const header = { format: "gif" as const, ...screen, orientation: 1, isAnimated: frames > 1 };
  return { ok: true, header, kept: kept.parts() };
}

/** Bytes of a palette, from the flags that announce it. */
function paletteLength(flags: number): number {
  return flags < 0x80 ? 0 : 3 * 2 ** ((flags % 8) + 1);
}

/** Where the blocks that begin here end; beyond the end of the file when they do not. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && byteAt(bytes, at) > 0) {
    at += byteAt(bytes, at) + 1;
  }
  return at + 1;
}

/** The graphic control of a frame that stays: of the old one only which colour is clear. */
function still(flags: number, clear: number): Uint8Array {
  return Uint8Array.of(extension, graphicControl, 4, flags % 2, 0, 0, clear, 0);
}

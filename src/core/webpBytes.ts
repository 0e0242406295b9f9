import type { Size } from "./image";
import { exifOrientation } from "./exif";
import {
  byteAt,
  bytesOf,
  type ImageHeader,
  type PictureRead,
  sizeProblem,
  standsAt,
  uint16Little,
  uint24Little,
  uint32Little,
  type Unreadable,
  unreadable,
} from "./pictureBytes";

interface Chunk {
  readonly type: string;
  /** Where its data begins. */
  readonly start: number;
  readonly end: number;
}

/** Reads a WebP; what is kept is the picture with its alpha channel. One that moves has to be drawn anew. */
export function readWebp(bytes: Uint8Array): PictureRead {
  const end = 8 + uint32Little(bytes, 4);
  if (bytes.length < 20 || end > bytes.length + 1) {
    return unreadable("cut");
  }
  const chunks = chunksOf(bytes, 12, end);
  if ("ok" in chunks) {
    return chunks;
  }
  const extended = chunks[0]?.type === "VP8X" ? chunks[0] : undefined;
  if (extended !== undefined && extended.end - extended.start !== 10) {
    return unreadable("damaged");
  }
  const canvas = extended && canvasOf(bytes, extended.start);
  const problem = canvas && sizeProblem(canvas);
  if (problem !== undefined) {
    return problem;
  }
  const exif = chunks.find(({ type }) => type === "EXIF");
  const orientation = exif === undefined ? undefined : exifOrientation(bytes.subarray(exif.start, exif.end));
  const header = { format: "webp" as const, orientation: orientation ?? 1 };
  if (canvas !== undefined && isAnimation(bytes, extended, chunks)) {
    return readFrames(bytes, chunks, { ...header, ...canvas, isAnimated: true });
  }
  const picture = canvas === undefined ? chunks[0] : chunks.find(isPicture);
  const size = picture && pictureSize(bytes, picture);
  if (picture === undefined || size === undefined) {
    return unreadable("damaged");
  }
  if (canvas !== undefined && (canvas.width !== size.width || canvas.height !== size.height)) {
    return unreadable("damaged");
  }
  const alpha = picture.type === "VP8 " ? chunks.find(({ type }) => type === "ALPH") : undefined;
  if (alpha !== undefined && canvas !== undefined && !isAlpha(bytes, alpha, canvas)) {
    return unreadable("damaged");
  }
  return (
    sizeProblem(size) ?? {
      ok: true,
      header: { ...header, ...size, isAnimated: false },
      kept: file(
        canvas === undefined || alpha === undefined
          ? [chunkOf(bytes, picture)]
          : [alphaCanvas(size), chunkOf(bytes, alpha), chunkOf(bytes, picture)],
      ),
    }
  );
}

/** The chunks one after the other; they fill the stretch, or it is not what it says. */
function chunksOf(bytes: Uint8Array, start: number, end: number): readonly Chunk[] | Unreadable {
  const chunks: Chunk[] = [];
  let at = start;
  while (at + 8 <= end) {
    const length = uint32Little(bytes, at + 4);
    const chunkEnd = at + 8 + length;
    if (chunkEnd > end || chunkEnd > bytes.length) {
      return unreadable("cut");
    }
    chunks.push({ type: String.fromCharCode(...bytes.subarray(at, at + 4)), start: at + 8, end: chunkEnd });
    // More than any animation has, and few enough to be looked through several times.
    if (chunks.length > 100_000) {
      return unreadable("damaged");
    }
    at = chunkEnd + (length % 2);
  }
  // Some writers leave the last byte out that makes a length even.
  return at === end || at === end + 1 ? chunks : unreadable("damaged");
}

function canvasOf(bytes: Uint8Array, at: number): Size {
  return { width: uint24Little(bytes, at + 4) + 1, height: uint24Little(bytes, at + 7) + 1 };
}

function isAnimation(bytes: Uint8Array, extended: Chunk | undefined, chunks: readonly Chunk[]): boolean {
  const isFlagged = extended !== undefined && (byteAt(bytes, extended.start) & 2) !== 0;
  return isFlagged || chunks.some(({ type }) => type === "ANIM" || type === "ANMF");
}

function isPicture({ type }: Chunk): boolean {
  return type === "VP8 " || type === "VP8L";
}

/** The size that the picture itself says; undefined when it cannot be one. */
function pictureSize(bytes: Uint8Array, { type, start, end }: Chunk): Size | undefined {
  if (type === "VP8 " && end - start > 10 && standsAt(bytes, start + 3, "\x9d\x01\x2a")) {
    const tag = uint24Little(bytes, start);
    const isKeyFrame = tag % 2 === 0 && (tag >> 1) % 8 <= 3;
    const isWhole = 10 + (tag >> 5) <= end - start;
    const [width, height] = [uint16Little(bytes, start + 6), uint16Little(bytes, start + 8)];
    return isKeyFrame && isWhole ? { width: width % 0x4000, height: height % 0x4000 } : undefined;
  }
  if (type === "VP8L" && end - start > 5 && byteAt(bytes, start) === 0x2f) {
    const packed = uint32Little(bytes, start + 1);
    const size = { width: (packed % 0x4000) + 1, height: (Math.floor(packed / 0x4000) % 0x4000) + 1 };
    return packed < 0x2000_0000 ? size : undefined;
  }
  return undefined;
}

/** Whether this can be an alpha channel of that size: what is not compressed has a length that is known. */
function isAlpha(bytes: Uint8Array, { start, end }: Chunk, { width, height }: Size): boolean {
  const compression = byteAt(bytes, start) % 4;
  return end > start + 1 && (compression === 1 || (compression === 0 && end - start === 1 + width * height));
}

function readFrames(bytes: Uint8Array, chunks: readonly Chunk[], header: ImageHeader): PictureRead {
  const frames = chunks.filter(({ type }) => type === "ANMF");
  for (const { start, end } of frames) {
    const width = uint24Little(bytes, start + 6) + 1;
    const height = uint24Little(bytes, start + 9) + 1;
    const right = uint24Little(bytes, start) * 2 + width;
    const bottom = uint24Little(bytes, start + 3) * 2 + height;
    const inner = chunksOf(bytes, start + 16, end);
    const picture = "ok" in inner ? undefined : inner.find(isPicture);
    const size = picture && pictureSize(bytes, picture);
    if (right > header.width || bottom > header.height || size?.width !== width || size.height !== height) {
      return unreadable("damaged");
    }
  }
  return frames.length === 0 ? unreadable("damaged") : { ok: true, header };
}

/** The same chunk, with the byte that makes its length even set to zero. */
function chunkOf(bytes: Uint8Array, { type, start, end }: Chunk): readonly Uint8Array[] {
  const length = end - start;
  const data = bytes.subarray(start, end);
  return [bytesOf(type), little(length, 4), data, new Uint8Array(length % 2)];
}

function alphaCanvas({ width, height }: Size): readonly Uint8Array[] {
  const hasAlpha = 0x10;
  return [bytesOf("VP8X"), little(10, 4), little(hasAlpha, 4), little(width - 1, 3), little(height - 1, 3)];
}

function file(chunks: readonly (readonly Uint8Array[])[]): readonly Uint8Array[] {
  const parts = chunks.flat();
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return [bytesOf("RIFF"), little(length, 4), bytesOf("WEBP"), ...parts];
}

function little(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

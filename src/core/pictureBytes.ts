import type { ImageProblem, Size } from "./image";

/** What a picture can be that is read here. */
export type ImageFormat = "png" | "jpeg" | "gif" | "webp" | "bmp" | "avif" | "svg";

/** What the bytes of a picture say of it. Width and height are as stored, before `orientation` is applied. */
export interface ImageHeader extends Size {
  readonly format: ImageFormat;
  /** How it lies, from 1 (upright) to 8, as EXIF numbers it. */
  readonly orientation: number;
  readonly isAnimated: boolean;
}

/** What came of reading a picture. */
export type PictureRead =
  | {
      readonly ok: true;
      readonly header: ImageHeader;
      /** What remains of its bytes when only the picture is kept; left out when it has to be drawn anew for that. */
      readonly kept?: readonly Uint8Array[];
    }
  | Unreadable;

/** Why a picture cannot be used. */
export interface Unreadable {
  readonly ok: false;
  readonly problem: ImageProblem;
}

/** As a result: nothing can be made of this, because. */
export function unreadable(reason: ImageProblem["reason"], format?: string): Unreadable {
  return { ok: false, problem: format === undefined ? { reason } : { reason, format } };
}

/** Whoever decodes an image needs four bytes for each pixel: 160 MB for this many. */
const mostPixels = 40_000_000;

/** Why something of this size is not decoded; undefined when it may be. */
export function sizeProblem({ width, height }: Size): Unreadable | undefined {
  if (!(width > 0 && height > 0)) {
    return unreadable("damaged");
  }
  return width * height > mostPixels ? unreadable("tooManyPixels") : undefined;
}

/** A byte; 0 beyond the end. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Two bytes, the higher first; 0 beyond the end. */
export function uint16(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) * 0x100 + byteAt(bytes, at + 1);
}

/** Four bytes, the highest first; 0 beyond the end. */
export function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x10000 + uint16(bytes, at + 2);
}

/** Two bytes, the lower first; 0 beyond the end. */
export function uint16Little(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) + byteAt(bytes, at + 1) * 0x100;
}

/** Three bytes, the lowest first; 0 beyond the end. */
export function uint24Little(bytes: Uint8Array, at: number): number {
  return uint16Little(bytes, at) + byteAt(bytes, at + 2) * 0x10000;
}

/** Four bytes, the lowest first; 0 beyond the end. */
export function uint32Little(bytes: Uint8Array, at: number): number {
  return uint16Little(bytes, at) + uint16Little(bytes, at + 2) * 0x10000;
}

/** Whether these characters, each a byte, stand here. */
export function standsAt(bytes: Uint8Array, at: number, characters: string): boolean {
  for (let index = 0; index < characters.length; index += 1) {
    if (bytes[at + index] !== characters.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}

/** Each character as a byte. */
export function bytesOf(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

/** Collects what is kept of a picture: however many pieces follow each other there, here they are one. */
export class KeptBytes {
  readonly #bytes: Uint8Array;
  readonly #parts: Uint8Array[] = [];
  #start = 0;
  #end = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Keeps a stretch. */
  keep(start: number, end: number): void {
    if (start !== this.#end) {
      this.#finish();
      this.#start = start;
    }
    this.#end = end;
  }

  /** Adds something that does not stand there in this form. */
  add(part: Uint8Array): void {
    this.#finish();
    this.#start = this.#end;
    this.#parts.push(part);
  }

  /** All that was kept, in its order. */
  parts(): readonly Uint8Array[] {
    this.#finish();
    this.#start = this.#end;
    return this.#parts;
  }

  #finish(): void {
    if (this.#end > this.#start) {
      this.#parts.push(this.#bytes.subarray(this.#start, this.#end));
    }
  }
}

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import type { ImageProblem } from "../../../src/core/image";
import { bytes } from "../../support/pictures";

/** A file under a name that says something else, or whose bytes do. */
export interface Liar {
  /** The name it has, and what it is. */
  readonly title: string;
  readonly bytes: Uint8Array;
  /** The problem that is told, or what the bytes are in truth. */
  readonly is: ImageProblem | string;
}

export function liar(title: string, content: Uint8Array | string, is: Liar["is"]): Liar {
  return { title, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content, is };
}

export function problem(reason: ImageProblem["reason"], format?: string): ImageProblem {
  return format === undefined ? { reason } : { reason, format };
}

export const cut = problem("cut");
export const damaged = problem("damaged");
export const tooManyPixels = problem("tooManyPixels");
export const named = (format: string): ImageProblem => problem("notAnImage", format);
export const unsupported = (format: string): ImageProblem => problem("unsupported", format);

/** A copy with these bytes at this place. */
export function changed(
  content: Uint8Array,
  at: number,
  ...parts: readonly (Uint8Array | string | number)[]
): Uint8Array {
  const copy = Uint8Array.from(content);
  copy.set(bytes(...parts), at);
  return copy;
}

/** Where the first of these characters stands. */
export function indexOf(content: Uint8Array, sought: Uint8Array): number {
  return Buffer.from(content).indexOf(sought);
}

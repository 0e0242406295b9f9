import { createHash } from "node:crypto";

import type { ContextItem } from "../../src/core/context";
import type { KeptImage, Size } from "../../src/core/image";
import { fittedSize, type ImageLimits } from "../../src/core/imageLimits";
import { keepsTo } from "../../src/core/imagePlan";
import type { FittedBytes, Images } from "../../src/host/images/images";
import { pngChunk, pngHeader, pngOf } from "./pngPicture";

/** A PNG of this size and about so many bytes, whose pixels nobody can decode. */
export function pngOfBytes({ width, height }: Size, length: number, seed = 1): Uint8Array {
  const data = new Uint8Array(Math.max(2, length - 57));
  for (let index = 0, value = seed; index < data.length; index += 1) {
    value = (Math.imul(value, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[index] = value >> 16;
  }
  // How deflated data begins.
  data.set([0x78, 0x9c]);
  return pngOf(pngHeader(width, height), pngChunk("IDAT", data), pngChunk("IEND", new Uint8Array()));
}

/** A chip with an image, whose bytes `FakeImages` knows. */
export function imageChip(id: string, image: KeptImage, uri = ""): ContextItem {
  return {
    kind: "image",
    id,
    uri,
    fileName: `${id}.png`,
    languageId: "",
    startLine: 0,
    endLine: 0,
    text: "",
    image,
  };
}

/** Images in memory, scaled as a page would: to the size that the limits allow, and to as many bytes. */
export class FakeImages implements Pick<Images, "fitted"> {
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #fitted = new Map<string, Uint8Array>();
  /** How often something was scaled. */
  scaled = 0;

  /** Adds a PNG of this size. */
  add(size: Size, length: number, seed: number): KeptImage {
    const bytes = pngOfBytes(size, length, seed);
    const hash = createHash("sha256").update(bytes).digest("hex");
    this.#bytes.set(hash, bytes);
    return { ...size, hash, type: "image/png", bytes: bytes.length };
  }

  remove(hash: string): void {
    this.#bytes.delete(hash);
  }

  fitted(image: KeptImage, limits: ImageLimits): Promise<FittedBytes> {
    const whole = this.#bytes.get(image.hash);
    if (whole === undefined) {
      return Promise.resolve({ state: "missing" });
    }
    if (keepsTo(image, limits)) {
      return Promise.resolve({ state: "there", bytes: whole });
    }
    const name = `${image.hash} ${JSON.stringify(limits)}`;
    const known = this.#fitted.get(name);
    if (known === undefined) {
      this.scaled += 1;
    }
    const bytes =
      known ?? pngOfBytes(fittedSize(image, limits), Math.min(image.bytes, limits.bytes), image.bytes);
    this.#fitted.set(name, bytes);
    return Promise.resolve({ state: "there", bytes });
  }
}

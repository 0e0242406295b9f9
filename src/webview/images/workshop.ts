import type { ImageProblem, MadeImage, Size } from "../../core/image";
import { thumbnailEdge } from "../../core/image";
import type { ImageEdits } from "../../core/imageEdits";
import { type ImageHeader, readImageHeader } from "../../core/imageHeader";
import { fittedSize, type ImageLimits } from "../../core/imageLimits";
import { keepsTo } from "../../core/imagePlan";
import { withoutMetadata } from "../../core/imageMetadata";
import { largestPicture } from "../../core/protocol";
import { type Drawable, shrunk, upright } from "./canvases";
import { edited } from "./editing";
import { encode, encoded } from "./encoding";
import { ownBytes } from "./ownBytes";
import type { WorkOrder, WorkResult } from "./imageWork";

const damaged: WorkResult = failed({ reason: "damaged" });

/** By so much a picture shrinks each time that it has too many bytes in every form. */
const smaller = 0.8;

/** Decodes, turns, scales and encodes. It keeps the last picture it decoded: what was made is often scaled next. */
export class ImageWorkshop {
  #last: { readonly hash: string; readonly picture: ImageBitmap } | undefined;

  /** Does what was asked; whatever goes wrong is the picture's fault. */
  async work(order: WorkOrder): Promise<WorkResult> {
    try {
      switch (order.type) {
        case "make":
          return await this.#make(order.bytes, order.limits);
        case "makeDrawn":
          return await this.#makeDrawn(order.drawn, order.limits);
        case "fit":
          return await this.#fit(order.bytes, order.limits);
        case "edit":
          return await this.#edit(order.bytes, order.edits, order.limits);
      }
    } catch {
      return damaged;
    }
  }

  async #make(bytes: Uint8Array, limits: ImageLimits): Promise<WorkResult> {
    const read = readImageHeader(bytes);
    if (!read.ok) {
      return failed(read.problem);
    }
    const { header } = read;
    if (header.format === "svg") {
      return { type: "svg", bytes, size: header };
    }
    const stripped = withoutMetadata(bytes, header);
    if (stripped === undefined) {
      return this.#makeAnew(bytes, header, limits);
    }
    const picture = await decoded(stripped);
    if (picture?.width === header.width && picture.height === header.height) {
      return this.#made(stripped, picture, limits, header);
    }
    picture?.close();
    return damaged;
  }

  /** What has to be turned, or is of a type that the API does not take. */
  async #makeAnew(bytes: Uint8Array, header: ImageHeader, limits: ImageLimits): Promise<WorkResult> {
    // Without EXIF no browser turns it by itself. What cannot be stripped, it turns: an AVIF, a WebP that moves.
    const bare = withoutMetadata(bytes, { ...header, orientation: 1 });
    const picture = await decoded(bare ?? bytes);
    if (picture === undefined) {
      return header.format === "avif" ? failed({ reason: "unsupported", format: "AVIF" }) : damaged;
    }
    const canvas = upright(picture, bare === undefined ? 1 : header.orientation);
    picture.close();
    return canvas === undefined ? damaged : this.#madeOf(canvas, limits, header);
  }

  async #makeDrawn(drawn: ImageBitmap, limits: ImageLimits): Promise<WorkResult> {
    const canvas = upright(drawn, 1);
    drawn.close();
    return canvas === undefined ? damaged : this.#madeOf(canvas, limits);
  }

  async #edit(bytes: Uint8Array, edits: ImageEdits, limits: ImageLimits): Promise<WorkResult> {
    const picture = await this.#picture(bytes);
    const canvas = picture && edited(picture, edits);
    return canvas === undefined ? damaged : this.#madeOf(canvas, limits);
  }

  async #madeOf(canvas: OffscreenCanvas, limits: ImageLimits, of: Moving = still): Promise<WorkResult> {
    const bytes = await encoded(canvas, largestPicture);
    return bytes === undefined
      ? failed({ reason: "tooManyBytes" })
      : this.#made(bytes, canvas.transferToImageBitmap(), limits, of);
  }

  async #made(
    bytes: Uint8Array,
    picture: ImageBitmap,
    limits: ImageLimits,
    { isAnimated }: Moving,
  ): Promise<WorkResult> {
    const hash = await hashOf(bytes);
    this.#keep(hash, picture);
    const thumbnail = await thumbnailOf(picture);
    const fitted = isFitting(picture, bytes, limits) ? bytes : await fit(picture, limits);
    if (thumbnail === undefined || fitted === undefined) {
      return damaged;
    }
    const made: MadeImage = {
      bytes,
      thumbnail,
      ...(fitted === bytes ? {} : { fitted: { limits, bytes: fitted } }),
      ...(isAnimated ? { isFirstFrame: true } : {}),
    };
    return { type: "made", made, hash };
  }

  async #fit(bytes: Uint8Array, limits: ImageLimits): Promise<WorkResult> {
    const picture = await this.#picture(bytes);
    if (picture === undefined) {
      return damaged;
    }
    const fitted = isFitting(picture, bytes, limits) ? bytes : await fit(picture, limits);
    return fitted === undefined ? damaged : { type: "fitted", bytes: fitted };
  }

  /** An image that is kept, decoded. Its header is read first all the same: what is on the disk may have changed. */
  async #picture(bytes: Uint8Array): Promise<ImageBitmap | undefined> {
    const hash = await hashOf(bytes);
    if (this.#last?.hash !== hash) {
      const picture = readImageHeader(bytes).ok ? await decoded(bytes) : undefined;
      if (picture === undefined) {
        return undefined;
      }
      this.#keep(hash, picture);
    }
    return this.#last?.picture;
  }

  #keep(hash: string, picture: ImageBitmap): void {
    this.#last?.picture.close();
    this.#last = { hash, picture };
  }
}

/** Whether a picture is an animation. */
type Moving = Pick<ImageHeader, "isAnimated">;

const still: Moving = { isAnimated: false };

function failed(problem: ImageProblem): WorkResult {
  return { type: "failed", problem };
}

async function decoded(bytes: Uint8Array): Promise<ImageBitmap | undefined> {
  return createImageBitmap(new Blob([ownBytes(bytes)])).catch(() => undefined);
}

function isFitting({ width, height }: Size, bytes: Uint8Array, limits: ImageLimits): boolean {
  return keepsTo({ width, height, bytes: bytes.length }, limits);
}

async function fit(picture: Drawable, limits: ImageLimits): Promise<Uint8Array | undefined> {
  const largest = fittedSize(picture, limits);
  for (let factor = 1; factor > 0.05; factor *= smaller) {
    const canvas = shrunk(picture, scaled(largest, factor));
    const bytes = canvas && (await encoded(canvas, limits.bytes));
    if (canvas === undefined || bytes !== undefined) {
      return bytes;
    }
  }
  return undefined;
}

async function thumbnailOf(picture: Drawable): Promise<Uint8Array | undefined> {
  const factor = Math.min(1, thumbnailEdge / Math.max(picture.width, picture.height));
  const canvas = shrunk(picture, scaled(picture, factor));
  return canvas && encode(canvas, "image/webp", 0.8);
}

function scaled({ width, height }: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", ownBytes(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

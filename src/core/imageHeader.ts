import { isBmp, readBmp } from "./bmpBytes";
import type { ImageProblem, ImageType } from "./image";
import { readGif } from "./gifBytes";
import { isBoxed, readBoxed } from "./isoBytes";
import { readJpeg } from "./jpegBytes";
import { otherKind } from "./otherBytes";
import { type ImageFormat, type ImageHeader, type PictureRead, standsAt, unreadable } from "./pictureBytes";
import { pngSignature, readPng } from "./pngBytes";
import { largestPicture } from "./protocol";
import { readText } from "./svgPicture";
import { readWebp } from "./webpBytes";

export type { ImageFormat, ImageHeader } from "./pictureBytes";

/**
 * What a picture is, from its bytes alone, before anything decodes it: no name and no media type is believed. The bytes
 * are gone through once at most.
 */
export function readImageHeader(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly header: ImageHeader }
  | { readonly ok: false; readonly problem: ImageProblem } {
  const read = readPicture(bytes);
  return read.ok ? { ok: true, header: read.header } : read;
}

/** The same, with what is kept of the bytes. */
export function readPicture(bytes: Uint8Array): PictureRead {
  if (bytes.length === 0) {
    return unreadable("empty");
  }
  if (bytes.length > largestPicture) {
    return unreadable("tooManyBytes");
  }
  if (standsAt(bytes, 0, pngSignature)) {
    return readPng(bytes);
  }
  if (standsAt(bytes, 0, "\xff\xd8\xff")) {
    return readJpeg(bytes);
  }
  if (standsAt(bytes, 0, "GIF87a") || standsAt(bytes, 0, "GIF89a")) {
    return readGif(bytes);
  }
  if (standsAt(bytes, 0, "RIFF") && standsAt(bytes, 8, "WEBP")) {
    return readWebp(bytes);
  }
  if (isBmp(bytes)) {
    return readBmp(bytes);
  }
  if (isBoxed(bytes)) {
    return readBoxed(bytes);
  }
  return readText(bytes) ?? otherKind(bytes);
}

/** The type of an image that was looked through before, from how it begins. */
export function typeOfKnown(bytes: Uint8Array): ImageType | undefined {
  if (standsAt(bytes, 0, pngSignature)) {
    return "image/png";
  }
  if (standsAt(bytes, 0, "\xff\xd8\xff")) {
    return "image/jpeg";
  }
  if (standsAt(bytes, 0, "GIF8")) {
    return "image/gif";
  }
  return standsAt(bytes, 0, "RIFF") && standsAt(bytes, 8, "WEBP") ? "image/webp" : undefined;
}

/** The media type of a format; undefined where the API takes none of that format. */
export function imageTypeOf(format: ImageFormat): ImageType | undefined {
  switch (format) {
    case "png":
    case "jpeg":
    case "gif":
    case "webp":
      return `image/${format}`;
    case "bmp":
    case "avif":
    case "svg":
      return undefined;
  }
}

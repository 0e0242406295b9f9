import { type ImageHeader, readPicture } from "./imageHeader";
import { joined } from "./pictureBytes";

/**
 * The picture's bytes with its pixels and nothing else: no EXIF, XMP, IPTC, colour profile, comment, time, further
 * frame, or anything behind its end. Every pixel is as before. Undefined when it has to be drawn anew for that: it does
 * not stand upright, its kind is not one that the API takes, it is a WebP that moves, or its colours are CMYK. Whoever
 * turns it gets it as it is stored by a header that says it stands upright.
 */
export function withoutMetadata(bytes: Uint8Array, header: ImageHeader): Uint8Array | undefined {
  const read = header.orientation === 1 ? readPicture(bytes) : undefined;
  return read?.ok === true && read.kept !== undefined ? joined(read.kept) : undefined;
}

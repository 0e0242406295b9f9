import { standsAt, type Unreadable, unreadable } from "./pictureBytes";

type Reason = "unsupported" | "notAnImage";

/** How files begin that are given the names of pictures, and what they are. */
const beginnings: readonly (readonly [Reason, string, string])[] = [
  ["unsupported", "TIFF", "II*\0"],
  ["unsupported", "TIFF", "MM\0*"],
  ["unsupported", "TIFF", "II+\0"],
  ["unsupported", "TIFF", "MM\0+"],
  ["unsupported", "ICO", "\0\0\x01\0"],
  ["unsupported", "CUR", "\0\0\x02\0"],
  ["unsupported", "Photoshop", "8BPS"],
  ["unsupported", "JPEG XL", "\xff\x0a"],
  ["unsupported", "JPEG XL", "\0\0\0\x0cJXL \r\n\x87\n"],
  ["unsupported", "JPEG 2000", "\0\0\0\x0cjP  \r\n\x87\n"],
  ["unsupported", "JPEG 2000", "\xff\x4f\xff\x51"],
  ["unsupported", "JPEG XR", "II\xbc\x01"],
  ["unsupported", "QOI", "qoif"],
  ["unsupported", "OpenEXR", "v/1\x01"],
  ["unsupported", "HDR", "#?RADIANCE"],
  ["unsupported", "DirectDraw Surface", "DDS "],
  ["unsupported", "Fuji raw", "FUJIFILM"],
  ["notAnImage", "PDF", "%PDF-"],
  ["notAnImage", "PostScript", "%!PS"],
  ["notAnImage", "ZIP", "PK\x03\x04"],
  ["notAnImage", "ZIP", "PK\x05\x06"],
  ["notAnImage", "GZIP", "\x1f\x8b"],
  ["notAnImage", "RAR", "Rar!\x1a\x07"],
  ["notAnImage", "7z", "7z\xbc\xaf\x27\x1c"],
  ["notAnImage", "XZ", "\xfd7zXZ\0"],
  ["notAnImage", "WebM", "\x1a\x45\xdf\xa3"],
  ["notAnImage", "Ogg", "OggS"],
  ["notAnImage", "MP3", "ID3"],
  ["notAnImage", "FLAC", "fLaC"],
  ["notAnImage", "WebAssembly", "\0asm"],
  ["notAnImage", "ELF", "\x7fELF"],
  ["notAnImage", "SQLite", "SQLite format 3\0"],
  ["notAnImage", "RTF", "{\\rtf"],
];

/** What something is that cannot be used: named where its first bytes tell. */
export function otherKind(bytes: Uint8Array): Unreadable {
  const known = beginnings.find(([, , beginning]) => standsAt(bytes, 0, beginning));
  if (known !== undefined) {
    return unreadable(known[0], known[1]);
  }
  if (standsAt(bytes, 0, "RIFF")) {
    const kind = ["WAVE", "AVI "].find((type) => standsAt(bytes, 8, type));
    return unreadable("notAnImage", kind?.trim());
  }
  return unreadable("notAnImage");
}

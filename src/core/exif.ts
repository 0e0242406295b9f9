import { standsAt, uint16, uint16Little, uint32, uint32Little } from "./pictureBytes";

const orientationTag = 0x0112;
const shortType = 3;

/** How a picture lies, 1 to 8, from its EXIF (with or without `Exif\0\0` before it); undefined when that does not say. */
export function exifOrientation(exif: Uint8Array): number | undefined {
  const start = standsAt(exif, 0, "Exif\0") ? 6 : 0;
  const tiff = exif.subarray(start);
  const isLittle = standsAt(tiff, 0, "II*\0");
  if (!isLittle && !standsAt(tiff, 0, "MM\0*")) {
    return undefined;
  }
  const short = isLittle ? uint16Little : uint16;
  const long = isLittle ? uint32Little : uint32;
  const directory = long(tiff, 4);
  const end = Math.min(directory + 2 + short(tiff, directory) * 12, tiff.length);
  for (let entry = directory + 2; entry + 12 <= end; entry += 12) {
    if (short(tiff, entry) === orientationTag) {
      const value = short(tiff, entry + 8);
      const isOne = short(tiff, entry + 2) === shortType && long(tiff, entry + 4) === 1;
      return isOne && value >= 1 && value <= 8 ? value : undefined;
    }
  }
  return undefined;
}

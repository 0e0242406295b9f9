import { big, bytes } from "./pictureParts";

/** A box as AVIF and its relatives are made of. */
export function box(type: string, ...parts: readonly (Uint8Array | string | number)[]): Uint8Array {
  const data = bytes(...parts);
  return bytes(big(data.length + 8, 4), type, data);
}

/** What a file of boxes begins with: the brand it is written for, and further ones it keeps to. */
export function brands(main: string, ...further: readonly string[]): Uint8Array {
  return box("ftyp", main, big(0, 4), ...further);
}

/** The size of a picture. */
export function pictureSize(width: number, height: number): Uint8Array {
  return box("ispe", big(0, 4), big(width, 4), big(height, 4));
}

/** As much of an AVIF as tells its size, for each picture in it; none can be decoded. */
export function avif(...sizes: readonly (readonly [number, number])[]): Uint8Array {
  const properties = box("ipco", ...sizes.map(([width, height]) => pictureSize(width, height)));
  const meta = box("meta", big(0, 4), box("hdlr", new Uint8Array(24)), box("iprp", properties));
  return bytes(brands("avif", "mif1", "miaf"), meta, box("mdat", "data"));
}

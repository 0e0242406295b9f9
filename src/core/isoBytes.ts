import {
  byteAt,
  type PictureRead,
  sizeProblem,
  standsAt,
  uint32,
  type Unreadable,
  unreadable,
} from "./pictureBytes";

/** Boxes that hold boxes, on the way to the sizes of pictures; the number is what stands before the first. */
const holders: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

interface Box {
  readonly type: string;
  /** Where its data begins. */
  readonly start: number;
  readonly end: number;
}

/** Whether it begins as files in boxes do: AVIF, HEIC, MP4 and their relatives. */
export function isBoxed(bytes: Uint8Array): boolean {
  return standsAt(bytes, 4, "ftyp") && bytes.length >= 12;
}

/** Reads an AVIF; others of its family are only named. */
export function readBoxed(bytes: Uint8Array): PictureRead {
  const boxes = boxesIn(bytes, 0, bytes.length);
  const brands = brandsOf(bytes);
  if (!brands.includes("avif") && !brands.includes("avis")) {
    return otherFamily(brands);
  }
  if ("ok" in boxes) {
    return boxes;
  }
  const sizes = sizesIn(bytes, boxes);
  if ("ok" in sizes) {
    return sizes;
  }
  let largest = { width: 0, height: 0 };
  for (const at of sizes) {
    const size = { width: uint32(bytes, at), height: uint32(bytes, at + 4) };
    const problem = sizeProblem(size);
    if (problem !== undefined) {
      return problem;
    }
    largest = size.width * size.height > largest.width * largest.height ? size : largest;
  }
  const header = { format: "avif" as const, ...largest, orientation: 1, isAnimated: brands[0] === "avis" };
  return sizeProblem(largest) ?? { ok: true, header };
}

/** The brand it is written for, and those it also keeps to. */
function brandsOf(bytes: Uint8Array): readonly string[] {
  const end = Math.min(Math.max(uint32(bytes, 0), 16), bytes.length, 1024);
  const places = [
    8,
    ...Array.from({ length: Math.max(0, Math.floor((end - 16) / 4)) }, (_, n) => 16 + n * 4),
  ];
  return places.map((at) => String.fromCharCode(...bytes.subarray(at, at + 4)));
}

function otherFamily(brands: readonly string[]): Unreadable {
  if (brands.some((brand) => /^(?:hei|hev|mif1|msf1)/.test(brand))) {
    return unreadable("unsupported", "HEIC");
  }
  if (brands.some((brand) => /^(?:jp2|jpx|jpm)/.test(brand))) {
    return unreadable("unsupported", "JPEG 2000");
  }
  if (brands[0] === "crx ") {
    return unreadable("unsupported", "CR3");
  }
  return unreadable("notAnImage", brands[0] === "qt  " ? "QuickTime" : "MP4");
}

/** Where the sizes of all pictures stand that are described anywhere in these boxes. */
function sizesIn(bytes: Uint8Array, outermost: readonly Box[]): readonly number[] | Unreadable {
  const sizes: number[] = [];
  const waiting = [...outermost];
  for (let box = waiting.pop(); box !== undefined; box = waiting.pop()) {
    const skipped = holders[box.type];
    if (skipped !== undefined) {
      const boxes = boxesIn(bytes, box.start + skipped, box.end);
      if ("ok" in boxes) {
        return unreadable("damaged");
      }
      waiting.push(...boxes);
    } else if (box.type === "ispe") {
      if (box.end - box.start < 12) {
        return unreadable("damaged");
      }
      sizes.push(box.start + 4);
    }
  }
  return sizes;
}

/** The boxes one after the other; each lies within the stretch, or it is cut. */
function boxesIn(bytes: Uint8Array, start: number, end: number): readonly Box[] | Unreadable {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    const short = uint32(bytes, at);
    const isLong = short === 1;
    const length = isLong ? uint32(bytes, at + 8) * 2 ** 32 + uint32(bytes, at + 12) : short;
    const boxEnd = short === 0 ? end : at + length;
    const data = at + (isLong ? 16 : 8);
    if (boxEnd > end) {
      return unreadable("cut");
    }
    // Pictures have some dozen; with this many, going through them still takes no time.
    if (boxEnd < data || boxes.length >= 10_000) {
      return unreadable("damaged");
    }
    boxes.push({ type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), start: data, end: boxEnd });
    at = boxEnd;
  }
  // Zeros behind the last box fill a file up.
  return at === end || byteAt(bytes, at) === 0 ? boxes : unreadable("damaged");
}

import { decodedPng, pixelAt, type Pixels } from "./decodedPng";
import { pngChunk, pngHeader, pngOf } from "./pngPicture";

/** What is seen at a step of an animated PNG, for how long, and which rectangle was stored for it. */
export interface Step {
  readonly pixels: Pixels;
  readonly ms: number;
  readonly box: readonly [x: number, y: number, width: number, height: number];
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks of a PNG, in their order. */
export function chunksOf(file: Uint8Array): readonly Chunk[] {
  const view = Buffer.from(file);
  const chunks: Chunk[] = [];
  for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at)) {
    const data = view.subarray(at + 8, at + 8 + view.readUInt32BE(at));
    chunks.push({ type: view.toString("latin1", at + 4, at + 8), data });
  }
  return chunks;
}

/** Decodes an animated PNG with a palette, whose frames are drawn over what was there and left there. */
export function decodedFilm(file: Uint8Array): readonly Step[] {
  const chunks = chunksOf(file);
  const header = chunks[0]!.data;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = new Uint8Array(width * height * 4);
  return chunks.flatMap(({ type, data: control }, place) => {
    if (type !== "fcTL") {
      return [];
    }
    const next = chunks[place + 1]!;
    const [w, h, x, y] = [4, 8, 12, 16].map((at) => control.readUInt32BE(at)) as [
      number,
      number,
      number,
      number,
    ];
    const part = decodedPng(
      pngOf(
        pngHeader(w, h, 3),
        ...chunks.filter((each) => each.type === "PLTE" || each.type === "tRNS").map(chunkAgain),
        pngChunk("IDAT", next.type === "IDAT" ? next.data : next.data.subarray(4)),
        pngChunk("IEND", new Uint8Array()),
      ),
    );
    draw(part, data, width, x, y);
    const ms = (control.readUInt16BE(20) * 1000) / control.readUInt16BE(22);
    return [{ pixels: { width, height, data: data.slice() }, ms, box: [x, y, w, h] as const }];
  });
}

const chunkAgain = ({ type, data }: Chunk): Uint8Array => pngChunk(type, data);

function draw(part: Pixels, data: Uint8Array, width: number, left: number, top: number): void {
  for (let y = 0; y < part.height; y += 1) {
    for (let x = 0; x < part.width; x += 1) {
      const colour = pixelAt(part, x, y);
      if (colour[3] === 255) {
        data.set(colour, ((top + y) * width + left + x) * 4);
      }
    }
  }
}

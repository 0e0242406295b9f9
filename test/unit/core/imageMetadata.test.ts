import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

import { readImageHeader } from "../../../src/core/imageHeader";
import { withoutMetadata } from "../../../src/core/imageMetadata";
import * as picture from "../../support/pictures";
import { proved } from "../../support/proof";

const { bytes, planted } = picture;

const pictures: Readonly<Record<string, Uint8Array>> = {
  png: picture.png(20, 10, picture.stripes),
  "png with alpha": picture.png(20, 10, (x, y) => [x, y, 3, x * 10]),
  "png with a palette": picture.palettePng(20, 10),
  jpeg: picture.jpeg(20, 10, picture.stripes),
  "jpeg of a browser": picture.photoJpeg,
  gif: picture.gif(20, 10),
  "gif with a clear colour": picture.gif(50, 30, 1, true),
  webp: picture.webp(20, 10, picture.stripes),
  "lossy webp": picture.lossyWebp,
  "lossy webp with alpha": picture.alphaWebp,
  "lossless webp with alpha": picture.losslessWebp,
};

/** What must not be in a picture that goes out. */
const traces = [
  planted,
  "Exif",
  "II*\0",
  "MM\0*",
  "http://ns.adobe.com",
  "xmpmeta",
  "ICC_PROFILE",
  "ICCP",
  "mntrRGB",
  "JFXX",
  "Photoshop",
  "8BIM",
  "XMP",
  "NETSCAPE",
  "tEXt",
  "zTXt",
  "iTXt",
  "eXIf",
  "tIME",
  "iCCP",
  "sRGB",
  "EXIF",
  "PK\x03\x04",
  Buffer.from(Uint32Array.from([48, 1, 51, 1]).buffer).toString("latin1"),
];

function tracesIn(content: Uint8Array): readonly string[] {
  const text = Buffer.from(content).toString("latin1");
  return traces.filter((trace) => text.includes(trace));
}

function stripped(content: Uint8Array): Uint8Array | undefined {
  const read = readImageHeader(content);
  assert.ok(read.ok, JSON.stringify(read));
  return withoutMetadata(content, read.header);
}

function chunkTypes(png: Uint8Array): readonly string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += Buffer.from(png).readUInt32BE(at) + 12) {
    types.push(Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1"));
  }
  return types;
}

/** What lies in the data chunks, as the decoder gets it. */
function pixelsOf(png: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += Buffer.from(png).readUInt32BE(at) + 12) {
    if (Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1") === "IDAT") {
      parts.push(png.subarray(at + 8, at + 8 + Buffer.from(png).readUInt32BE(at)));
    }
  }
  return inflateSync(Buffer.concat(parts));
}

describe("a picture without its metadata", () => {
  for (const [kind, plain] of Object.entries(pictures)) {
    it(`has none left: ${kind}`, () => {
      const full = picture.withMetadata(plain);
      assert.ok(tracesIn(full).length >= 3, "nothing was planted");
      const result = stripped(full);
      assert.ok(result !== undefined);
      assert.deepEqual(tracesIn(result), []);
      const [before, after] = [readImageHeader(full), readImageHeader(result)];
      assert.ok(before.ok && after.ok);
      assert.deepEqual(after.header, before.header);
      proved({ row: "T26", tried: "kinds of image full of metadata", count: 1, result: "none left" });
    });

    it(`is what it was without that, and stays so: ${kind}`, () => {
      const once = stripped(plain);
      assert.ok(once !== undefined);
      assert.deepEqual(stripped(once), once);
      // The colours of a JPEG with Adobe's segment are told by it: there it stays, with nothing else in it.
      const again = stripped(picture.withMetadata(plain));
      const isJpeg = plain[0] === 0xff;
      assert.deepEqual(again?.length, once.length + (isJpeg ? 16 : 0));
      if (!isJpeg) {
        assert.deepEqual(again, once);
      }
    });
  }

  it("is the same to the byte where there was none", () => {
    for (const kind of [
      "png",
      "png with alpha",
      "png with a palette",
      "jpeg",
      "gif with a clear colour",
      "webp",
    ]) {
      const plain = pictures[kind]!;
      assert.deepEqual(stripped(plain), plain, kind);
    }
  });

  it("names no place", () => {
    for (const kind of ["png", "jpeg", "webp"]) {
      const located = picture.withExif(pictures[kind]!, { gps: true, orientation: 1 });
      assert.notDeepEqual(tracesIn(located), []);
      assert.deepEqual(stripped(located), pictures[kind], kind);
    }
  });

  it("is a PNG of five kinds of chunk, with the pixels it had", () => {
    const result = stripped(picture.withMetadata(pictures["png with a palette"]!))!;
    assert.deepEqual(chunkTypes(result), ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
    const png = stripped(picture.withMetadata(pictures["png"]!))!;
    assert.deepEqual(pixelsOf(png), pixelsOf(pictures["png"]!));
  });

  for (const [what, colourType, length, isKept] of [
    ["of grey", 0, 2, true],
    ["of grey and another length", 0, 6, false],
    ["of colours", 2, 6, true],
    ["of colours and another length", 2, 2, false],
    ["beside an alpha channel", 6, 6, false],
  ] as const) {
    it(`has ${isKept ? "the" : "no"} clear colour of a PNG ${what}`, () => {
      const plain = picture.png(20, 10);
      const [data, end] = [plain.subarray(33, -12), plain.subarray(-12)];
      const clear = picture.pngChunk("tRNS", new Uint8Array(length));
      const types = (...chunks: readonly Uint8Array[]): readonly string[] =>
        chunkTypes(stripped(picture.pngOf(picture.pngHeader(20, 10, colourType), ...chunks))!);
      assert.deepEqual(types(clear, data, end), ["IHDR", ...(isKept ? ["tRNS"] : []), "IDAT", "IEND"]);
      assert.deepEqual(types(data, clear, end), ["IHDR", "IDAT", "IEND"]);
    });
  }

  it("has the first picture of a PNG that moves", () => {
    const moving = picture.animatedPng(20, 10);
    const result = stripped(moving)!;
    assert.deepEqual(chunkTypes(result), ["IHDR", "IDAT", "IEND"]);
    assert.deepEqual(result, picture.png(20, 10, picture.stripes));
  });

  it("has the first frame of a GIF that moves, and no time in it", () => {
    const result = stripped(picture.gif(20, 10, 5, true))!;
    const [read] = [readImageHeader(result)];
    assert.ok(read.ok && !read.header.isAnimated);
    // Its control: not disposed of, no delay, the first colour clear.
    assert.deepEqual([...result.subarray(37, 45)], [0x21, 0xf9, 4, 1, 0, 0, 0, 0]);
  });

  it("has nothing behind the last pixel of a GIF", () => {
    const gif = picture.gif(20, 10);
    const hidden = bytes(gif.subarray(0, -2), picture.subBlocks(picture.ascii(planted)), 0x3b);
    assert.ok(Buffer.from(hidden).includes(planted));
    assert.deepEqual(stripped(hidden), gif);
  });

  it("has no thumbnail and no density in what says that it is a JPEG", () => {
    const result = stripped(picture.withMetadata(pictures["jpeg"]!))!;
    assert.deepEqual(result.subarray(2, 20), picture.jfif);
    assert.deepEqual(result.subarray(20, 36), bytes(0xff, 0xee, 0, 14, "Adobe", 0, 100, 0, 0, 0, 0, 1));
  });

  it("has no table of a JPEG that no scan uses, or that another replaces", () => {
    const jpeg = pictures["jpeg"]!;
    const table = (number: number): Uint8Array =>
      picture.jpegSegment(0xdb, bytes(number, planted.padEnd(64)));
    const hidden = bytes(jpeg.subarray(0, 20), table(0), table(3), jpeg.subarray(20));
    assert.ok(readImageHeader(hidden).ok);
    assert.deepEqual(stripped(hidden), jpeg);
  });

  it("has no chunk of a WebP beside the picture and its alpha channel", () => {
    const result = stripped(picture.withMetadata(picture.alphaWebp))!;
    const text = Buffer.from(result).toString("latin1");
    assert.equal(text.slice(8, 16), "WEBPVP8X");
    assert.deepEqual([...result.subarray(20, 30)], [0x10, 0, 0, 0, 23, 0, 0, 15, 0, 0]);
    assert.ok(text.includes("ALPH") && text.includes("VP8 "));
    assert.equal(Buffer.from(result).readUInt32LE(4), result.length - 8);
    assert.equal(Buffer.from(stripped(picture.losslessWebp)!).toString("latin1", 8, 16), "WEBPVP8L");
  });

  it("has to be drawn anew when it does not stand upright, moves as WebP, is CMYK or of another kind", () => {
    for (let orientation = 2; orientation <= 8; orientation += 1) {
      for (const kind of ["png", "jpeg", "webp"]) {
        assert.equal(stripped(picture.withExif(pictures[kind]!, { orientation })), undefined);
      }
    }
    assert.equal(stripped(picture.animatedWebp(20, 10)), undefined);
    const cmyk = bytes(
      bytes(0xff, 0xd8),
      picture.quantities,
      picture.codes,
      picture.jpegFrame(8, 8, 4),
      picture.scanHeader(4),
      new Uint8Array(3),
      bytes(0xff, 0xd9),
    );
    assert.equal(stripped(cmyk), undefined);
    assert.equal(stripped(picture.bmp(20, 10)), undefined);
    assert.equal(stripped(picture.avif([20, 10])), undefined);
    assert.equal(stripped(new TextEncoder().encode("<svg/>")), undefined);
  });
});

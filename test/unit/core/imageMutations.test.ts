import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

import { readImageHeader } from "../../../src/core/imageHeader";
import { withoutMetadata } from "../../../src/core/imageMetadata";
import { proved } from "../../support/proof";
import * as picture from "../../support/pictures";
import { mutated } from "./mutations";
import { Random } from "./random";

const { bytes, planted } = picture;

/** Without metadata: what is put from here into others plants nothing. */
const plain: Readonly<Record<string, readonly Uint8Array[]>> = {
  png: [
    picture.png(20, 10, picture.stripes),
    picture.png(9, 9, (x, y) => [x, y, 3, x]),
    picture.palettePng(20, 10),
    picture.animatedPng(12, 8),
  ],
  jpeg: [picture.jpeg(20, 10, picture.stripes), picture.jpeg(100, 70, picture.stripes), picture.photoJpeg],
  gif: [picture.gif(20, 10), picture.gif(20, 10, 3, true), picture.gif(60, 40)],
  webp: [
    picture.webp(20, 10, picture.stripes),
    picture.webp(900, 700),
    picture.animatedWebp(20, 10),
    picture.lossyWebp,
    picture.alphaWebp,
    picture.losslessWebp,
  ],
};
const others = Object.values(plain).flat();

/** The checksums of a PNG made right again as far as its chunks can be followed: else no fault would get past them. */
function withChecksums(png: Uint8Array): Uint8Array {
  const copy = Buffer.from(png);
  for (let at = 8; at + 12 <= copy.length;) {
    const next = at + 12 + copy.readUInt32BE(at);
    if (next > copy.length) {
      break;
    }
    copy.writeUInt32BE(crc32(copy.subarray(at + 4, next - 4)), next - 4);
    at = next;
  }
  return new Uint8Array(copy);
}

/** A PNG's chunks but those of its pixels. */
function withoutData(png: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length;) {
    const next = at + 12 + Buffer.from(png).readUInt32BE(at);
    const chunk = png.subarray(at, next);
    parts.push(...(Buffer.from(chunk).toString("latin1", 4, 8) === "IDAT" ? [] : [chunk]));
    at = next;
  }
  return bytes(...parts);
}

interface Outcome {
  readonly read: number;
  readonly stripped: number;
}

/** Reads so many files with faults, and looks at what each becomes. */
function outcomeOf(kind: string, count: number, seed: number): Outcome {
  const random = new Random(seed);
  let read = 0;
  let stripped = 0;
  for (let index = 0; index < count; index += 1) {
    const whole = picture.withMetadata(random.oneOf(plain[kind]!));
    const faulty = mutated(whole, random.oneOf(others), random);
    const isRepaired = kind === "png" && random.chance(70);
    const content = isRepaired ? withChecksums(faulty) : faulty;
    const before = Buffer.from(content).toString("base64");
    const result = readImageHeader(content);
    if (!result.ok) {
      continue;
    }
    read += 1;
    const { width, height, format, orientation } = result.header;
    assert.ok(width > 0 && height > 0 && width * height <= 40_000_000, before);
    assert.ok(orientation >= 1 && orientation <= 8, before);
    const without = withoutMetadata(content, result.header);
    assert.equal(Buffer.from(content).toString("base64"), before, "the file itself was changed");
    if (without === undefined) {
      continue;
    }
    stripped += 1;
    const again = readImageHeader(without);
    assert.deepEqual(
      again,
      { ok: true, header: { format, width, height, orientation: 1, isAnimated: false } },
      before,
    );
    // Whoever writes checksums that are right can call anything pixels: only what is no pixels is looked at then.
    assert.ok(!Buffer.from(isRepaired ? withoutData(without) : without).includes(planted), before);
    assert.ok(without.length <= content.length + 40, before);
    assert.deepEqual(withoutMetadata(without, { ...result.header, isAnimated: false }), without, before);
  }
  return { read, stripped };
}

describe("20,000 pictures with faults", () => {
  for (const [index, kind] of Object.keys(plain).entries()) {
    it(`are refused, or lose their metadata and keep their size: ${kind}`, function () {
      this.timeout(60_000);
      const memory = process.memoryUsage().rss;
      const started = performance.now();
      const { read, stripped } = outcomeOf(kind, 5000, index);
      assert.ok(read > 150 && stripped > 100, `only ${read} could be read, ${stripped} without metadata`);
      assert.ok(read < 4900, "hardly any was refused");
      assert.ok(performance.now() - started < 20_000);
      assert.ok(process.memoryUsage().rss - memory < 200 * 1024 * 1024);
      proved({ row: "T24", tried: "images with faults put in at random", count: 5000, result: "all judged" });
    });
  }
});

describe("a picture that is made to take long", () => {
  // Whoever goes through this once per byte of it takes hours.
  const large = 1024 * 1024;
  const repeated = (unit: Uint8Array): Uint8Array => new Uint8Array(Buffer.alloc(large, unit));
  const [png, jpeg, gif, webp] = [
    picture.png(9, 9),
    picture.jpeg(9, 9),
    picture.gif(9, 9),
    picture.webp(9, 9),
  ];
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const svg = (unit: string, before = "<svg>", behind = "</svg>"): Uint8Array =>
    text(before + unit.repeat(Math.floor(large / unit.length)) + behind);
  const canvas = picture.webpCanvas(0, 9, 9);

  const files: Readonly<Record<string, Uint8Array>> = {
    "PNG of empty chunks": bytes(
      png.subarray(0, 33),
      repeated(picture.pngChunk("teXt", new Uint8Array())),
      png.subarray(33),
    ),
    "PNG of empty data": bytes(
      png.subarray(0, 33),
      repeated(picture.pngChunk("IDAT", new Uint8Array())),
      png.subarray(33),
    ),
    "JPEG of empty segments": bytes(jpeg.subarray(0, 2), repeated(bytes(0xff, 0xfe, 0, 2)), jpeg.subarray(2)),
    "JPEG of restart markers": bytes(jpeg.subarray(0, 2), repeated(bytes(0xff, 0xd0)), jpeg.subarray(2)),
    "JPEG of bytes that fill": bytes(jpeg.subarray(0, 2), repeated(bytes(0xff)), jpeg.subarray(2)),
    "JPEG of bytes that stand for themselves": bytes(jpeg.subarray(0, -2), repeated(bytes(0xff, 0))),
    "JPEG of tables": bytes(jpeg.subarray(0, 2), repeated(picture.quantities), jpeg.subarray(2)),
    "JPEG of EXIF that lists nothing": bytes(
      jpeg.subarray(0, 2),
      repeated(
        picture.jpegSegment(0xe1, bytes("Exif\0\0II*\0\x08\0\0\0\xff\xff", new Uint8Array(60_000))),
      ).subarray(0, 60_020 * 17),
      jpeg.subarray(2),
    ),
    "GIF of empty extensions": bytes(gif.subarray(0, 37), repeated(bytes(0x21, 0xfe, 0)), gif.subarray(37)),
    "GIF of one extension": bytes(
      gif.subarray(0, 37),
      0x21,
      0xfe,
      repeated(bytes(1, 65)),
      0,
      gif.subarray(37),
    ),
    "GIF of codes that begin anew": bytes(
      gif.subarray(0, 55),
      3,
      picture.subBlocks(repeated(bytes(0x88))),
      0x3b,
    ),
    "WebP of empty chunks": picture.webpOf(
      canvas,
      repeated(picture.riffChunk("QQQQ", new Uint8Array())),
      webp.subarray(12),
    ),
    "WebP of frames": picture.webpOf(
      picture.webpCanvas(2, 20, 10),
      repeated(picture.animatedWebp(20, 10).subarray(44, 90)),
    ),
    "AVIF of empty boxes": bytes(picture.brands("avif"), repeated(picture.box("free"))),
    "AVIF of boxes in boxes": bytes(
      picture.brands("avif"),
      ...Array.from({ length: 10_000 }, (_, index) =>
        bytes(picture.big((10_000 - index) * 12, 4), "meta", 0, 0, 0, 0),
      ),
    ),
    "SVG of elements in each other": svg("<g>"),
    "SVG of empty elements": svg("<g/>"),
    "SVG of one attribute": svg("url(#a) ", '<svg fill="', '"/>'),
    "SVG of spaces in an attribute": svg(" ", '<svg width="1', '!"/>'),
    "SVG of spaces in a tag": svg(" ", "<svg ", "!"),
    "SVG of spaces in an address": svg(" ", '<svg fill="url(', '"/>'),
    "SVG of attributes": text(
      `<svg${Array.from({ length: 80_000 }, (_, index) => ` a${index}=""`).join("")}/>`,
    ),
    "SVG of comments": svg("<!---->"),
    "SVG of comments before it": svg("<!---->", "", "<svg/>"),
    "SVG of comments in its style": svg("/*", "<svg><style>", "</style></svg>"),
    "SVG of escapes in its style": svg("\\", "<svg><style>", "</style></svg>"),
    "SVG of references": svg("&amp;", "<svg>", "</svg>"),
    "SVG of names and spaces": svg("a ", "<svg ", "/>"),
    "text of brackets": svg("<", "", ""),
    "text of declarations": svg("<!DOCTYPE [", "", ""),
  };

  for (const [name, content] of Object.entries(files)) {
    it(`takes no longer than its length asks for: ${name}`, function () {
      this.timeout(20_000);
      const memory = process.memoryUsage().rss;
      const started = performance.now();
      const result = readImageHeader(content);
      if (result.ok) {
        withoutMetadata(content, result.header);
      }
      const time = performance.now() - started;
      assert.ok(time < 4000, `${time} ms for ${content.length} bytes`);
      assert.ok(process.memoryUsage().rss - memory < 400 * 1024 * 1024);
    });
  }
});

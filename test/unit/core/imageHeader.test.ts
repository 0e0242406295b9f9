import assert from "node:assert/strict";

import { imageTypeOf, readImageHeader, typeOfKnown } from "../../../src/core/imageHeader";
import { proved } from "../../support/proof";
import * as picture from "../../support/pictures";
import { pngOfBytes } from "../../support/requestPictures";
import { liars } from "./liars";

const { bytes } = picture;

/** What is read, in a word. */
function read(content: Uint8Array): unknown {
  const result = readImageHeader(content);
  return result.ok
    ? `${result.header.format} ${result.header.width}×${result.header.height}`
    : result.problem;
}

function orientationOf(content: Uint8Array): number | undefined {
  const result = readImageHeader(content);
  return result.ok ? result.header.orientation : undefined;
}

function isAnimated(content: Uint8Array): boolean | undefined {
  const result = readImageHeader(content);
  return result.ok ? result.header.isAnimated : undefined;
}

describe("what a picture is", () => {
  it("is told by its bytes, in a table of liars", () => {
    assert.ok(liars.length >= 150);
    assert.deepEqual(
      liars.map(({ title, bytes }) => ({ title, is: read(bytes) })),
      liars.map(({ title, is }) => ({ title, is })),
    );
    proved({
      row: "T25",
      tried: "files that are not what they say",
      count: liars.length,
      result: "all seen through",
    });
  });

  it("is read from the smallest and from large ones", () => {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [300, 1],
      [640, 480],
      [2000, 1500],
    ] as const) {
      const size = `${width}×${height}`;
      assert.equal(read(picture.png(width, height)), `png ${size}`);
      assert.equal(read(picture.jpeg(width, height)), `jpeg ${size}`);
      assert.equal(read(picture.gif(width, height)), `gif ${size}`);
      assert.equal(read(picture.webp(width, height)), `webp ${size}`);
      assert.equal(read(picture.bmp(width, height)), `bmp ${size}`);
      assert.equal(read(picture.avif([width, height])), `avif ${size}`);
    }
  });

  it("is read from what a browser writes", () => {
    const { lossyWebp, alphaWebp, losslessWebp, photoJpeg } = picture;
    assert.deepEqual([lossyWebp, alphaWebp, losslessWebp, photoJpeg].map(read), [
      "webp 24×16",
      "webp 24×16",
      "webp 24×16",
      "jpeg 24×16",
    ]);
  });

  it("is read from all headers that a BMP can have", () => {
    for (const length of [12, 16, 40, 52, 56, 64, 108, 124]) {
      assert.equal(read(picture.bmp(30, 20, length)), "bmp 30×20", String(length));
    }
  });

  it("is not asked of more than 32 MB", () => {
    const large = picture.pngChunk("tEXt", new Uint8Array(32 * 1024 * 1024));
    const png = picture.png(9, 9);
    assert.deepEqual(read(bytes(png.subarray(0, 33), large, png.subarray(33))), { reason: "tooManyBytes" });
  });

  it("has a type that the API takes, or none", () => {
    assert.deepEqual((["png", "jpeg", "gif", "webp", "bmp", "avif", "svg"] as const).map(imageTypeOf), [
      "image/png",
      "image/jpeg",
      "image/gif",
      "image/webp",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("how a picture lies", () => {
  const kinds = { png: picture.png(20, 10), jpeg: picture.jpeg(20, 10), webp: picture.webp(20, 10) };

  for (const [kind, plain] of Object.entries(kinds)) {
    it(`is read from the EXIF of ${kind}, in both orders of bytes`, () => {
      for (let orientation = 1; orientation <= 8; orientation += 1) {
        for (const isBigEndian of [false, true]) {
          const content = picture.withExif(plain, { orientation, isBigEndian, gps: true });
          assert.equal(orientationOf(content), orientation);
          assert.equal(read(content), `${kind} 20×10`);
        }
      }
    });

    it(`is upright where the EXIF of ${kind} says nothing, or nothing that can be`, () => {
      assert.equal(orientationOf(plain), 1);
      assert.equal(orientationOf(picture.withExif(plain, {})), 1);
      assert.equal(orientationOf(picture.withExif(plain, { orientation: 0 })), 1);
      assert.equal(orientationOf(picture.withExif(plain, { orientation: 9 })), 1);
    });
  }

  it("is not read beyond the end of the EXIF", () => {
    const exif = picture.exif({ orientation: 6 });
    for (let length = 0; length < 34; length += 1) {
      const segment = picture.jpegSegment(0xe1, bytes("Exif\0\0", exif.subarray(0, length)));
      const jpeg = bytes(kinds.jpeg.subarray(0, 2), segment, kinds.jpeg.subarray(2));
      assert.equal(orientationOf(jpeg), 1, String(length));
    }
  });
});

describe("whether a picture moves", () => {
  it("is read from its frames", () => {
    assert.equal(isAnimated(picture.gif(20, 10, 1)), false);
    assert.equal(isAnimated(picture.gif(20, 10, 2)), true);
    assert.equal(isAnimated(picture.png(20, 10)), false);
    assert.equal(isAnimated(picture.animatedPng(20, 10)), true);
    assert.equal(isAnimated(picture.webp(20, 10)), false);
    assert.equal(isAnimated(picture.animatedWebp(20, 10)), true);
    const sequence = bytes(picture.brands("avis", "avif"), picture.avif([20, 10]).subarray(24));
    assert.deepEqual([isAnimated(picture.avif([20, 10])), isAnimated(sequence)], [false, true]);
  });
});

describe("the size of an SVG", () => {
  const sizes: readonly (readonly [string, string])[] = [
    ['width="30" height="20"', "30×20"],
    ['width="30px" height="20.2px"', "30×21"],
    ['width="1in" height="72pt"', "96×96"],
    ['width="2.54cm" height="25.4mm"', "96×96"],
    ['width="2em" height="1pc"', "32×16"],
    ['width="30" height="20" viewBox="0 0 900 900"', "30×20"],
    ['viewBox="0 0 640 480"', "640×480"],
    ['viewBox=" -5,-5 , 640 480 "', "640×480"],
    ['width="100%" height="100%" viewBox="0 0 64 48"', "64×48"],
    ['width="128" viewBox="0 0 64 48"', "128×96"],
    ['height="96" viewBox="0 0 64 48"', "128×96"],
    ['viewBox="0 0 100000 50000"', "4096×2048"],
    ['viewBox="0 0 0 0"', "300×150"],
    ["", "300×150"],
  ];

  it("is as it says, else as its view box says, else as browsers draw it", () => {
    for (const [attributes, size] of sizes) {
      const text = `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`;
      assert.equal(read(new TextEncoder().encode(text)), `svg ${size}`, attributes);
    }
  });

  it("is found behind all that may stand before it, in every encoding that browsers read", () => {
    const text =
      '<?xml version="1.0"?>\n<?note <svg?>\n<!-- <html> > -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ' +
      '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg width="30" height="20">é</svg>\n<!-- -->';
    const wide = Buffer.from(text, "utf16le");
    const latin = text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"');
    const all = [
      new TextEncoder().encode(text),
      bytes(0xef, 0xbb, 0xbf, new TextEncoder().encode(text)),
      bytes(0xff, 0xfe, wide),
      wide,
      bytes(0xfe, 0xff, Buffer.from(wide).swap16()),
      Buffer.from(wide).swap16(),
      Buffer.from(latin, "latin1"),
    ];
    assert.deepEqual(
      all.map(read),
      all.map(() => "svg 30×20"),
    );
  });
});

describe("the type of an image that was looked through before", () => {
  it("is the one that its header tells, without going through it again", () => {
    for (const known of [
      picture.png(32, 16),
      picture.jpeg(32, 16),
      picture.gif(32, 16),
      picture.webp(32, 16),
    ]) {
      const header = readImageHeader(known);
      assert.ok(header.ok);
      assert.equal(typeOfKnown(known), imageTypeOf(header.header.format));
    }
    assert.equal(typeOfKnown(picture.bmp(32, 16)), undefined);
    assert.equal(typeOfKnown(new Uint8Array()), undefined);
    const large = pngOfBytes({ width: 5_000, height: 5_000 }, 31_000_000);
    const start = performance.now();
    for (let count = 0; count < 1_000; count += 1) {
      assert.equal(typeOfKnown(large), "image/png");
    }
    assert.ok(performance.now() - start < 100, `${performance.now() - start} ms`);
  });
});

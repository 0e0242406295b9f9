import assert from "node:assert/strict";
import type { Page } from "playwright-core";

import { readImageHeader } from "../../../src/core/imageHeader";
import { withoutMetadata } from "../../../src/core/imageMetadata";
import * as picture from "../../support/pictures";
import { suiteBrowser } from "./suite";

const pictures: Readonly<Record<string, Uint8Array>> = {
  png: picture.png(61, 47, picture.stripes),
  "png with alpha": picture.png(61, 47, (x, y) => [x * 3, y * 5, 99, 255 - x]),
  "png with a palette": picture.palettePng(20, 10),
  "png that moves": picture.animatedPng(20, 10),
  jpeg: picture.jpeg(61, 47, picture.stripes),
  "jpeg of a browser": picture.photoJpeg,
  gif: picture.gif(61, 47),
  "gif with a clear colour": picture.gif(61, 47, 1, true),
  "gif that moves": picture.gif(61, 47, 3),
  webp: picture.webp(61, 47, picture.stripes),
  "lossy webp": picture.lossyWebp,
  "lossy webp with alpha": picture.alphaWebp,
  "lossless webp with alpha": picture.losslessWebp,
};

/** Width, height and every pixel as a browser decodes it, colour profiles left aside. */
function decoded(page: Page, content: Uint8Array): Promise<readonly number[]> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]), {
      colorSpaceConversion: "none",
      premultiplyAlpha: "none",
    });
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    return [width, height, ...context.getImageData(0, 0, width, height).data];
  }, Buffer.from(content).toString("base64"));
}

describe("pictures without their metadata, in a browser", () => {
  const browser = suiteBrowser();

  it("have every pixel that they had", async function () {
    this.timeout(60_000);
    const page = await browser().newPage();
    for (const [name, plain] of Object.entries(pictures)) {
      const full = picture.withMetadata(plain);
      const read = readImageHeader(full);
      assert.ok(read.ok, name);
      const without = withoutMetadata(full, read.header);
      assert.ok(without !== undefined && without.length < full.length, name);
      const [before, after] = [await decoded(page, full), await decoded(page, without)];
      assert.deepEqual(before.slice(0, 2), [read.header.width, read.header.height], name);
      assert.ok(new Set(before.slice(2)).size > 1, `${name} shows nothing`);
      assert.ok(Buffer.from(after).equals(Buffer.from(before)), `${name} has other pixels`);
      // The first two are above 255 nowhere here, so that comparing bytes compares numbers.
      assert.ok(
        before.slice(0, 2).every((edge) => edge < 256),
        name,
      );
    }
    await page.close();
  });

  it("lie as they are stored, however their EXIF wants them turned, when that is asked for", async () => {
    const page = await browser().newPage();
    for (const plain of [
      picture.png(61, 47, picture.stripes),
      picture.jpeg(61, 47, picture.stripes),
      picture.webp(61, 47, picture.stripes),
    ]) {
      const stored = await decoded(page, plain);
      for (let orientation = 2; orientation <= 8; orientation += 1) {
        const turned = picture.withExif(plain, { orientation });
        const read = readImageHeader(turned);
        assert.ok(read.ok && read.header.orientation === orientation);
        assert.deepEqual([read.header.width, read.header.height], [61, 47]);
        const without = withoutMetadata(turned, { ...read.header, orientation: 1 });
        assert.ok(without !== undefined);
        assert.ok(Buffer.from(await decoded(page, without)).equals(Buffer.from(stored)));
      }
    }
    await page.close();
  });
});

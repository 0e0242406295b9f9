import assert from "node:assert/strict";

import fc from "fast-check";

import type { KeptImage } from "../../../src/core/image";
import { highResolution, standardResolution } from "../../../src/core/imageLimits";
import { imagePlan, keepsTo, tokensOfImage, tokensOfImages } from "../../../src/core/imagePlan";

const newer = { id: "claude-sonnet-5-5", contextTokens: 1_000_000 };
const older = { id: "claude-opus-4-6" };

function image(width: number, height: number, bytes = 1_000, n = 0): KeptImage {
  return { hash: n.toString(16).padStart(64, "0"), type: "image/png", width, height, bytes };
}

describe("the plan of a request's images", () => {
  it("takes tokens as documented, and for a link the most that an image may take", () => {
    const of = (width: number, height: number, id = newer.id, count = 1): number =>
      tokensOfImage(image(width, height), id, count);
    assert.deepEqual([of(1000, 1000), of(1024, 1024), of(1920, 1080)], [1296, 1369, 2691]);
    assert.equal(of(3840, 2160), 4784);
    assert.ok(of(3840, 2160, older.id) <= 1568);
    assert.equal(of(2560, 1440, newer.id, 21), Math.ceil(2000 / 28) * Math.ceil(1125 / 28));
    const link = { url: "https://example.com/a.png" };
    assert.deepEqual(
      [newer, older].map(({ id }) => tokensOfImage(link, id)),
      [4784, 1568],
    );
    assert.equal(tokensOfImages([image(1000, 1000), link, image(1000, 1000)], newer.id), 2 * 1296 + 4784);
  });

  it("is that of the model, and 2000 pixels from the 21st image on, links and repetitions counted", () => {
    const limitsOf = (count: number, model = newer) => {
      const one = image(3000, 3000);
      const images = [
        one,
        ...Array.from({ length: count - 1 }, () => ({ url: "https://example.com/a.png" })),
      ];
      const plan = imagePlan(images, model, 1_000);
      return plan.ok ? plan.limits.get(one.hash) : plan;
    };
    assert.deepEqual(limitsOf(20), highResolution);
    assert.deepEqual(limitsOf(21), { ...highResolution, longEdge: 2000 });
    assert.deepEqual(limitsOf(21, { ...newer, ...older }), standardResolution);
    assert.deepEqual(limitsOf(601), { ok: false, count: 601, limit: 600 });
    assert.deepEqual(limitsOf(101, { ...newer, contextTokens: 200_000 }), {
      ok: false,
      count: 101,
      limit: 100,
    });
  });

  it("always leaves room for all of them, and takes nothing from those that are small", () => {
    const sizes = fc.array(fc.integer({ min: 100, max: 3_932_160 }), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 15_000_000 }), (all, textBytes) => {
        const images = all.map((bytes, n) => image(100, 100, bytes, n));
        const plan = imagePlan(images, newer, textBytes);
        assert.ok(plan.ok);
        const limits = [...plan.limits.values()];
        const [first] = limits;
        assert.ok(first !== undefined && limits.every(({ bytes }) => bytes === first.bytes));
        const sent = images.map(({ bytes }) => 4 * Math.ceil(Math.min(bytes, first.bytes) / 3));
        const total = sent.reduce((sum, bytes) => sum + bytes, textBytes);
        assert.ok(total <= 30 * 1024 * 1024, `${total} bytes in all`);
        const whole = images.reduce((sum, { bytes }) => sum + 4 * Math.ceil(bytes / 3) + 400, textBytes);
        if (whole <= 30 * 1024 * 1024) {
          assert.ok(images.every((each) => keepsTo(each, first)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

import assert from "node:assert/strict";

import type { Size } from "../../../src/core/image";
import {
  fittedSize,
  highResolution,
  type ImageLimits,
  imageLimits,
  imageTokens,
  standardResolution,
} from "../../../src/core/imageLimits";
import { Random } from "./random";

const many: ImageLimits = { ...highResolution, longEdge: 2000 };
const allLimits = [highResolution, standardResolution, many];

/** Sizes of screens and photographs, thin and tiny ones, and some drawn by chance. */
function sizes(): readonly Size[] {
  const random = new Random(5);
  const known = [
    [1, 1],
    [1, 40_000_000],
    [40_000_000, 1],
    [27, 29],
    [28, 28],
    [29, 28],
    [2576, 2576],
    [2577, 1],
    [1, 2576],
    [1568, 1568],
    [1920, 1080],
    [2560, 1440],
    [3840, 2160],
    [7680, 4320],
    [8000, 5000],
    [5000, 8000],
    [300, 39_999],
    [20_000, 3],
  ] as const;
  return [
    ...known.map(([width, height]) => ({ width, height })),
    ...Array.from({ length: 3000 }, () => ({
      width: random.between(1, 9000),
      height: random.between(1, 9000),
    })),
    ...Array.from({ length: 500 }, () => ({
      width: random.between(1, 60),
      height: random.between(1, 99_999),
    })),
  ];
}

function keepsTo(size: Size, { longEdge, tokens }: ImageLimits): boolean {
  return Math.max(size.width, size.height) <= longEdge && imageTokens(size) <= tokens;
}

describe("tokens of an image", () => {
  it("are those of the documented examples", () => {
    const examples = [
      [1000, 1000, 1296],
      [1024, 1024, 1369],
      [1920, 1080, 2691],
      [28, 28, 1],
      [29, 28, 2],
      [1, 1, 1],
    ] as const;
    for (const [width, height, tokens] of examples) {
      assert.equal(imageTokens({ width, height }), tokens, `${width}×${height}`);
    }
  });

  it("are the squares of 28 pixels that the image touches, over a grid of sizes", () => {
    for (let width = 1; width <= 3000; width += 37) {
      for (let height = 1; height <= 3000; height += 41) {
        let columns = 0;
        for (let left = 0; left < width; left += 28) {
          columns += 1;
        }
        let rows = 0;
        for (let top = 0; top < height; top += 28) {
          rows += 1;
        }
        assert.equal(imageTokens({ width, height }), columns * rows);
      }
    }
  });
});

describe("the limits of an image", () => {
  it("are higher for models from Claude 4.7 on", () => {
    for (const model of ["claude-opus-4-7", "claude-sonnet-5", "claude-haiku-5-5"]) {
      assert.deepEqual(imageLimits(model), { longEdge: 2576, tokens: 4784, bytes: 3_932_160 }, model);
    }
    for (const model of ["claude-opus-4-6", "claude-sonnet-4-5", "claude-haiku-4-5"]) {
      assert.deepEqual(imageLimits(model), { longEdge: 1568, tokens: 1568, bytes: 3_932_160 }, model);
    }
  });

  it("are 5 MiB when the bytes have become base64", () => {
    assert.equal((highResolution.bytes / 3) * 4, 5 * 1024 * 1024);
  });
});

describe("the size that fits", () => {
  it("is the size itself where that keeps to the limits", () => {
    for (const limits of allLimits) {
      for (const size of sizes().filter((size) => keepsTo(size, limits))) {
        assert.deepEqual(fittedSize(size, limits), size);
      }
    }
  });

  it("keeps to the limits, is never larger, and has the same proportions to within a pixel", () => {
    for (const limits of allLimits) {
      for (const size of sizes()) {
        const fitted = fittedSize(size, limits);
        const name = `${size.width}×${size.height} -> ${fitted.width}×${fitted.height}`;
        assert.ok(keepsTo(fitted, limits), name);
        assert.ok(fitted.width >= 1 && fitted.width <= size.width, name);
        assert.ok(fitted.height >= 1 && fitted.height <= size.height, name);
        assert.ok(Number.isInteger(fitted.width) && Number.isInteger(fitted.height), name);
        const [longer, shorter] =
          size.width > size.height ? (["width", "height"] as const) : (["height", "width"] as const);
        const exact = (size[shorter] * fitted[longer]) / size[longer];
        assert.ok(Math.abs(fitted[shorter] - Math.max(1, exact)) <= 0.5, name);
      }
    }
  });

  it("is the largest: one more pixel on the longer edge would break a limit", () => {
    for (const limits of allLimits) {
      for (const size of sizes().filter((size) => !keepsTo(size, limits))) {
        const fitted = fittedSize(size, limits);
        const edge = Math.max(fitted.width, fitted.height) + 1;
        const longer = Math.max(size.width, size.height);
        const next = {
          width: Math.max(1, Math.round((size.width * edge) / longer)),
          height: Math.max(1, Math.round((size.height * edge) / longer)),
        };
        assert.ok(!keepsTo(next, limits), `${size.width}×${size.height}`);
      }
    }
  });

  it("of a 4K screen is what the models can see of it", () => {
    assert.deepEqual(fittedSize({ width: 3840, height: 2160 }, highResolution), {
      width: 2576,
      height: 1449,
    });
    assert.deepEqual(fittedSize({ width: 3840, height: 2160 }, many), { width: 2000, height: 1125 });
  });
});

import assert from "node:assert/strict";

import fc from "fast-check";

import type { Size } from "../../../src/core/image";
import {
  between,
  fitsInto,
  handles,
  holds,
  isRectangle,
  middleOf,
  moved,
  type Place,
  type Rectangle,
  rectangleFields,
  resized,
  withField,
} from "../../../src/core/rectangle";

const far = fc.double({ min: -9_000, max: 9_000, noNaN: true });
const place: fc.Arbitrary<Place> = fc.record({ x: far, y: far });
const edge = fc.integer({ min: 1, max: 5_000 });
const size: fc.Arbitrary<Size> = fc.record({ width: edge, height: edge });

/** An image and a rectangle in it. */
const held = fc
  .tuple(size, place, place)
  .map(([image, a, b]): readonly [Size, Rectangle] => [image, between(a, b, image)]);

function assertInside(rectangle: Rectangle, image: Size): void {
  assert.ok(isRectangle(rectangle), JSON.stringify(rectangle));
  assert.ok(fitsInto(rectangle, image), `${JSON.stringify(rectangle)} in ${JSON.stringify(image)}`);
}

describe("rectangles of an image", () => {
  it("are whole pixels inside of it, wherever they are drawn, moved, pulled and typed to", () => {
    fc.assert(
      fc.property(held, place, far, ([image, rectangle], by, number) => {
        assertInside(rectangle, image);
        assertInside(moved(rectangle, by, image), image);
        assertInside(middleOf(rectangle, image), image);
        for (const handle of handles) {
          assertInside(resized(rectangle, handle, by, image), image);
        }
        for (const field of rectangleFields) {
          for (const value of [number, Number.NaN, Infinity]) {
            assertInside(withField(rectangle, field, value, image), image);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("hold every pixel that was touched", () => {
    fc.assert(
      fc.property(size, place, place, (image, a, b) => {
        const rectangle = between(a, b, image);
        for (const { x, y } of [a, b]) {
          if (x >= 0 && y >= 0 && x < image.width && y < image.height) {
            // A corner exactly between two pixels touches neither side more than the other.
            const pixel = { x: Math.ceil(x) - 1, y: Math.ceil(y) - 1 };
            const isInside = holds(rectangle, { x, y }) || holds(rectangle, pixel);
            assert.ok(isInside, JSON.stringify({ rectangle, x, y }));
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("keep their size when they are moved, and their other edges when one is pulled", () => {
    fc.assert(
      fc.property(held, place, fc.constantFrom(...handles), ([image, before], by, handle) => {
        const elsewhere = moved(before, by, image);
        assert.deepEqual([elsewhere.width, elsewhere.height], [before.width, before.height]);
        const pulled = resized(before, handle, by, image);
        const edges = ({ left, top, width, height }: Rectangle): Readonly<Record<string, number>> => ({
          w: left,
          n: top,
          e: left + width,
          s: top + height,
        });
        for (const side of ["n", "e", "s", "w"].filter((each) => !handle.includes(each))) {
          assert.equal(edges(pulled)[side], edges(before)[side], `${handle} moved ${side}`);
        }
      }),
    );
  });

  it("are exactly what was dragged over", () => {
    const image = { width: 100, height: 80 };
    assert.deepEqual(between({ x: 10.2, y: 20.9 }, { x: 4, y: 30 }, image), {
      left: 4,
      top: 20,
      width: 7,
      height: 10,
    });
    assert.deepEqual(between({ x: -5, y: -5 }, { x: 500, y: 500 }, image), {
      left: 0,
      top: 0,
      width: 100,
      height: 80,
    });
  });

  for (const wrong of [
    undefined,
    {},
    { left: 0, top: 0, width: 0, height: 1 },
    { left: -1, top: 0, width: 1, height: 1 },
    { left: 0.5, top: 0, width: 1, height: 1 },
    { left: "0", top: 0, width: 1, height: 1 },
  ]) {
    it(`are not ${JSON.stringify(wrong)}`, () => assert.equal(isRectangle(wrong), false));
  }
});

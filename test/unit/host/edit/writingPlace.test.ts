import assert from "node:assert/strict";

import { writingPlace } from "../../../../src/host/edit/writingPlace";

describe("the place of what is being written", () => {
  for (const [name, range, lines, hasEnd, cursor, expected] of [
    ["below the last line, where there is room", [10, 14], [0, 40], false, 10, 13],
    ["below the last line of a short document", [2, 10], [0, 12], true, 2, 9],
    ["at the cursor, where the end is out of sight", [0, 62], [0, 35], false, 2, 2],
    ["as low as leaves room, where the cursor is too low", [0, 62], [0, 35], false, 33, 17],
    [
      "as low as leaves room, where the cursor is above what is in sight",
      [0, 200],
      [100, 135],
      false,
      3,
      117,
    ],
    [
      "as low as leaves room, where the last line is the last in sight",
      [100, 135],
      [100, 135],
      false,
      134,
      117,
    ],
    ["above all of them, where they begin at the bottom", [33, 34], [0, 35], false, 33, 32],
    ["below the only line of a cell", [0, 1], [0, 1], true, 0, 0],
    ["at the top, where nothing stands yet", [0, 0], [0, 1], true, 0, -1],
    ["nowhere above what is in sight", [0, 10], [10, 40], false, 20, undefined],
    ["nowhere below what is in sight", [40, 50], [10, 40], false, 20, undefined],
    ["below the line before, where nothing is to be replaced", [5, 5], [0, 40], false, 5, 4],
  ] as const) {
    it(`is ${name}`, () => {
      const [start, end] = range;
      const sight = { lines: { start: lines[0], end: lines[1] }, hasEnd, cursor };
      assert.equal(writingPlace({ start, end }, sight), expected);
    });
  }

  it("is within sight or right above the lines, wherever these are", () => {
    for (let start = 0; start < 120; start += 1) {
      for (const length of [1, 2, 5, 20, 60]) {
        for (const cursor of [0, start, start + length - 1, 60]) {
          const place = writingPlace(
            { start, end: start + length },
            { lines: { start: 40, end: 75 }, hasEnd: false, cursor },
          );
          const isInSight = start < 75 && start + length > 40;
          assert.equal(place !== undefined, isInSight);
          assert.ok(place === undefined || (place >= start - 1 && place < start + length && place >= 39));
          assert.ok(place === undefined || place <= Math.max(67, start - 1));
        }
      }
    }
  });
});

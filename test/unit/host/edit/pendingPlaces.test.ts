import assert from "node:assert/strict";

import type { Hunk } from "../../../../src/core/hunk";
import type { InlineEdit } from "../../../../src/host/edit/inlineEdit";
import { isAmong, placeBeyond, placeNear, placesOf } from "../../../../src/host/edit/pendingPlaces";

/** Hunks as "line+added", such as "4+2". */
function edit(file: string, hunks: string, more: Partial<InlineEdit> = {}): InlineEdit {
  const uri = { toString: () => file } as InlineEdit["uri"];
  return {
    id: file,
    group: file,
    uri,
    instruction: "",
    phase: { type: "reviewing" },
    range: { start: 0, end: 100 },
    hunks: hunks.split(" ").map((text, id): Hunk => {
      const [line = 0, added = 0] = text.split("+").map(Number);
      return { id, line, added, removed: ["x"] };
    }),
    risks: [],
    ...more,
  };
}

const held = edit("c", "0+0", { phase: { type: "held" }, range: { start: 3, end: 6 }, hunks: [] });
const places = placesOf([edit("a", "4+2 9+0 20+3"), edit("b", "1+1"), held]);
const name = (place: (typeof places)[number] | undefined): string =>
  place === undefined ? "none" : `${place.edit.id}${place.line}`;

describe("the places of pending edits", () => {
  it("are the hunks under review, and the beginning of what is held or written", () => {
    assert.deepEqual(places.map(name), ["a4", "a9", "a20", "b1", "c3"]);
  });

  for (const [file, line, next, previous] of [
    ["a", 0, "a4", "c3"],
    ["a", 4, "a9", "c3"],
    ["a", 5, "a9", "c3"],
    ["a", 6, "a9", "a4"],
    ["a", 9, "a20", "a4"],
    ["a", 22, "b1", "a9"],
    ["a", 23, "b1", "a20"],
    ["b", 0, "b1", "a20"],
    ["b", 7, "c3", "b1"],
    ["c", 5, "a4", "b1"],
    ["elsewhere", 5, "a4", "c3"],
  ] as const) {
    it(`from ${file}, line ${line}, go on to ${next} and back to ${previous}`, () => {
      assert.equal(name(placeBeyond(places, file, line, "next")), next);
      assert.equal(name(placeBeyond(places, file, line, "previous")), previous);
    });
  }

  it("begin at either end where no text editor is active, and are none where nothing is pending", () => {
    assert.equal(name(placeBeyond(places, undefined, 0, "next")), "a4");
    assert.equal(name(placeBeyond(places, undefined, 0, "previous")), "c3");
    assert.equal(placeBeyond([], "a", 0, "next"), undefined);
    assert.equal(placeBeyond([], "a", 0, "previous"), undefined);
  });

  it("can all be walked through, there and back, from wherever the cursor was put", () => {
    for (const way of ["next", "previous"] as const) {
      const seen: string[] = [];
      let [file, line] = ["a", 0];
      for (let step = 0; step < places.length; step += 1) {
        const place = placeBeyond(places, file, line, way);
        assert.ok(place);
        seen.push(name(place));
        [file, line] = [place.edit.id, place.line];
      }
      assert.deepEqual(seen.toSorted(), places.map(name).toSorted());
    }
  });

  for (const [line, nearest] of [
    [0, "a4"],
    [5, "a4"],
    [6, "a4"],
    [8, "a9"],
    [13, "a9"],
    [16, "a20"],
    [21, "a20"],
    [500, "a20"],
  ] as const) {
    it(`nearest to line ${line} have ${nearest}`, () => {
      assert.equal(name(placeNear(places.slice(0, 3), line)), nearest);
    });
  }

  for (const [place, start, end, expected] of [
    [0, 0, 4, false],
    [0, 0, 5, true],
    [0, 5, 9, true],
    [0, 6, 9, false],
    [1, 9, 10, true],
    [1, 10, 20, false],
    [4, 5, 6, true],
    [4, 6, 9, false],
  ] as const) {
    it(`${name(places[place])} has ${expected ? "a line" : "none"} of lines ${start} to ${end}`, () => {
      assert.equal(places[place] && isAmong(places[place], { start, end }), expected);
    });
  }
});

import assert from "node:assert/strict";

import fc from "fast-check";

import {
  abandoned,
  confirmed,
  dropped,
  type Editing,
  removed,
  resetAll,
  seenEdits,
  settled,
  stepAgain,
  stepBack,
  takenUp,
  withActive,
  withNew,
  withTool,
} from "../../../src/core/imageEditing";
import { changesNothing, isEditHistory, noEdits } from "../../../src/core/imageEdits";
import { between, fitsInto, type Rectangle } from "../../../src/core/rectangle";

const size = { width: 200, height: 100 };
const start: Editing = { size, history: noEdits };
const first: Rectangle = { left: 10, top: 10, width: 20, height: 5 };
const second: Rectangle = { left: 50, top: 40, width: 30, height: 30 };

const number = fc.integer({ min: -50, max: 250 });
const rectangle = fc
  .tuple(number, number, number, number)
  .map(([x, y, otherX, otherY]) => between({ x, y }, { x: otherX, y: otherY }, size));

type Act = (editing: Editing) => Editing;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act[]>(settled, confirmed, dropped, removed, resetAll, stepBack, stepAgain, abandoned),
  fc
    .constantFrom("crop" as const, "blackOut" as const, undefined)
    .map((tool) => (editing: Editing) => withTool(editing, tool)),
  rectangle.map((each) => (editing: Editing) => withNew(editing, each)),
  rectangle.map((each) => (editing: Editing) => withActive(editing, each)),
  fc.nat(4).map((index) => (editing: Editing) => takenUp(editing, index)),
);
const acts = fc.array(act, { maxLength: 40 });

const doAll = (all: readonly Act[]): Editing => all.reduce((editing, each) => each(editing), start);

describe("editing an image", () => {
  it("never reaches out of the image, whatever is done in whatever order", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const editing = doAll(all);
        const { crop, blackouts } = seenEdits(editing);
        for (const each of [...(crop === undefined ? [] : [crop]), ...blackouts]) {
          assert.ok(fitsInto(each, size));
        }
        assert.ok(isEditHistory(structuredClone(settled(editing).history), size));
      }),
      { numRuns: 2_000 },
    );
  });

  it("does again exactly what it took back, however far back that was", () => {
    fc.assert(
      fc.property(acts, fc.nat(50), (all, count) => {
        const before = settled(doAll(all));
        const { done } = before.history;
        const back = Math.min(count, done);
        let editing = before;
        for (let step = 0; step < back; step += 1) {
          editing = stepBack(editing);
        }
        for (let step = 0; step < back; step += 1) {
          editing = stepAgain(editing);
        }
        assert.deepEqual(seenEdits(editing), seenEdits(before));
        assert.deepEqual(settled(editing).history, before.history);
      }),
      { numRuns: 2_000 },
    );
  });

  it("comes back to the untouched image by taking back everything, and from there to what was seen", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const before = settled(doAll(all));
        let editing = abandoned(before);
        assert.ok(changesNothing(seenEdits(editing)));
        for (let step = 0; step < before.history.done; step += 1) {
          editing = stepAgain(editing);
        }
        assert.deepEqual(seenEdits(editing), seenEdits(before));
      }),
    );
  });

  it("shows what is settled and what is not as the same", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const editing = doAll(all);
        assert.deepEqual(seenEdits(editing), seenEdits(settled(editing)));
      }),
    );
  });

  it("settles a rectangle when the next is drawn, and takes back one after the other", () => {
    const both = withNew(withNew(withTool(start, "blackOut"), first), second);
    assert.deepEqual(seenEdits(both).blackouts, [first, second]);
    assert.deepEqual(seenEdits(stepBack(both)).blackouts, [first]);
    assert.deepEqual(seenEdits(stepBack(stepBack(both))).blackouts, []);
  });

  it("takes a black rectangle up again, to move it, to leave it as it was, or to take it away", () => {
    const both = confirmed(withNew(withNew(withTool(start, "blackOut"), first), second));
    const elsewhere = { ...first, left: 0 };
    assert.deepEqual(seenEdits(withActive(takenUp(both, 0), elsewhere)).blackouts, [elsewhere, second]);
    assert.deepEqual(seenEdits(dropped(withActive(takenUp(both, 0), elsewhere))).blackouts, [first, second]);
    assert.deepEqual(seenEdits(removed(takenUp(both, 0))).blackouts, [second]);
    assert.deepEqual(settled(takenUp(both, 0)).history, both.history);
  });

  it("crops to one rectangle, which is taken up again where it was", () => {
    const cropped = confirmed(withNew(withTool(start, "crop"), second));
    assert.equal(cropped.tool, undefined);
    assert.deepEqual(seenEdits(cropped), { crop: second, blackouts: [] });
    assert.deepEqual(withTool(cropped, "crop").active, { rectangle: second });
    assert.deepEqual(seenEdits(removed(withTool(cropped, "crop"))), { blackouts: [] });
    assert.deepEqual(seenEdits(dropped(withNew(withTool(start, "crop"), second))), { blackouts: [] });
  });

  for (const wrong of [
    undefined,
    { steps: [], done: 1 },
    { steps: [{ type: "crop" }], done: 1 },
    { steps: [{ type: "blackOut", rectangle: { ...first, left: 190 } }], done: 1 },
    { steps: [{ type: "remove", index: -1 }], done: 1 },
    { steps: [{ type: "erase", rectangle: first }], done: 1 },
  ]) {
    it(`does not go on from ${JSON.stringify(wrong)}`, () => assert.equal(isEditHistory(wrong, size), false));
  }

  it("leaves a black rectangle where it is being moved when that is taken up once more", () => {
    const both = confirmed(withNew(withNew(withTool(start, "blackOut"), first), second));
    const moved = withActive(takenUp(both, 0), { ...first, left: 0 });
    assert.equal(takenUp(moved, 0), moved);
    assert.deepEqual(takenUp(moved, 1).active, { rectangle: second, index: 1 });
  });
});

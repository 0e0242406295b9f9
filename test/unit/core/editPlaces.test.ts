import assert from "node:assert/strict";

import {
  disjoint,
  type EditState,
  followed,
  followedAll,
  isApart,
  proposing,
} from "../../../src/core/editState";
import type { Hunk } from "../../../src/core/hunk";
import { applyLineEdits, type LineEdit } from "../../../src/core/lineEdits";
import { shiftHunks } from "../../../src/core/shift";

const hunk = (line: number, added: number, removed: readonly string[] = [], id = 1): Hunk => ({
  id,
  line,
  added,
  removed,
});
const edit = (start: number, end: number, ...hunks: readonly Hunk[]): EditState => ({
  range: { start, end },
  hunks,
});
const change = (start: number, end: number, ...lines: readonly string[]): LineEdit => ({ start, end, lines });

describe("edits that would share lines", () => {
  const rows: readonly (readonly [string, readonly EditState[], readonly (readonly [number, number])[]])[] = [
    [
      "stay where they are when they share none",
      [edit(1, 3), edit(5, 7)],
      [
        [1, 3],
        [5, 7],
      ],
    ],
    [
      "give what they share to the first",
      [edit(0, 4), edit(2, 6)],
      [
        [0, 4],
        [4, 6],
      ],
    ],
    [
      "stop where a hunk of the next begins",
      [edit(0, 4), edit(2, 6, hunk(3, 1))],
      [
        [0, 3],
        [3, 6],
      ],
    ],
    [
      "keep their own hunks, wherever the next begins",
      [edit(0, 4, hunk(2, 2)), edit(1, 6)],
      [
        [0, 4],
        [4, 6],
      ],
    ],
    [
      "end behind their last hunk",
      [edit(0, 2, hunk(1, 3)), edit(4, 6)],
      [
        [0, 4],
        [4, 6],
      ],
    ],
    [
      "begin at their first hunk at the latest",
      [edit(0, 4), edit(3, 6, hunk(4, 1))],
      [
        [0, 4],
        [4, 6],
      ],
    ],
    [
      "are empty rather than upside down",
      [edit(0, 6), edit(2, 4)],
      [
        [0, 6],
        [6, 6],
      ],
    ],
    [
      "are three",
      [edit(0, 3), edit(2, 5), edit(4, 6)],
      [
        [0, 3],
        [3, 5],
        [5, 6],
      ],
    ],
  ];
  for (const [what, states, ranges] of rows) {
    it(what, () => {
      const apart = disjoint(states);
      assert.deepEqual(
        apart.map(({ range }) => [range.start, range.end]),
        ranges,
      );
      assert.deepEqual(
        apart.map(({ hunks }) => hunks),
        states.map(({ hunks }) => hunks),
      );
    });
  }
});

describe("proposals for one document", () => {
  const lines = ["a", "b", "c", "d", "e"];
  const proposal = (start: number, end: number, ...now: readonly string[]) => ({
    range: { start, end },
    hunks: [],
    lines: now,
  });

  it("move those behind them by the lines that came or went", () => {
    const step = proposing(lines, [proposal(0, 1, "A", "A"), proposal(1, 3), proposal(4, 5, "E", "E", "E")]);
    assert.deepEqual(step.lines, ["A", "A", "d", "E", "E", "E"]);
    assert.deepEqual(
      step.states.map(({ range }) => [range.start, range.end]),
      [
        [0, 2],
        [2, 2],
        [3, 6],
      ],
    );
    assert.deepEqual(applyLineEdits(lines, step.edits), step.lines);
  });

  it("leave an empty line when nothing is left, in the last of them", () => {
    const step = proposing(lines, [proposal(0, 2), proposal(2, 5)]);
    assert.deepEqual(step.lines, [""]);
    assert.deepEqual(
      step.states.map(({ range }) => [range.start, range.end]),
      [
        [0, 0],
        [0, 1],
      ],
    );
    assert.deepEqual(proposing(["a"], [proposal(0, 1)]).lines, [""]);
  });

  it("leave nothing more where one line is left", () => {
    assert.deepEqual(proposing(lines, [proposal(0, 4)]).lines, ["e"]);
    assert.deepEqual(proposing(lines, []).lines, lines);
  });

  it("number their hunks from where they are told", () => {
    const [state] = proposing(lines, [{ ...proposal(0, 5, "A", "b", "c", "d", "E"), firstId: 7 }]).states;
    assert.deepEqual(
      state?.hunks.map(({ id }) => id),
      [7, 8],
    );
  });
});

describe("an edit that others change lines around", () => {
  const lines = ["a", "b", "c", "d", "e", "f"];

  it("is apart from changes that leave all of its lines alone", () => {
    const range = { start: 2, end: 4 };
    const above = { lines, edit: change(0, 1, "x", "y") };
    const below = { lines: ["x", "y", ...lines.slice(1)], edit: change(6, 7) };
    assert.equal(isApart(range, []), true);
    assert.equal(isApart(range, [above]), true);
    // Moved by one, its last line is the fifth.
    assert.equal(isApart(range, [above, { ...below, edit: change(4, 5, "z") }]), false);
    assert.equal(isApart(range, [above, { ...below, edit: change(5, 6) }]), true);
    assert.equal(isApart(range, [{ lines, edit: change(3, 4) }, below]), false);
  });

  it("follows several, one after the other", () => {
    const state = followedAll(
      edit(2, 4, hunk(2, 1, ["was"])),
      [
        { lines, edit: change(0, 0, "x") },
        { lines: ["x", ...lines], edit: change(1, 2) },
        { lines: ["x", ...lines.slice(1)], edit: change(3, 3, "in") },
      ],
      "person",
    );
    assert.deepEqual(state, edit(2, 5, hunk(2, 1, ["was"])));
  });

  const deleted = hunk(2, 0, ["was", "here"]);
  const backs: readonly (readonly [string, LineEdit, boolean])[] = [
    ["right behind its place", change(2, 2, "was", "here"), true],
    ["in part", change(2, 2, "was"), false],
    ["in another order", change(2, 2, "here", "was"), false],
    ["right before it, with more in front", change(2, 2, "new", "was", "here"), true],
    ["somewhere else", change(5, 5, "was", "here"), false],
  ];
  for (const [what, typed, isOver] of backs) {
    it(`${isOver ? "is over" : "goes on"} where a person types what it took away ${what}`, () => {
      const { hunks } = followed(edit(1, 4, deleted), lines, typed, "person");
      assert.equal(hunks.length, isOver ? 0 : 1);
    });
  }

  it("is as it was after a change that changes nothing", () => {
    const hunks = [hunk(1, 2, ["was"])];
    for (const by of ["person", "formatter"] as const) {
      assert.equal(shiftHunks(hunks, lines, change(2, 2), by), hunks);
    }
  });

  it("takes in what a formatter makes right beside its hunks, and nothing further away", () => {
    const hunks = [hunk(2, 1, ["was"], 3), hunk(4, 1, ["too"], 2)];
    const after = (typed: LineEdit) => shiftHunks(hunks, lines, typed, "formatter");
    assert.deepEqual(after(change(3, 3, "new")), [hunk(2, 2, ["was"], 3), hunk(5, 1, ["too"], 2)]);
    assert.deepEqual(after(change(0, 1, "A")), hunks);
    assert.deepEqual(after(change(0, 1)), [hunk(1, 1, ["was"], 3), hunk(3, 1, ["too"], 2)]);
    // Across both: one hunk, by the smaller number, with all that stood there.
    assert.deepEqual(after(change(2, 5, "X")), [hunk(2, 1, ["was", "d", "too"], 2)]);
  });
});

import assert from "node:assert/strict";

import { baseOf, disjoint, type EditState, followed, proposing, undoing } from "../../../src/core/editState";
import { applyLineEdits, type LineEdit } from "../../../src/core/lineEdits";

/** A proposal for some lines of a document, as it stands there then. */
function proposed(
  lines: readonly string[],
  start: number,
  end: number,
  proposal: readonly string[],
): { readonly lines: readonly string[]; readonly state: EditState } {
  const step = proposing(lines, [{ range: { start, end }, hunks: [], lines: proposal }]);
  const [state] = step.states;
  assert.ok(state);
  assert.deepEqual(applyLineEdits(lines, step.edits), step.lines);
  return { lines: step.lines, state };
}

function undone(lines: readonly string[], state: EditState): readonly string[] {
  const step = undoing(lines, state, "all");
  const applied = applyLineEdits(lines, step.edits);
  assert.deepEqual(applied.length === 0 ? [""] : applied, step.lines);
  return step.lines;
}

/** What a person does, to the lines and to where the edit stands. */
function typed(
  { lines, state }: { readonly lines: readonly string[]; readonly state: EditState },
  edit: LineEdit,
): { readonly lines: readonly string[]; readonly state: EditState } {
  return { lines: applyLineEdits(lines, [edit]), state: followed(state, lines, edit, "person") };
}

describe("two edits in a document", () => {
  it("share no line after a change over the border between them", () => {
    const before = ["a", "b", "c", "d", "e", "f"];
    const step = proposing(before, [
      { range: { start: 0, end: 3 }, hunks: [], lines: ["a", "B", "c"] },
      { range: { start: 3, end: 6 }, hunks: [], lines: ["d", "e", "F"] },
    ]);
    const change = { start: 2, end: 4, lines: ["mine", "too"] };
    const after = step.states.map((state) => followed(state, step.lines, change, "person"));
    assert.ok((after[0]?.range.end ?? 0) > (after[1]?.range.start ?? 0), "they overlap before");
    const [first, second] = disjoint(after);
    assert.ok(first && second);
    assert.deepEqual(
      [first.range, second.range],
      [
        { start: 0, end: 4 },
        { start: 4, end: 6 },
      ],
    );
    const lines = applyLineEdits(step.lines, [change]);
    assert.deepEqual(undoing(undoing(lines, second, "all").lines, first, "all").lines, [
      "a",
      "b",
      "mine",
      "too",
      "e",
      "f",
    ]);
  });

  it("keep their hunks, whoever the border belongs to", () => {
    const hunk = (line: number) => ({ id: 1, line, added: 1, removed: ["x"] });
    const states = [
      { range: { start: 0, end: 9 }, hunks: [hunk(1)] },
      { range: { start: 0, end: 12 }, hunks: [hunk(4), hunk(11)] },
    ];
    assert.deepEqual(
      disjoint(states).map(({ range }) => range),
      [
        { start: 0, end: 4 },
        { start: 4, end: 12 },
      ],
    );
  });
});

describe("an edit in its document", () => {
  for (const [name, lines, start, end, proposal] of [
    ["in an empty document", [""], 0, 0, ["a", "b"]],
    ["that replaces an empty document", [""], 0, 1, ["a", "b"]],
    ["at an empty place", ["a", "b", ""], 1, 1, ["new", "new2"]],
    ["at the end of a document without a final line end", ["a", "b"], 2, 2, ["new"]],
    ["that deletes all", ["a", "b"], 0, 2, []],
    ["that deletes all but the last line end", ["a", "b", ""], 0, 2, []],
    ["that deletes the last lines", ["a", "b", "c"], 1, 3, []],
    ["that changes nothing but the middle", ["a", "b", "c"], 0, 3, ["a", "B", "c"]],
  ] as const) {
    it(`${name} is undone exactly`, () => {
      const after = proposed(lines, start, end, proposal);
      assert.deepEqual(undone(after.lines, after.state), lines);
    });
  }

  it("takes nothing else along when lines are typed below what it deleted at its end", () => {
    const after = typed(proposed(["a", "b", "c", ""], 0, 2, ["a"]), {
      start: 1,
      end: 1,
      lines: ["mine", "2"],
    });
    assert.deepEqual(undone(after.lines, after.state), ["a", "mine", "2", "b", "c", ""]);
  });

  it("is over where a person types again what it took away", () => {
    let now = proposed(["a", "b", "c", ""], 0, 3, ["a", "B", "c"]);
    for (const text of ["", "b"]) {
      now = typed(now, { start: 1, end: 2, lines: [text] });
    }
    assert.deepEqual(now.state.hunks, []);
    assert.deepEqual(undone(now.lines, now.state), ["a", "b", "c", ""]);
  });

  it("is not over where the line it deleted had a twin beside it", () => {
    let now = proposed(["a", "x", "x", "b", ""], 0, 4, ["a", "x", "b"]);
    now = typed(now, { start: 0, end: 1, lines: ["A"] });
    assert.equal(now.state.hunks.length, 1);
    assert.deepEqual(undone(now.lines, now.state), ["A", "x", "x", "b", ""]);
  });

  it("is not over where a person deletes a line of it beside a twin of what it replaced", () => {
    const after = typed(proposed(["a", "x", "x", ""], 0, 3, ["a", "y", "x"]), {
      start: 1,
      end: 2,
      lines: [],
    });
    assert.deepEqual(undone(after.lines, after.state), ["a", "x", "x", ""]);
  });

  it("covers its hunks and gives back what stood there, whatever a person does elsewhere", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const some = (count: number, text: string): readonly string[] =>
      Array.from({ length: count }, () => `${text}${random(4)}`);
    for (let run = 0; run < 20_000; run += 1) {
      const original = [...some(1 + random(8), "l"), ""];
      const start = random(original.length);
      const end = start + random(original.length - start);
      let now = proposed(original, start, end, some(random(5), "l"));
      let expected: readonly string[] = original;
      for (let step = random(5); step > 0; step -= 1) {
        const { range } = now.state;
        const moved = expected.length - now.lines.length;
        const isBefore = random(2) === 0;
        const from = isBefore ? random(range.start + 1) : range.end + random(now.lines.length - range.end);
        const to = from + random((isBefore ? range.start : now.lines.length) - from + 1);
        // The last line is what all documents have.
        const edit = {
          start: from,
          end: Math.min(to, Math.max(from, now.lines.length - 1)),
          lines: some(random(3), "p"),
        };
        const isWithin = !isBefore && edit.start === range.end && range.start === range.end;
        if (isWithin) {
          continue;
        }
        const way = isBefore ? 0 : moved;
        expected = applyLineEdits(expected, [{ ...edit, start: edit.start + way, end: edit.end + way }]);
        now = typed(now, edit);
        const last = now.state.hunks.at(-1);
        assert.ok(now.state.hunks.every(({ line }) => line >= now.state.range.start));
        assert.ok(last === undefined || last.line + last.added <= now.state.range.end);
      }
      const base = baseOf(now.lines, now.state);
      const { range } = undoing(now.lines, now.state, "all").states[0] ?? now.state;
      assert.equal(base.length, range.end - range.start);
      assert.deepEqual(undone(now.lines, now.state).toSorted(), expected.toSorted());
    }
  });
});

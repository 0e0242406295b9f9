import assert from "node:assert/strict";

import type { Hunk } from "../../../src/core/hunk";
import { diffHunks, undoneLines } from "../../../src/core/hunks";
import { applyLineEdits, type LineEdit, lineEditsBetween, textEdit } from "../../../src/core/lineEdits";
import type { LineRange } from "../../../src/core/lineRange";
import { applyTextChange, lineEditOf, shiftHunks, shiftRange } from "../../../src/core/shift";
import { proved, times } from "../../support/proof";
import { cellsOf } from "./cells";
import { Random } from "./random";
import { proposalFor, randomChange, randomLines } from "./randomDocument";
import { TextModel } from "./textModel";

describe("a pending edit, whatever else happens to its document", () => {
  it("stays where it belongs, and is undone exactly, over up to a million changes", function () {
    this.timeout(120_000);
    const most = times(1_000_000, 100_000);
    let count = 0;
    for (let seed = 0; count < most; seed += 1) {
      const story = new Story(seed);
      if (story.write()) {
        story.review();
      }
      count += story.count;
    }
    proved({
      row: "T47",
      tried: "random changes of a document while an edit of it is written and reviewed",
      count,
      result: "0 bytes changed outside, every Undo exact",
    });
  });
});

/** One document, one edit, and what happens to both, drawn by chance. */
class Story {
  count = 0;
  private readonly random: Random;
  private readonly eol: string;
  private lines: readonly string[];
  /** What VS Code would hold. */
  private readonly model: TextModel;
  private range: LineRange = { start: 0, end: 0 };

  constructor(private readonly seed: number) {
    this.random = new Random(seed);
    this.eol = this.random.oneOf(["\n", "\r\n"]);
    this.lines = randomLines(this.random);
    this.model = new TextModel(this.lines, this.eol);
  }

  /** The person goes on while Claude writes; false when they changed the very lines it writes about. */
  write(): boolean {
    const start = this.random.between(0, this.lines.length);
    this.range = { start, end: this.random.between(start, this.lines.length) };
    for (let left = this.random.below(6); left > 0; left -= 1) {
      const before = this.lines;
      const edit = this.type([]);
      const range = shiftRange(this.range, edit);
      this.same(range, expectedRange(this.range, edit, before.length), "the range");
      if (range === undefined) {
        return false;
      }
      const { start: from, end: to } = this.range;
      this.same(this.lines.slice(range.start, range.end), before.slice(from, to), "the lines of the range");
      this.range = range;
    }
    return true;
  }

  /** The proposal enters the document, and the person goes on, and decides. */
  review(): void {
    const { start, end } = this.range;
    const before = this.lines.slice(start, end);
    const proposed = proposalFor(before, this.random);
    const after = before.length === this.lines.length && proposed.length === 0 ? [""] : proposed;
    const original = this.lines;
    this.apply(lineEditsBetween(before, after, start));
    this.same(this.lines, original.toSpliced(start, end - start, ...after), "the proposal in its place");
    const hunks = diffHunks(before, after, start);
    this.same(undoneLines(this.lines, hunks, "all").lines, original, "the original");
    if (this.random.chance(30)) {
      this.changeElsewhere(hunks, original);
    } else {
      this.changeAnything(hunks);
    }
  }

  /** Undoing gives the very bytes that there would be if Claude had never written. */
  private changeElsewhere(first: readonly Hunk[], original: readonly string[]): void {
    const withoutClaude = new TextModel(original, this.eol);
    let hunks = first;
    for (let left = this.random.between(1, 12); left > 0; left -= 1) {
      const change = randomChange(this.lines, hunks, this.random);
      const edit = lineEditOf(this.lines, change);
      if (!hunks.every((hunk) => isElsewhere(edit, hunk))) {
        continue;
      }
      let way = 0;
      for (const { line, added, removed } of hunks) {
        way += line < edit.start || (line === edit.start && edit.end > line) ? removed.length - added : 0;
      }
      const there = { ...edit, start: edit.start + way, end: edit.end + way };
      withoutClaude.apply([textEdit(withoutClaude.lines, there, this.eol)]);
      hunks = shiftHunks(hunks, this.lines, edit, "person");
      this.change(change);
    }
    this.undoAll(hunks);
    this.same(this.model.value, withoutClaude.value, "the text without Claude");
  }

  private changeAnything(first: readonly Hunk[]): void {
    const cells = cellsOf(this.lines, first);
    let hunks = first;
    for (let left = this.random.between(1, 24); left > 0; left -= 1) {
      const before = this.lines;
      const number = this.random.below(hunks.length);
      const hunk = hunks[number];
      const what = this.random.below(20);
      if (what === 0 && hunk !== undefined) {
        this.count += 1;
        hunks = hunks.filter(({ id }) => id !== hunk.id);
        cells.decide(number, "keep");
      } else if (what === 1 && hunk !== undefined) {
        this.count += 1;
        const undone = undoneLines(this.lines, hunks, new Set([hunk.id]));
        this.apply([{ start: hunk.line, end: hunk.line + hunk.added, lines: hunk.removed }]);
        this.same(this.lines, undone.lines, "the lines without the hunk");
        ({ hunks } = undone);
        cells.decide(number, "undo");
      } else {
        const edit = this.type(hunks);
        const by = what < 5 ? "formatter" : "person";
        hunks = shiftHunks(hunks, before, edit, by);
        cells.change(edit, by);
      }
      if (cells.lines.length === 0) {
        // A document has a line even when nothing is left in it.
        this.same(this.lines, [""], "an empty document");
        return;
      }
      this.same(
        hunks.map(({ line, added, removed }) => ({ line, added, removed })),
        cells.hunks,
        "the hunks",
      );
      this.same(new Set(hunks.map(({ id }) => id)).size, hunks.length, "as many ids as hunks");
      this.same(this.lines, cells.lines, "the lines");
    }
    const { undone } = cells;
    this.undoAll(hunks);
    this.same(this.lines, undone.length === 0 ? [""] : undone, "everything undone");
  }

  private undoAll(hunks: readonly Hunk[]): void {
    const { lines } = undoneLines(this.lines, hunks, "all");
    this.apply(lineEditsBetween(this.lines, lines));
    this.same(this.lines, lines, "the lines without hunks");
  }

  private type(hunks: readonly Hunk[]): LineEdit {
    const change = randomChange(this.lines, hunks, this.random);
    const edit = lineEditOf(this.lines, change);
    const expected = applyLineEdits(this.lines, [edit]);
    this.change(change);
    this.same(this.lines, expected, "the edit of whole lines");
    return edit;
  }

  private change(change: Parameters<typeof applyTextChange>[1]): void {
    this.count += 1;
    this.lines = applyTextChange(this.lines, change);
    this.model.apply([change]);
    this.same(this.lines.join(this.eol), this.model.value, "the lines after a change");
  }

  private apply(edits: readonly LineEdit[]): void {
    this.model.apply(edits.map((edit) => textEdit(this.lines, edit, this.eol)));
    const lines = applyLineEdits(this.lines, edits);
    this.lines = lines.length === 0 ? [""] : lines;
    this.same(this.lines.join(this.eol), this.model.value, "the lines after edits");
  }

  private same(actual: unknown, expected: unknown, what: string): void {
    if (!areSame(actual, expected)) {
      assert.deepEqual(actual, expected, `${what}, story ${this.seed}, step ${this.count}`);
    }
  }
}

/** As `deepEqual` has it, for plain values, at a fraction of the time: most of what is compared are lines. */
function areSame(one: unknown, other: unknown): boolean {
  const areSameLines =
    Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((each, index) => each === other[index]);
  return one === other || areSameLines || JSON.stringify(one) === JSON.stringify(other);
}

/** Every line that there was is told by its number, those that come by -1: the range is where its numbers are. */
function expectedRange(range: LineRange, edit: LineEdit, count: number): LineRange | undefined {
  const { start, end, lines } = edit;
  if (range.start === range.end) {
    const place = end <= range.start ? range.start + lines.length - (end - start) : range.start;
    return start < range.start && range.start < end
      ? { start: start + lines.length, end: start + lines.length }
      : { start: place, end: place };
  }
  const before = Array.from({ length: count }, (_, line) => line);
  const now = before.toSpliced(start, end - start, ...lines.map(() => -1));
  const first = now.indexOf(range.start);
  const numbers = before.slice(range.start, range.end);
  return first !== -1 && numbers.every((number, index) => number === now[first + index])
    ? { start: first, end: first + numbers.length }
    : undefined;
}

/** Whether an edit neither changes what a hunk is about nor puts back what it took. */
function isElsewhere(edit: LineEdit, { line, added, removed }: Hunk): boolean {
  const overlaps = edit.end > line && edit.start < line + added;
  const isAround = edit.start < line && line < edit.end;
  const putsBack = edit.start === edit.end && JSON.stringify(edit.lines) === JSON.stringify(removed);
  return !overlaps && !isAround && !putsBack;
}

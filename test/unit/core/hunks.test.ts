import assert from "node:assert/strict";
import fc from "fast-check";

import { diffHunks, undoneLines } from "../../../src/core/hunks";
import { picture, pictureOf, review } from "./hunkPicture";
import { fewLines, severalLines } from "./lineArbitrary";
import { Random } from "./random";

describe("the hunks between two versions", () => {
  it("give back the version before, whole, whatever the two are", () => {
    fc.assert(
      fc.property(fewLines, fewLines, fewLines, (above, before, after) => {
        const hunks = diffHunks(before, after, above.length);
        const undone = undoneLines([...above, ...after, "below"], hunks, "all");
        assert.deepEqual(undone, { lines: [...above, ...before, "below"], hunks: [] });
      }),
      { numRuns: 3000 },
    );
  });

  it("can each be kept or undone, in any order, and each gives its own side", () => {
    fc.assert(
      fc.property(
        severalLines,
        severalLines,
        fc.array(fc.record({ pick: fc.nat(), keep: fc.boolean() }), { minLength: 12, maxLength: 12 }),
        (before, after, decisions) => {
          const all = diffHunks(before, after, 0);
          const undone = new Set<number>();
          let now = { lines: after as readonly string[], hunks: all };
          for (const { pick, keep } of decisions.slice(0, all.length)) {
            const { id } = now.hunks[pick % now.hunks.length]!;
            if (keep) {
              now = { ...now, hunks: now.hunks.filter((hunk) => hunk.id !== id) };
            } else {
              undone.add(id);
              now = undoneLines(now.lines, now.hunks, new Set([id]));
            }
          }
          assert.equal(now.hunks.length, 0);
          const expected: string[] = [];
          let line = 0;
          for (const hunk of all) {
            const end = hunk.line + hunk.added;
            expected.push(...after.slice(line, hunk.line));
            expected.push(...(undone.has(hunk.id) ? hunk.removed : after.slice(hunk.line, end)));
            line = end;
          }
          expected.push(...after.slice(line));
          assert.deepEqual(now.lines, expected.length === 0 ? [""] : expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("count their ids up from the one that is asked for", () => {
    const ids = (first?: number): readonly number[] =>
      diffHunks(["a", "b", "c"], ["A", "b", "C"], 5, first).map(({ id }) => id);
    assert.deepEqual(ids(), [1, 2]);
    assert.deepEqual(ids(7), [7, 8]);
  });

  it("leave the others where they are when one is undone", () => {
    const { lines, hunks } = review(picture("- a\n- b\n+ c\n| d\n- e\n+ f\n| g\n- h"));
    const undone = undoneLines(lines, hunks, new Set([1]));
    assert.equal(pictureOf(undone), picture("| a\n| b\n| d\n- e\n+ f\n| g\n- h"));
  });

  it("leave an empty line when nothing else is left, as every document has one", () => {
    assert.deepEqual(undoneLines(["a"], [{ id: 1, line: 0, added: 1, removed: [] }], "all").lines, [""]);
  });
});

/** What came and went has to be shown as a person would have done it: a picture of before and after is the test. */
describe("hunks lie where a person would see them", () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      "a function that came is whole, with the empty line behind it",
      `
      | function a() {
      |   return 1;
      | }
      |
      + function b() {
      +   return 1;
      + }
      +
      | function c() {
      |   return 1;
      | }`,
    ],
    [
      "a function that came last is whole, with the empty line before it",
      `
      | function a() {
      |   return 1;
      | }
      +
      + function b() {
      +   return 1;
      + }`,
    ],
    [
      "a function that went is whole",
      `
      | function a() {
      | }
      |
      - function b() {
      - }
      -
      | function c() {
      | }`,
    ],
    [
      "a block that came inside another is whole",
      `
      | for (const a of as) {
      |   if (a) {
      |     use(a);
      |   }
      +   if (b) {
      +     use(b);
      +   }
      |   if (c) {
      |     use(c);
      |   }
      | }`,
    ],
    [
      "an element that came is whole",
      `
      | <ul>
      |   <li>
      |     a
      |   </li>
      +   <li>
      +     b
      +   </li>
      | </ul>`,
    ],
    [
      "an entry that came begins and ends with its own brackets",
      `
      | [
      +   {
      +     "a": 1
      +   },
      |   {
      |     "b": 2
      |   }
      | ]`,
    ],
    [
      "a paragraph that came begins behind an empty line",
      `
      | one
      |
      + ***
      + two
      +
      | ***
      | three`,
    ],
    [
      "a line that changed beside one that looks the same is one hunk",
      `
      | if (a) {
      - }
      + } else {
      | }
      | }
      | }`,
    ],
    [
      "lines that did not change stay out",
      `
      | a
      - b
      + B
      | c
      - d
      + D
      | e`,
    ],
  ];

  for (const [title, drawn] of cases) {
    it(title, () => {
      const { lines, hunks } = review(picture(drawn));
      const { lines: before } = undoneLines(lines, hunks, "all");
      assert.equal(pictureOf({ lines, hunks: diffHunks(before, lines, 0) }), picture(drawn));
    });
  }
});

/**
 * Then how many milliseconds it may take, and how many lines may differ. The times have room for a machine that does
 * something else besides: alone, these take a tenth to a third.
 */
describe("nobody waits for hunks", () => {
  const random = new Random(4);
  const size = 10_000;
  const source = Array.from(
    { length: size },
    (_, line) =>
      ["", "  }", "    return x;", `  const v${line} = f(${line % 97});`, `  if (a${line % 300}) {`][
        random.below(5)
      ]!,
  );
  const letters = (): readonly string[] => Array.from({ length: size }, () => "ab"[random.below(2)]!);
  const changed = (lines: readonly string[], count: number): readonly string[] => {
    const now = [...lines];
    for (let left = count; left > 0; left -= 1) {
      const line = random.below(now.length);
      now.splice(line, random.below(2), ...[`changed ${left}`, "  }"].slice(random.below(2)));
    }
    return now;
  };
  const moved = (lines: readonly string[], count: number): readonly string[] => {
    const now = [...lines];
    for (let left = count; left > 0; left -= 1) {
      now.splice(random.below(now.length), 0, ...now.splice(random.below(now.length), 1));
    }
    return now;
  };
  const shuffled = (lines: readonly string[]): readonly string[] =>
    lines
      .map((line) => ({ line, order: random.below(1e9) }))
      .sort((a, b) => a.order - b.order)
      .map(({ line }) => line);

  const cases: readonly (readonly [string, readonly string[], readonly string[], number])[] = [
    ["50 changes", source, changed(source, 50), 100],
    ["2,000 changes", source, changed(source, 2_000), 5_000],
    ["nothing in common", source, source.map((line) => `> ${line}`), 20_000],
    ["2,000 in other places", source, moved(source, 2_000), 4_000],
    ["another order", source, shuffled(source), 18_000],
    ["the opposite order", source, source.toReversed(), 20_000],
    ["only two different lines", letters(), letters(), 20_000],
  ];
  for (const [title, before, after, most] of cases) {
    it(`of 10,000 lines with ${title}`, () => {
      const hunks = diffHunks(before, after, 0);
      assert.deepEqual(undoneLines(after, hunks, "all").lines, before);
      const differing = hunks.reduce((sum, { added, removed }) => sum + added + removed.length, 0);
      assert.ok(differing <= most, `${differing} lines`);
    });
  }
});

import assert from "node:assert/strict";

import { applyTextChange, type Author, lineEditOf, shiftHunks } from "../../../src/core/shift";
import { changed, picture, pictureOf, type Review } from "./hunkPicture";

/**
 * In the pictures, `-` went and `+` came by Claude's edit, `|` are the other lines of the document. What stands between
 * brackets is replaced by the typed text.
 */
interface Case {
  readonly title: string;
  readonly before: string;
  readonly typed: string;
  readonly after: string;
}

const byPerson: readonly Case[] = [
  {
    title: "text above a hunk moves it",
    before: `
      | [one]
      - two
      + 2
      | three`,
    typed: "mine\nalso mine",
    after: `
      | mine
      | also mine
      - two
      + 2
      | three`,
  },
  {
    title: "text below a hunk leaves it alone",
    before: `
      - two
      + 2
      | three[]`,
    typed: " and a half",
    after: `
      - two
      + 2
      | three and a half`,
  },
  {
    title: "a line right above a hunk stays outside",
    before: `
      | one[]
      - two
      + 2`,
    typed: "\nmine",
    after: `
      | one
      | mine
      - two
      + 2`,
  },
  {
    title: "so does one that is put before its first line",
    before: `
      | one
      - two
      + []2`,
    typed: "mine\n",
    after: `
      | one
      | mine
      - two
      + 2`,
  },
  {
    title: "and one below its last line, even when it is still empty",
    before: `
      - two
      + 2[]
      | three`,
    typed: "\n",
    after: `
      - two
      + 2
      |
      | three`,
  },
  {
    title: "text in the midst of a hunk splits it",
    before: `
      | one
      - two
      + 2a
      + 2b[]
      + 2c
      | three`,
    typed: "\nmine",
    after: `
      | one
      - two
      + 2a
      + 2b
      | mine
      + 2c
      | three`,
  },
  {
    title: "a changed line in the midst of a hunk is the person's",
    before: `
      - two
      + 2a
      + 2[b]
      + 2c`,
    typed: " is mine",
    after: `
      - two
      + 2a
      | 2 is mine
      + 2c`,
  },
  {
    title: "a changed line at the beginning of a hunk goes above what went",
    before: `
      | one
      - two
      + 2[a]
      + 2b`,
    typed: " is mine",
    after: `
      | one
      | 2 is mine
      - two
      + 2b`,
  },
  {
    title: "a changed line at the end of a hunk is out of it",
    before: `
      - two
      + 2a
      + 2[b]
      | three`,
    typed: " is mine",
    after: `
      - two
      + 2a
      | 2 is mine
      | three`,
  },
  {
    title: "a line that is taken out of the midst of a hunk leaves one hunk",
    before: `
      - two
      + 2a
      + [2b
      + ]2c
      | three`,
    typed: "",
    after: `
      - two
      + 2a
      + 2c
      | three`,
  },
  {
    title: "changing the only line of a hunk leaves what went, above it",
    before: `
      | one
      - two
      + 2[]
      | three`,
    typed: " is mine",
    after: `
      | one
      - two
      | 2 is mine
      | three`,
  },
  {
    title: "taking all lines out that came leaves what went",
    before: `
      | one
      - two
      + [2a
      + 2b
      | ]three`,
    typed: "",
    after: `
      | one
      - two
      | three`,
  },
  {
    title: "taking out lines where none went ends the hunk",
    before: `
      | one[
      + 2a
      + 2b]
      | three`,
    typed: "",
    after: `
      | one
      | three`,
  },
  {
    title: "text over a hunk and what is above it leaves what went below the text",
    before: `
      | [one
      - two
      + 2]
      | three`,
    typed: "mine",
    after: `
      | mine
      - two
      | three`,
  },
  {
    title: "text over the end of one hunk and the beginning of another shrinks both",
    before: `
      - one
      + 1a
      + [1b
      | two
      - three
      + 3a]
      + 3b`,
    typed: "mine",
    after: `
      - one
      + 1a
      | mine
      - three
      + 3b`,
  },
  {
    title: "two hunks become one when the lines between them go",
    before: `
      - one
      + 1[
      | two]
      - three
      + 3`,
    typed: "",
    after: `
      - one
      - three
      + 1
      + 3`,
  },
  {
    title: "text where lines only went comes above them",
    before: `
      | one[]
      - two
      | three`,
    typed: "\nmine",
    after: `
      | one
      | mine
      - two
      | three`,
  },
  {
    title: "joining the lines around those that went keeps them, below",
    before: `
      | one[
      - two
      | ]three`,
    typed: " and ",
    after: `
      | one and three
      - two`,
  },
  {
    title: "putting back by hand what went ends the hunk",
    before: `
      | one
      - two
      + [2]
      | three`,
    typed: "two",
    after: `
      | one
      | two
      | three`,
  },
  {
    title: "so does pasting it where it was",
    before: `
      | one
      - two
      | []three`,
    typed: "two\n",
    after: `
      | one
      | two
      | three`,
  },
  {
    title: "indenting lines of a hunk leaves them Claude's",
    before: `
      | if
      + []2a
      + 2b
      | three`,
    typed: "    ",
    after: `
      | if
      +     2a
      + 2b
      | three`,
  },
  {
    title: "so does breaking one of them in two",
    before: `
      | if
      + 2a,[]2b
      | three`,
    typed: "\n",
    after: `
      | if
      + 2a,
      + 2b
      | three`,
  },
  {
    title: "white space next to a hunk is the person's",
    before: `
      - one
      + 1
      | []two`,
    typed: "  ",
    after: `
      - one
      + 1
      |   two`,
  },
  {
    title: "a line break at the very end of the document is the person's",
    before: `
      | one
      + 2[]`,
    typed: "\n",
    after: `
      | one
      + 2
      |`,
  },
  {
    title: "line ends of every kind count",
    before: `
      | one[]
      + 2`,
    typed: "\r\na\rb\nc",
    after: `
      | one
      | a
      | b
      | c
      + 2`,
  },
];

const byFormatter: readonly Case[] = [
  {
    title: "a change elsewhere moves a hunk",
    before: `
      | [one]
      | two
      + 3`,
    typed: "1,\n1",
    after: `
      | 1,
      | 1
      | two
      + 3`,
  },
  {
    title: "a change of lines that came leaves them Claude's",
    before: `
      | one
      - two
      + [a,b]
      | three`,
    typed: "a,\nb,",
    after: `
      | one
      - two
      + a,
      + b,
      | three`,
  },
  {
    title: "other lines that change with them went, and came",
    before: `
      | one
      + if {
      | [two
      | three]
      + }
      | four`,
    typed: "  two\n  three",
    after: `
      | one
      - two
      - three
      + if {
      +   two
      +   three
      + }
      | four`,
  },
  {
    title: "lines above and below keep their places among those that went",
    before: `
      | [one
      - two
      + 2
      | three
      - four
      + 4
      | five]
      | six`,
    typed: "1\n2\n3\n4\n5",
    after: `
      - one
      - two
      - three
      - four
      - five
      + 1
      + 2
      + 3
      + 4
      + 5
      | six`,
  },
  {
    title: "a line that comes right below a hunk belongs to it",
    before: `
      - one
      + 1[]
      | two`,
    typed: "\n",
    after: `
      - one
      + 1
      +
      | two`,
  },
  {
    title: "a line that goes right below a hunk belongs to it",
    before: `
      - one
      + 1
      | [two
      | ]three`,
    typed: "",
    after: `
      - one
      - two
      + 1
      | three`,
  },
  {
    title: "a change that is what was there before ends the hunk",
    before: `
      | one
      - two
      + 2[  ]
      | three`,
    typed: "",
    after: `
      | one
      - two
      + 2
      | three`,
  },
];

describe("hunks", () => {
  for (const [by, cases] of [
    ["person", byPerson],
    ["formatter", byFormatter],
  ] as const) {
    describe(`when a ${by} changes the document`, () => {
      for (const { title, before, typed, after } of cases) {
        it(title, () => assert.equal(pictureOf(follow(before, typed, by)), picture(after)));
      }
    });
  }

  it("keep their ids, and a second piece gets a new one", () => {
    const { hunks } = follow(
      `
      - one
      + 1a
      + 1[]b
      + 1c
      | two
      - three
      + 3`,
      "mine",
      "person",
    );
    assert.deepEqual(
      hunks.map(({ id, removed }) => [id, removed]),
      [
        [1, ["one"]],
        [3, []],
        [2, ["three"]],
      ],
    );
  });

  it("take the smaller id where two become one", () => {
    const { hunks } = follow(
      `
      | zero
      + 1[
      | two]
      + 3`,
      "",
      "person",
    );
    assert.deepEqual(hunks, [{ id: 1, line: 1, added: 2, removed: [] }]);
  });
});

function follow(drawn: string, typed: string, by: Author): Review {
  const { before, change } = changed(drawn, typed);
  return {
    lines: applyTextChange(before.lines, change),
    hunks: shiftHunks(before.hunks, before.lines, lineEditOf(before.lines, change), by),
  };
}

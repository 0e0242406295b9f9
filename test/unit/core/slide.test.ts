import assert from "node:assert/strict";

import type { Difference } from "../../../src/core/difference";
import { slid } from "../../../src/core/slide";

type Range = readonly [start: number, end: number];

const difference = ([before, after]: readonly [Range, Range]): Difference => ({
  before: { start: before[0], end: before[1] },
  after: { start: after[0], end: after[1] },
});

describe("a difference that has a choice of places", () => {
  interface Case {
    readonly title: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
    readonly given: readonly (readonly [Range, Range])[];
    readonly found: readonly (readonly [Range, Range])[];
  }

  /** Lines that came at one place of many, and where they are to be seen; `at` is where they are found. */
  const came = (title: string, after: readonly string[], at: number, length: number, to: number): Case => ({
    title,
    before: (after as string[]).toSpliced(at, length),
    after,
    given: [
      [
        [at, at],
        [at, at + length],
      ],
    ],
    found: [
      [
        [to, to],
        [to, to + length],
      ],
    ],
  });

  const cases: readonly Case[] = [
    {
      title: "is one with the difference above",
      before: ["a", "}", "}"],
      after: ["b", "}", "}", "}"],
      given: [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [3, 3],
          [3, 4],
        ],
      ],
      found: [
        [
          [0, 1],
          [0, 2],
        ],
      ],
    },
    {
      title: "is one with the difference below",
      before: ["}", "}", "a"],
      after: ["}", "}", "}", "b"],
      given: [
        [
          [0, 0],
          [0, 1],
        ],
        [
          [2, 3],
          [3, 4],
        ],
      ],
      found: [
        [
          [2, 3],
          [2, 4],
        ],
      ],
    },
    {
      title: "is one with the difference below where it could be either",
      before: ["x", "}", "}", "y"],
      after: ["X", "}", "}", "}", "Y"],
      given: [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [2, 2],
          [2, 3],
        ],
        [
          [3, 4],
          [4, 5],
        ],
      ],
      found: [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [3, 4],
          [3, 5],
        ],
      ],
    },
    {
      title: "stays apart from what it cannot reach",
      before: ["a", "b", "c"],
      after: ["A", "b", "new", "c"],
      given: [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [2, 2],
          [2, 3],
        ],
      ],
      found: [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [2, 2],
          [2, 3],
        ],
      ],
    },
    {
      title: "has none with lines on both sides",
      before: ["a", "a", "b", "a"],
      after: ["a", "a", "c", "a", "a"],
      given: [
        [
          [1, 3],
          [1, 4],
        ],
      ],
      found: [
        [
          [1, 3],
          [1, 4],
        ],
      ],
    },
    came(
      "begins where it is less deep, a tab being four columns",
      ["\tu", "   v", "\tu", "   v", "\tu"],
      0,
      2,
      3,
    ),
    came("begins further left, rather than behind a gap", ["s", " g", "h", "", " g", "h", "t"], 1, 3, 2),
    came(
      "goes by what follows an empty line",
      ["s", "        g", "  h", "", "        g", "  h", "t"],
      1,
      3,
      2,
    ),
    came(
      "takes white space for an empty line",
      ["s", "        g", "  h", " ", "        g", "  h", "t"],
      3,
      3,
      2,
    ),
    came("begins behind a gap that is white space", ["s", "x", "y", "  ", "x", "y", "t"], 2, 3, 1),
    came(
      "begins with the text behind several empty lines",
      ["s", "x", "", "", "", "x", "", "", " t"],
      4,
      4,
      1,
    ),
    came("begins at the beginning, however deep that is", ["  a", "      b", "  a", "      b", "c"], 2, 2, 0),
    came("ends at the end", [" u", " v", " u", " v", " u"], 1, 2, 3),
    came("is where it was found when it fits nowhere else", ["a", "new", "b"], 1, 1, 1),
  ];

  const turned = (pairs: Case["given"]): Case["given"] => pairs.map(([before, after]) => [after, before]);

  for (const { title, before, after, given, found } of cases) {
    it(`${title}, when it came`, () => {
      assert.deepEqual(slid(before, after, given.map(difference)), found.map(difference));
    });
    it(`${title}, when it went`, () => {
      assert.deepEqual(slid(after, before, turned(given).map(difference)), turned(found).map(difference));
    });
  }
});

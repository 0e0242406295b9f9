import assert from "node:assert/strict";

import { longestColoured } from "../../../src/core/colours/codeStyle";
import { longestMessageText, mostThumbnails } from "../../../src/core/protocol";
import { readFromView } from "../../../src/core/readFromView";

const bytes = new Uint8Array(3);
const hash = "0123456789abcdef".repeat(4);
const limits = { longEdge: 1568, tokens: 1600, bytes: 5_000_000 };
const made = { bytes, thumbnail: bytes };
const tooLongId = "x".repeat(101);
const tooLongName = "x".repeat(1_001);

/** A message as an honest page sends it, and what may stand in its fields instead, one at a time. */
const spoiled: readonly (readonly [
  Readonly<Record<string, unknown>>,
  Readonly<Record<string, readonly unknown[]>>,
])[] = [
  [{ type: "copy", text: "x" }, { text: [undefined, 1, "x".repeat(longestMessageText + 1)] }],
  [
    { type: "code", action: "apply", text: "x", language: "ts", fileName: "a.ts", answerId: "a" },
    {
      action: [undefined, "run"],
      text: [undefined, 1, "x".repeat(longestMessageText + 1)],
      language: [undefined, tooLongName],
      fileName: [1, tooLongName],
      answerId: [undefined, tooLongId],
    },
  ],
  [{ type: "forgetCode", blocks: [1, 2] }, { blocks: [undefined, 1, ["1"], [-1]] }],
  [
    { type: "colourCode", block: 1, text: "x", language: "ts", fileName: "" },
    {
      block: [undefined, -1, 0.5, "1"],
      text: [undefined, 1, "x".repeat(longestColoured + 1)],
      language: [undefined, tooLongName],
      fileName: [1, tooLongName],
    },
  ],
  [{ type: "theme", id: "Dark+" }, { id: [undefined, 1, "", "x".repeat(201)] }],
  [
    { type: "attachImage", conversationId: "c", name: "a.png", made },
    {
      conversationId: [undefined, tooLongId],
      name: [undefined, tooLongName],
      made: [
        undefined,
        "AAAA",
        { thumbnail: bytes },
        { bytes },
        { bytes: [1, 2, 3], thumbnail: bytes },
        { ...made, isFirstFrame: false },
        { ...made, fitted: true },
        { ...made, fitted: { limits } },
        { ...made, fitted: { bytes } },
        { ...made, fitted: { bytes, limits: { ...limits, longEdge: 0 } } },
        { ...made, fitted: { bytes, limits: { ...limits, tokens: -1 } } },
        { ...made, fitted: { bytes, limits: { ...limits, bytes: 0.5 } } },
      ],
    },
  ],
  [
    {
      type: "attachImage",
      conversationId: "c",
      name: "",
      made: { ...made, isFirstFrame: true, fitted: { bytes, limits } },
    },
    {},
  ],
  [
    { type: "imageMade", job: 1, made },
    { job: [undefined, -1, "1"], made: [undefined, {}] },
  ],
  [
    { type: "imageFitted", job: 0, bytes },
    { job: [1.5], bytes: [undefined, [1]] },
  ],
  [
    { type: "imageNotMade", job: 2, problem: { reason: "unsupported", format: "TIFF" } },
    {
      job: [Number.NaN],
      problem: [
        undefined,
        "cut",
        {},
        { reason: "bored" },
        { reason: "cut", format: 1 },
        { reason: "cut", format: "x".repeat(21) },
      ],
    },
  ],
  [{ type: "imageNotMade", job: 2, problem: { reason: "cut" } }, {}],
  [
    { type: "loadThumbnails", hashes: [hash] },
    {
      hashes: [
        undefined,
        hash,
        [hash.toUpperCase()],
        [`${hash}0`],
        ["../../settings.json"],
        [hash, 1],
        Array.from({ length: mostThumbnails + 1 }, () => hash),
      ],
    },
  ],
  ...["edit", "showBranch", "deleteTurn", "copyTurn"].map(
    (type) => [{ type, turnId: "t" }, { turnId: [undefined, 1, tooLongId] }] as const,
  ),
  [
    { type: "retry", turnId: "t", withOtherModel: true },
    { turnId: [undefined, tooLongId], withOtherModel: [undefined, 1] },
  ],
  ...["removeSent", "replaceSent"].map(
    (type) =>
      [
        { type, turnId: "t", id: "i" },
        { turnId: [undefined], id: [undefined, 1, tooLongId] },
      ] as const,
  ),
];

describe("what the page says of images, code and turns", () => {
  for (const [message, others] of spoiled) {
    const read = (said: unknown): unknown => readFromView({ token: "t", message: said }, "t");

    it(`is understood: ${String(message["type"])} with ${Object.keys(message).slice(1).join(", ")}`, () => {
      assert.deepEqual(read({ ...message, more: "that nobody asked for" }), message);
    });

    for (const [field, values] of Object.entries(others)) {
      it(`is refused: ${String(message["type"])} with another ${field}`, () => {
        for (const value of values) {
          assert.equal(read({ ...message, [field]: value }), undefined, String(value));
        }
      });
    }
  }
});

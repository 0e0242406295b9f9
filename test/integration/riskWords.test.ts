import assert from "node:assert/strict";

import type { EditRisk } from "../../src/core/editRisk";
import { riskSentence } from "../../src/host/edit/riskWords";

function hidden(...characters: readonly (readonly [line: number, code: number])[]): EditRisk {
  return { kind: "hidden", characters: characters.map(([line, code]) => ({ line, code })) };
}

describe("what a person is told of a risk", () => {
  const table: readonly (readonly [EditRisk, string])[] = [
    [hidden([0, 0x202e]), "Line 1 has an invisible character: U+202E."],
    [hidden([4, 0x7]), "Line 5 has an invisible character: U+0007."],
    [
      hidden([0, 0x202e], [2, 0xe0041], [2, 0x202e]),
      "3 invisible characters: U+202E, U+E0041 (line or lines 1, 3).",
    ],
    [
      hidden(...Array.from({ length: 9 }, (_, index) => [index, 0x2060 + index] as const)),
      "9 invisible characters: U+2060, U+2061, U+2062, U+2063, U+2064, … (line or lines 1, 2, 3, 4, 5, …).",
    ],
    [
      { kind: "runsCode", fileName: ".vscode/tasks.json" },
      "VS Code or other tools may run what .vscode/tasks.json says, without asking.",
    ],
    [
      { kind: "runsCode", fileName: "[a\u202E](command:b)\n.npmrc" },
      "VS Code or other tools may run what [a\\u{202e}] (command:b) .npmrc says, without asking.",
    ],
    [{ kind: "deletes", removed: 17, of: 20 }, "17 of 20 lines are deleted."],
    [
      { kind: "elides", line: 2, text: "// ... existing code ..." },
      "Line 3 seems to leave code out: // ... existing code ...",
    ],
    [
      { kind: "elides", line: 0, text: `// ... ${"x".repeat(100)}` },
      `Line 1 seems to leave code out: // ... ${"x".repeat(73)}…`,
    ],
    [
      { kind: "encoding", encoding: "iso88591", line: 0, character: "€" },
      "Line 1 has € (U+20AC), which the encoding of this file (iso88591) cannot hold. Saving would lose it.",
    ],
    [
      { kind: "encoding", encoding: "ascii", line: 0, character: "\u202E" },
      "Line 1 has U+202E, which the encoding of this file (ascii) cannot hold. Saving would lose it.",
    ],
    [
      { kind: "encoding", encoding: "utf8", line: 0, character: "\uD83D" },
      "Line 1 has U+D83D, which the encoding of this file (utf8) cannot hold. Saving would lose it.",
    ],
  ];
  for (const [risk, sentence] of table) {
    it(`is ${JSON.stringify(sentence)}`, () => assert.equal(riskSentence(risk), sentence));
  }
});

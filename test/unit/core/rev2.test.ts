import assert from "node:assert/strict";
import { followed, proposing, undoing, type EditState } from "../../../src/core/editState";
import { applyLineEdits } from "../../../src/core/lineEdits";
import { replacementOf } from "../../../src/core/replacement";
import { withoutRepeatedContext } from "../../../src/core/repeatedContext";
import { editRisks } from "../../../src/core/editRisks";
import { partialReplacement } from "../../../src/core/partialReplacement";
const style = { languageId: "typescript", insertSpaces: true, tabSize: 2 };
describe("REV2 unit", () => {
  it("range/hunk consistency under random person edits near the edges; undo all restores", () => {
    let seed = 7;
    const rnd = (n: number) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return seed % n;
    };
    const bad: string[] = [];
    for (let i = 0; i < 200000; i++) {
      const lines = Array.from({ length: 6 }, (_, k) => `l${k}`);
      const s = rnd(5),
        e = s + rnd(3);
      const prop = Array.from({ length: rnd(4) }, (_, k) => (rnd(2) ? `p${k}` : (lines[s + k] ?? "q")));
      let { lines: now, states } = proposing(lines, [
        { range: { start: s, end: Math.min(e, 6) }, hunks: [], lines: prop },
      ]);
      let state: EditState = states[0]!;
      for (let k = 0; k < 3; k++) {
        const a = rnd(now.length + 1),
          b = Math.min(now.length, a + rnd(3));
        const edit = { start: a, end: b, lines: Array.from({ length: rnd(3) }, (_, m) => `u${i}${k}${m}`) };
        state = followed(state, now, edit, "person");
        now = applyLineEdits(now, [edit]);
        for (const h of state.hunks)
          if (h.line < state.range.start || h.line + h.added > state.range.end) {
            bad.push(JSON.stringify({ lines, s, e, prop, edit, state }));
          }
      }
      if (bad.length > 2) break;
    }
    assert.deepEqual(bad.slice(0, 2), []);
  });
  it("unclosed fence that ended with end_turn", () => {
    console.log(JSON.stringify(replacementOf("```ts\nfoo();\nbar(", ["foo();", "bar();", "baz();"], style)));
  });
  it("asked to duplicate a comment above: not taken away", () => {
    console.log(
      "ctx",
      JSON.stringify(
        withoutRepeatedContext(["  x: 1,", "  y: 2,"], ["  y: 2,"], {
          above: ["{", "  x: 1,"],
          below: ["}"],
        }),
      ),
    );
  });
  it("risks", () => {
    console.log(
      "risk",
      JSON.stringify(
        editRisks({ proposal: ['"build": "x",'], original: [""], path: "/a/.vscode/../tasks.json" }),
      ),
      JSON.stringify(
        editRisks({ proposal: ["#!/bin/sh", "rm"], original: [""], path: "/a/.git/hooks/pre-commit" }),
      ),
      JSON.stringify(editRisks({ proposal: ["x"], original: [""], path: "/a/Makefile" })),
    );
  });
  it("partial", () => {
    console.log(
      "partial",
      JSON.stringify(partialReplacement(["a", "b", "c", "d", "e"], ["A", "x", "y"])),
      JSON.stringify(partialReplacement(["a", "b", "c", "d"], ["a", "a1", "a2"])),
      JSON.stringify(
        partialReplacement(
          ["if (x) {", "  a();", "}", "if (y) {", "  b();", "}"],
          ["if (x) {", "  a();", "}"],
        ),
      ),
    );
  });
});

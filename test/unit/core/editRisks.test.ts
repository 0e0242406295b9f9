import assert from "node:assert/strict";

import fc from "fast-check";

import { needsConsent } from "../../../src/core/editRisk";
import { editRisks } from "../../../src/core/editRisks";

function numbered(count: number, text = "line"): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${text} ${index}`);
}

function deletes(proposal: readonly string[], original: readonly string[]): string {
  const risk = editRisks({ proposal, original, path: "a.ts" }).find(({ kind }) => kind === "deletes");
  return risk?.kind === "deletes" ? `${risk.removed} of ${risk.of}` : "no";
}

describe("the risks of a proposal", () => {
  it("are none when it is what stands there, whatever that is and wherever", () => {
    const line = fc.oneof(
      fc.string({ unit: fc.nat({ max: 0x10_ffff }).map((code) => String.fromCodePoint(code)) }),
      fc.constantFrom(
        "// ... existing code ...",
        "\u202E",
        "\u{E0041}",
        '"$schema": "https://a"',
        "\uD800",
        "€",
        "",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.constantFrom(".vscode/tasks.json", "package.json", "a.ts", ".git/config", "a.md"),
        fc.constantFrom("ascii", "iso88591", "windows1252", "utf8", undefined),
        (lines, path, encoding) => {
          const where = { path, ...(encoding === undefined ? {} : { encoding }) };
          assert.deepEqual(editRisks({ proposal: [...lines], original: lines, ...where }), []);
          // With a blank line more it is compared piece by piece, and only the path can be a risk.
          const kinds = editRisks({ proposal: [...lines, ""], original: lines, ...where }).map(
            ({ kind }) => kind,
          );
          assert.deepEqual(kinds, /^\.(?:vscode|git)/.test(path) ? ["runsCode"] : []);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("are at most one of each kind, those that need consent first", () => {
    const risks = editRisks({
      proposal: ["// ... existing code ...", "a\u202E", "é\u4E00"],
      original: numbered(20),
      path: ".vscode/tasks.json",
      encoding: "iso88591",
    });
    assert.deepEqual(risks, [
      { kind: "hidden", characters: [{ line: 1, code: 0x202e }] },
      { kind: "runsCode", fileName: ".vscode/tasks.json" },
      { kind: "deletes", removed: 20, of: 20 },
      { kind: "elides", line: 0, text: "// ... existing code ..." },
      { kind: "encoding", encoding: "iso88591", line: 1, character: "\u202E" },
    ]);
    assert.deepEqual(risks.map(needsConsent), [true, true, false, false, false]);
  });

  describe("of deleting much", () => {
    const original = numbered(20);

    it("are counted without blank lines and those that moved", () => {
      assert.equal(deletes([], original), "20 of 20");
      assert.equal(deletes(original.slice(0, 9), original), "11 of 20");
      assert.equal(deletes([...original.slice(0, 5), "new 1", "new 2"], original), "15 of 20");
      assert.equal(deletes(original.slice(12), [...original, "", "  ", ""]), "12 of 20");
      assert.equal(
        deletes(
          original.slice(0, 3).map((line) => `\t${line}`),
          original,
        ),
        "17 of 20",
      );
      assert.equal(
        deletes(
          ["a"],
          Array.from({ length: 12 }, () => "a"),
        ),
        "11 of 12",
      );
      assert.equal(deletes(numbered(400).slice(50), numbered(400)), "50 of 400");
      assert.equal(
        deletes([...numbered(400).slice(150), ...numbered(49, "new")], numbered(400)),
        "150 of 400",
      );
    });

    it("are none in harmless edits", () => {
      assert.equal(deletes(original.slice(0, 10), original), "no");
      assert.equal(deletes(original.toReversed(), original), "no");
      assert.equal(
        deletes(
          original.map((line) => `  ${line}`),
          original,
        ),
        "no",
      );
      assert.equal(deletes(numbered(20, "other"), original), "no");
      assert.equal(deletes(numbered(7, "other"), original), "no");
      assert.equal(deletes([], numbered(9)), "no");
      assert.equal(
        deletes(
          [],
          Array.from({ length: 500 }, () => "  "),
        ),
        "no",
      );
      assert.equal(deletes([...original, ...numbered(20, "new")], original), "no");
      assert.equal(deletes(numbered(30, "new"), []), "no");
      assert.equal(deletes(numbered(400).slice(49), numbered(400)), "no");
      assert.equal(deletes([...numbered(400).slice(150), ...numbered(110, "new")], numbered(400)), "no");
    });
  });

  describe("of an encoding", () => {
    /** An encoding, what it holds, what it does not. */
    const rows: readonly (readonly [string, string, string])[] = [
      ["ascii", "\t\n\0 ~\x7F", "é\u0080€😀中"],
      ["iso88591", "\t ~\x80\x9F\xA0éÿß", "€Œ–’Āя中😀\u0152"],
      ["windows1252", "\t ~éÿß\xA0€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", "\x81\x8D\x8F\x90\x9D\x80Āя中😀"],
      ["utf8", "é€中😀я\u0081", "\uDFFF"],
      ["utf8bom", "é€中😀я\u0081", "\uD800"],
      ["utf16le", "é€中😀я\u0081", "\uDC00"],
      ["shiftjis", "é€中😀я", "\uD83D"],
    ];
    for (const [encoding, held, lost] of rows) {
      const riskOf = (text: string, original: readonly string[] = ["a"]) =>
        editRisks({ proposal: ["b", text], original, path: "a.txt", encoding }).find(
          ({ kind }) => kind === "encoding",
        );

      it(`are told for ${encoding}`, () => {
        for (const character of held) {
          assert.equal(riskOf(character), undefined, JSON.stringify(character));
        }
        for (const character of lost) {
          assert.deepEqual(riskOf(`xé${character}`.replace(encoding === "ascii" ? "é" : "", "")), {
            kind: "encoding",
            encoding,
            line: 1,
            character,
          });
          assert.equal(riskOf(character, [`x${character}`]), undefined);
        }
      });
    }

    it("are none where nothing is known of it", () => {
      assert.deepEqual(editRisks({ proposal: ["中"], original: ["a"], path: "a.txt" }), []);
    });
  });

  it("are found in time that a person does not notice", () => {
    const original = numbered(10_000, "const value = compute(alpha, beta); // explains what it is for");
    const proposal = original.map((line, index) => (index % 3 === 0 ? `${line} changed` : line));
    const start = performance.now();
    assert.deepEqual(editRisks({ proposal, original, path: "src/a.ts", encoding: "windows1252" }), []);
    const took = performance.now() - start;
    assert.ok(took < 500, `${took} ms`);
  });
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../support/project";
import {
  gathered,
  notesOf,
  proofTable,
  readTable,
  replaced,
  unproved,
  withTable,
  type Result,
} from "../../support/proofTable";
import { threats, type Threat } from "../../support/threats";

const known = new Set(threats.map(({ row }) => row));
const applying = threats.filter(({ notApplicable }) => notApplicable === undefined);

/** The tests that prove rows, with the rows they name. */
function proving(): ReadonlyMap<string, readonly string[]> {
  const folder = join(projectRoot, "test");
  return new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(join(folder, file), "utf8")] as const)
      .filter(([, text]) => /from "[./]*support\/proof"/.test(text) && /\b(proved|eachProves)\(/.test(text))
      .map(([file, text]) => [file, [...text.matchAll(/"(T\d+)"/g)].map(([, row = ""]) => row)]),
  );
}

describe("the table of threats", () => {
  it("reads the notes of a run also when a process was ended in the middle of one", () => {
    const note = { row: "T1", tried: "it", count: 1 };
    const text = `${JSON.stringify(note)}\n\n{"row":"T2","tri${JSON.stringify(note)}\n${JSON.stringify(note)}\n{"ro`;
    assert.deepEqual(notesOf(text), [note, note]);
    assert.deepEqual(notesOf(""), []);
  });

  it("has the rows T1 to T58, each with a threat and a defence in whole sentences", () => {
    assert.deepEqual(
      threats.map(({ row }) => row),
      Array.from({ length: 58 }, (_, index) => `T${index + 1}`),
    );
    for (const { row, threat, defence } of threats) {
      assert.match(threat, /^[A-Z].*\.$/, row);
      assert.match(defence, /^[A-Z].*\.$/, row);
    }
    assert.equal(new Set(threats.map(({ threat }) => threat)).size, threats.length);
  });

  it("stands in SECURITY.md, row by row, in these words", () => {
    const document = readFileSync(join(projectRoot, "SECURITY.md"), "utf8");
    const { rows, results } = readTable(document);
    assert.deepEqual([...new Set(rows)], [...known]);
    for (const { threat, defence } of threats) {
      assert.ok(document.includes(`**${threat}** ${defence}`), threat);
    }
    for (const { row, count, day } of results) {
      assert.ok(Number.isInteger(count) && count > 0, row);
      assert.match(day, /^\d{4}-\d\d-\d\d$/, row);
    }
  });

  it("is what tests refer to when they prove something", () => {
    const files = proving();
    assert.ok(files.size > 0);
    for (const [file, rows] of files) {
      assert.ok(rows.length > 0, `${file} proves nothing that it names`);
      assert.deepEqual(
        rows.filter((row) => !known.has(row)),
        [],
        file,
      );
    }
  });
});

describe("the table of proofs", () => {
  const two: readonly Threat[] = [
    { row: "T1", threat: "Rain.", defence: "A roof." },
    { row: "T2", threat: "A | pipe.", defence: "A wall.", notApplicable: "there is none" },
  ];
  const result = (row: string, tried: string, count: number, day = "2026-01-02"): Result => ({
    row,
    tried,
    count,
    result: "held",
    day,
  });
  const place = "# Title\n\n<!-- proofs: written by `npm run prove` -->\n\n<!-- proofs end -->\n\nThe end.\n";

  it("comes back from the document as it went in, whatever is in it", () => {
    const results = [
      result("T1", "drops", 1_000_000),
      { ...result("T1", "hail | stones", 12), result: "2 of 12 | dented" },
      result("T2", "smoke", 1),
    ];
    const document = withTable(place, proofTable(two, results, "Last run."));
    assert.deepEqual(readTable(document), { rows: ["T1", "T1", "T2"], results });
    assert.equal(withTable(document, proofTable(two, results, "Last run.")), document);
    assert.ok(document.startsWith("# Title\n") && document.endsWith("\n\nThe end.\n"));
  });

  it("shows rows without a result, and why", () => {
    const table = proofTable(two, [], "Last run.");
    assert.match(table, /T1 .*not proved yet/);
    assert.match(table, /T2 .*does not apply: there is none/);
    assert.deepEqual(unproved(two, []), ["T1"]);
    assert.deepEqual(unproved(two, [result("T1", "drops", 1)]), []);
  });

  it("adds up what tests noted alike, and keeps apart what came out otherwise", () => {
    const proofs = [
      { row: "T1", tried: "drops", count: 2 },
      { row: "T1", tried: "drops", count: 3 },
      { row: "T1", tried: "drops", count: 1, result: "wet" },
    ];
    assert.deepEqual(
      gathered(proofs, "2026-01-02").map(({ count, result: came }) => [count, came]),
      [
        [5, "held"],
        [1, "wet"],
      ],
    );
  });

  it("keeps of an earlier run, with its day, what a run of some phases has not tried again", () => {
    const earlier = [result("T1", "drops", 5, "2025-01-01"), result("T1", "hail", 7, "2025-01-01")];
    assert.deepEqual(replaced(earlier, [result("T1", "drops", 6)]), [
      result("T1", "hail", 7, "2025-01-01"),
      result("T1", "drops", 6),
    ]);
  });

  it("keeps what was tried more often before", () => {
    const earlier = [result("T1", "drops", 500, "2025-01-01")];
    assert.deepEqual(replaced(earlier, [result("T1", "drops", 6)]), earlier);
  });

  it("refuses a document that has no place for it", () => {
    assert.throws(() => withTable("# Title\n", "table"), /no place/);
  });

  it("leaves a reason with every row that is not to be proved", () => {
    assert.ok(applying.length >= 56);
  });
});

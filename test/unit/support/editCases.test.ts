import assert from "node:assert/strict";

import { editCaseOf, readEditCases } from "../../support/editCases";

function file(sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections)
    .map(([name, text]) => `--- ${name}\n${text}`)
    .join("");
}

const whole = {
  about: "A case.\n",
  before: "a\n▼\nb\n▲\n",
  instruction: "c\n",
  answer: "c\n",
  after: "a\nc\n",
};

describe("a picture of an edit", () => {
  it("has what its sections say", () => {
    assert.deepEqual(editCaseOf("one", file(whole)), {
      name: "one",
      about: "A case.",
      options: { languageId: "typescript", eol: "\n", bom: false, insertSpaces: true, tabSize: 4 },
      document: "a\nb\n",
      range: { start: 1, end: 2 },
      instruction: "c",
      answer: "c",
      after: "a\nc\n",
      said: undefined,
    });
  });

  it("has the line ends, marks and white space that its options say", () => {
    const options =
      "language: go\neol: crlf\nbom: yes\nindent: 8 tabs\nfinal newline: no\nanswer eol: cr\nanswer bom: yes\ntab: →\nspace: ·\n";
    const read = editCaseOf("one", file({ ...whole, options, before: "→a·\nb\n", answer: "→c\nd\n" }));
    assert.deepEqual(read.options, {
      languageId: "go",
      eol: "\r\n",
      bom: true,
      insertSpaces: false,
      tabSize: 8,
    });
    assert.equal(read.document, "\ta \r\nb");
    assert.deepEqual(read.range, { start: 0, end: 2 });
    assert.equal(read.answer, "\uFEFF\tc\rd");
    assert.equal(read.after, "a\r\nc");
  });

  it("selects the whole document, its last line end included, when nothing is marked", () => {
    assert.deepEqual(editCaseOf("one", file({ ...whole, before: "a\nb\n" })).range, { start: 0, end: 3 });
    assert.deepEqual(editCaseOf("one", file({ ...whole, before: "" })).range, { start: 0, end: 1 });
  });

  const refused: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ["no text after", { about: "x\n", before: "a\n", instruction: "b\n", answer: "c\n" }, /either/],
    ["two outcomes", { ...whole, nothing: "" }, /either/],
    ["an unknown option", { ...whole, options: "colour: red\n" }, /no option/],
    ["an indentation without sense", { ...whole, options: "indent: much\n" }, /indent is like/],
    ["half a mark", { ...whole, before: "a\n▼\nb\n" }, /one ▼ and one ▲/],
    ["marks the wrong way round", { ...whole, before: "a\n▲\nb\n▼\n" }, /one ▼ and one ▲/],
    ["no answer", { about: "x\n", before: "a\n", instruction: "b\n", after: "c\n" }, /--- answer/],
  ];
  for (const [name, sections, why] of refused) {
    it(`is refused with ${name}`, () => {
      assert.throws(() => editCaseOf("one", file(sections)), why);
    });
  }

  it("is there in good number, each with an end that fits its beginning", () => {
    const cases = readEditCases();
    assert.ok(cases.length >= 70, String(cases.length));
    for (const { name, options, document, after } of cases) {
      assert.ok(options.eol === "\n" || !/[^\r]\n/.test(document + (after ?? "")), name);
    }
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { isFullSize, proved } from "../support/proof";
import { bytesOf, Editing, fenced, undo } from "./editing";

/** What a file in these encodings holds, its mark included. */
const encoded: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  utf8bom: (text) => Buffer.from(`\uFEFF${text}`),
  utf16le: (text) => Buffer.from(`\uFEFF${text}`, "utf16le"),
  utf16be: (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
  iso88591: (text) => Buffer.from(text, "latin1"),
  windows1252: (text) => Buffer.from(text.replaceAll("€", "\u0080"), "latin1"),
};

const lines = (indent: string): readonly string[] => [
  "class Größe {",
  `${indent}wert = "é";`,
  indent,
  `${indent}zeige() {`,
  `${indent}${indent}return this.wert;`,
  `${indent}}`,
  "}",
];

describe("the bytes of an edited file", function () {
  this.timeout(120_000);
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  for (const [encoding, bytes] of Object.entries(encoded)) {
    for (const eol of ["\n", "\r\n"]) {
      it(`stay ${encoding} with ${eol === "\n" ? "LF" : "CRLF"}, whatever ends the file and indents it`, async () => {
        for (const [name, indent] of Object.entries({ tabs: "\t", spaces: "  " })) {
          // One of the two ends for each indentation, but in the full size.
          for (const end of isFullSize ? ["", eol] : [name === "tabs" ? "" : eol]) {
            const special = encoding === "windows1252" ? "€" : "è";
            const before = lines(indent).join(eol) + end;
            const after = lines(indent)
              .with(1, `${indent}wert = "${special}";`)
              .with(4, `${indent}${indent}return 1;`);
            const original = bytes(before);
            const uri = await editing.file(`${encoding} ${name} ${end.length}.txt`, original);
            const document = await vscode.workspace.openTextDocument(uri, { encoding });
            await vscode.window.showTextDocument(document, { preview: false });
            assert.equal(document.getText(), before);

            // The answer has other line ends, and the other kind of indentation.
            const answer = after
              .map((line) =>
                line.replace(/^\s+/, (space) =>
                  (name === "tabs" ? "    " : "\t").repeat(space.length / indent.length),
                ),
              )
              .slice(1, 5)
              .join(eol === "\n" ? "\r\n" : "\n");
            const first = await editing.edit(document, { start: 1, end: 5 }, fenced(answer));
            assert.deepEqual(
              first?.hunks.map(({ line }) => line),
              [1, 4],
            );
            await editing.edits.keep(first?.id ?? "");
            await document.save();
            const kept = await bytesOf(uri);
            assert.equal(kept.toString("latin1"), bytes(after.join(eol) + end).toString("latin1"));
            await undo();
            await document.save();
            assert.ok(original.equals(await bytesOf(uri)), "Undo of the editor gives the file as it was");

            const second = await editing.edit(
              document,
              { start: 0, end: document.lineCount },
              fenced("class Ø {}\n"),
            );
            await document.save();
            assert.ok(
              bytes(`class Ø {}${end}`).equals(await bytesOf(uri)),
              "what is saved in mid-review is whole",
            );
            await editing.edits.undo(second?.id ?? "");
            await document.save();
            assert.ok(original.equals(await bytesOf(uri)), "Undo All gives the file as it was");
            proved({ row: "T48", tried: "encoding, line ends, end of file, indentation", count: 1 });
          }
        }
      });
    }
  }
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { readEditCases } from "../support/editCases";
import { isFullSize, proved, times } from "../support/proof";
import { bytesOf, Editing } from "./editing";

describe("the pictures of edits, in the editor", function () {
  this.timeout(120_000);
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
    // VS Code asks about unusual ends of lines, and takes silence in tests for a yes.
    await editing.set("editor.unusualLineTerminators", "off");
  });

  afterEach(() => editing.dispose());

  // The unit tests have every picture each time.
  const cases = readEditCases().filter((_, index) => isFullSize || index % 5 === 0);
  const partLength = Math.ceil(cases.length / times(9, 3));
  for (let part = 0; part * partLength < cases.length; part += 1) {
    const some = cases.slice(part * partLength, (part + 1) * partLength);
    it(`come true from ${some[0]?.name} to ${some.at(-1)?.name}`, async () => {
      for (const { name, options, document: before, range, answer, after } of some) {
        const uri = await editing.file(`${name}.txt`, `${options.bom ? "\uFEFF" : ""}${before}`);
        const original = await bytesOf(uri);
        const editor = await editing.show(uri);
        const document = await vscode.languages.setTextDocumentLanguage(editor.document, options.languageId);
        const shown = await vscode.window.showTextDocument(document, { preview: false });
        shown.options = { insertSpaces: options.insertSpaces, tabSize: options.tabSize };
        await editing.set("editor.insertSpaces", options.insertSpaces);
        await editing.set("editor.tabSize", options.tabSize);
        assert.equal(document.getText(), before, name);
        const { uri: address } = document;
        let edit = await editing.edit(document, range, answer);
        if (edit?.phase.type === "held") {
          editing.dialogs.answer = "Apply Anyway";
          await editing.edits.review(edit.id);
          edit = editing.edits.find(edit.id);
        }
        assert.equal(document.getText(), after ?? before, name);
        assert.equal(edit === undefined, after === undefined || after === before, `${name}: is pending`);
        assert.ok(await document.save());
        await editing.undoAll(address);
        assert.equal(document.getText(), before, `${name}: Undo All`);
        assert.ok(await document.save());
        assert.equal(
          (await bytesOf(uri)).toString("latin1"),
          original.toString("latin1"),
          `${name}: Undo All gives the file as it was`,
        );
        await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      }
      proved({
        row: "T48",
        tried: "edits in documents of VS Code, undone and saved",
        count: some.length,
        result: "the bytes from before",
      });
    });
  }
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { Editing, fenced } from "./editing";

describe("the risks of an inline edit", () => {
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  const kinds = () => editing.edits.all[0]?.risks.map(({ kind }) => kind);

  it("keep a proposal for a file that runs programs out of it, until the person agrees in a dialog", async () => {
    const original = '{\n  "version": "2.0.0",\n  "tasks": []\n}\n';
    const folder = vscode.Uri.file(await editing.folder());
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, ".vscode"));
    for (const name of [".vscode/tasks.json", ".vscode/settings.json", "x.code-workspace"]) {
      const uri = await editing.file(name, original);
      const { document } = await editing.show(uri);
      const seen: string[] = [];
      const watching = vscode.workspace.onDidChangeTextDocument((event) =>
        seen.push(event.document.getText()),
      );
      const edit = await editing.edit(
        document,
        { start: 2, end: 3 },
        fenced('  "tasks": [{ "runOn": "folderOpen" }]'),
      );
      assert.equal(edit?.phase.type, "held", name);
      assert.deepEqual(kinds(), ["runsCode"]);
      editing.dialogs.answer = "Show Diff";
      await editing.edits.keep(edit?.id ?? "");
      editing.dialogs.answer = undefined;
      await editing.edits.review(edit?.id ?? "");
      assert.equal(document.getText(), original);
      assert.ok(!seen.some((text) => text.includes("folderOpen")), "it was in no document before");
      const asked = editing.dialogs.shown.at(-1);
      assert.ok(asked?.isModal);
      // Enter presses the first button.
      assert.notEqual(asked.buttons[0], "Put It into the Document");
      editing.dialogs.answer = "Put It into the Document";
      await editing.edits.review(edit?.id ?? "");
      assert.ok(document.getText().includes("folderOpen"));
      await editing.edits.undo(edit?.id ?? "");
      assert.equal(document.getText(), original);
      editing.dialogs.answer = undefined;
      watching.dispose();
    }
  });

  it("keep characters out that turn the direction of writing, in a follow-up too", async () => {
    const { document } = await editing.show({ content: "one\ntwo\nthree\n" });
    const edit = await editing.edit(document, { start: 1, end: 2 }, fenced("TWO"));
    await editing.answers(fenced("TW\u202EO"));
    await editing.edits.followUp(edit?.id ?? "", "More.");
    assert.equal(document.getText(), "one\nTWO\nthree\n");
    assert.equal(editing.edits.all[0]?.phase.type, "held");
    assert.deepEqual(kinds(), ["hidden"]);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(
      editing.edits.all[0]?.phase.type,
      "reviewing",
      "what was there before is still to be decided",
    );
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(document.getText(), "one\ntwo\nthree\n");
  });

  it("are told of a proposal that deletes much, leaves code out, or cannot be saved", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `call${index}();`).join("\n");
    const { document } = await editing.show({ content: many, language: "javascript" });
    await editing.edit(document, { start: 0, end: 30 }, fenced("call0();\ncall1();"));
    assert.deepEqual(kinds(), ["deletes"]);
    await editing.undoAll(document.uri);
    const elided = `call("new");\n// ... rest of the code unchanged\n${many.split("\n").slice(5).join("\n")}`;
    await editing.edit(document, { start: 0, end: 30 }, fenced(elided));
    assert.deepEqual(kinds(), ["elides"]);
    await editing.undoAll(document.uri);

    const uri = await editing.file("latin.txt", Buffer.from("caf\xe9\n", "latin1"));
    const latin = await vscode.workspace.openTextDocument(uri, { encoding: "iso88591" });
    await vscode.window.showTextDocument(latin);
    await editing.edit(latin, { start: 0, end: 1 }, fenced("café ☕"));
    assert.deepEqual(
      editing.edits.of(uri)[0]?.risks.map(({ kind }) => kind),
      ["encoding"],
    );
  });
});

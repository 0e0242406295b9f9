import assert from "node:assert/strict";
import { mkdir, rm } from "node:fs/promises";
import * as vscode from "vscode";

import { bytesOf, Editing, fenced, hunksOf, type } from "./editing";
import { until } from "./host";

const original = "one();\ntwo();\nthree();\nfour();\nfive();\n";

/** Puts semicolons, and as much space at the beginnings of lines as braces say; `[` at an end takes the next line in. */
function formatted(text: string): string {
  let depth = 0;
  return text
    .replaceAll("[\n", "[")
    .split("\n")
    .map((line) => {
      const code = line.trim();
      depth -= code.startsWith("}") ? 1 : 0;
      const indented = code === "" ? "" : "  ".repeat(depth) + code + (/[\w)]$/.test(code) ? ";" : "");
      depth += code.endsWith("{") ? 1 : 0;
      return indented;
    })
    .join("\n");
}

describe("an inline edit that is saved before it is decided", () => {
  let editing: Editing;
  let editor: vscode.TextEditor;
  let uri: vscode.Uri;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  async function open(content = original): Promise<void> {
    uri = await editing.file("saved.txt", content);
    editor = await editing.show(uri);
  }

  /** Formats `saved.txt` whenever it is saved, by edits that this makes. */
  async function formatOnSave(
    edits: (document: vscode.TextDocument) => readonly vscode.TextEdit[],
  ): Promise<void> {
    editing.disposables.push(
      vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: "**/saved.txt" },
        { provideDocumentFormattingEdits: (document) => [...edits(document)] },
      ),
    );
    await editing.set("editor.formatOnSave", true);
  }

  const text = () => editor.document.getText();
  const shown = () => hunksOf(editing.edits.of(uri)[0]);
  const wholeText = (document: vscode.TextDocument): vscode.Range =>
    document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));

  const answer = fenced("one();\nif (two) {\ntwo()\n}\nthree();\nfour(1)\nfive();");
  const propose = () => editing.edit(editor.document, { start: 0, end: 5 }, answer);
  const tidy = "one();\nif (two) {\n  two();\n}\nthree();\nfour(1);\nfive();\n";

  for (const [way, edits] of Object.entries({
    "the whole text": (document: vscode.TextDocument) => [
      vscode.TextEdit.replace(wholeText(document), formatted(document.getText())),
    ],
    "a few characters": (document: vscode.TextDocument) => [
      vscode.TextEdit.insert(new vscode.Position(2, 0), "  "),
      vscode.TextEdit.insert(new vscode.Position(2, 5), ";"),
      ...(document.lineAt(5).text.endsWith(";")
        ? []
        : [vscode.TextEdit.insert(document.lineAt(5).range.end, ";")]),
    ],
  })) {
    it(`stays Claude's where a formatter changes ${way}`, async () => {
      await open();
      await formatOnSave(edits);
      const edit = await propose();
      await editor.document.save();
      assert.equal(text(), tidy);
      assert.equal((await bytesOf(uri)).toString(), tidy);
      assert.deepEqual(shown(), [
        { line: 1, added: 3, removed: ["two();"] },
        { line: 5, added: 1, removed: ["four();"] },
      ]);
      await editing.edits.undo(edit?.id ?? "");
      assert.equal(text(), original);
    });
  }

  it("gives the original with what a formatter did outside of it", async () => {
    await open("one()\ntwo();\nthree();\n   four()\nfive();");
    await formatOnSave((document) => [
      vscode.TextEdit.replace(wholeText(document), formatted(document.getText())),
    ]);
    await editing.set("files.insertFinalNewline", true);
    const edit = await editing.edit(editor.document, { start: 1, end: 2 }, fenced("call([\n2])\nmore(  )  "));
    await editor.document.save();
    assert.equal(text(), "one();\ncall([2]);\nmore(  );\nthree();\nfour();\nfive();\n");
    await editing.edits.undo(edit?.id ?? "");
    // The line next to it was formatted together with it.
    assert.equal(text(), "one()\ntwo();\nthree();\nfour();\nfive();\n");
  });

  it("stays Claude's where other things happen at a save", async () => {
    await open();
    await editing.set("files.trimTrailingWhitespace", true);
    await editing.set("files.trimFinalNewlines", true);
    await editing.set("editor.codeActionsOnSave", { "source.fixAll": "explicit" });
    editing.disposables.push(
      vscode.languages.registerCodeActionsProvider(
        { pattern: "**/saved.txt" },
        {
          provideCodeActions: (document) => {
            const action = new vscode.CodeAction("Sort", vscode.CodeActionKind.SourceFixAll);
            action.edit = new vscode.WorkspaceEdit();
            const sorted = document.getText().split("\n").slice(1, 4).sort();
            action.edit.replace(uri, new vscode.Range(1, 0, 4, 0), `${sorted.join("\n")}\n`);
            return [action];
          },
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.SourceFixAll] },
      ),
    );
    const edit = await editing.edit(editor.document, { start: 1, end: 2 }, fenced("z();\ny();  \nx();\n"));
    await editor.document.save();
    assert.equal(text(), "one();\nx();\ny();\nz();\nthree();\nfour();\nfive();\n");
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
  });

  it("stays Claude's where a formatter is done before the save is announced", async () => {
    await open();
    const edit = await propose();
    // As the extension sees it when VS Code formats first.
    const formatting = new vscode.WorkspaceEdit();
    formatting.set(uri, [
      vscode.TextEdit.insert(new vscode.Position(2, 0), "  "),
      vscode.TextEdit.insert(new vscode.Position(2, 5), ";"),
      vscode.TextEdit.insert(new vscode.Position(5, 7), ";"),
    ]);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await until(() => editor.selection.isEmpty && editor.selection.active.line === 0);
    await vscode.workspace.applyEdit(formatting);
    await editor.document.save();
    assert.equal(text(), tidy);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
  });

  it("keeps what a person writes right before a save, at the cursor and elsewhere", async () => {
    await open();
    const edit = await propose();
    await type(editor, 3, 0, "mine();\n");
    editor.selection = new vscode.Selection(6, 7, 6, 7);
    await until(() => editor.selection.active.line === 6);
    await vscode.commands.executeCommand("type", { text: ";" });
    await editor.document.save();
    assert.equal(text(), "one();\nif (two) {\ntwo()\nmine();\n}\nthree();\nfour(1);\nfive();\n");
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), "one();\ntwo();\nmine();\nthree();\nfour();\nfour(1);\nfive();\n");
  });

  it("keeps what a person writes after a save that failed", async () => {
    await open();
    const edit = await propose();
    await rm(uri.fsPath);
    await mkdir(uri.fsPath);
    assert.equal(await editor.document.save(), false);
    await type(editor, 3, 0, "mine();\n");
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), "one();\ntwo();\nmine();\nthree();\nfour();\nfive();\n");
  });

  it("is on the disk whole, and goes on being decided, when files are saved by themselves", async () => {
    await open();
    await editing.set("files.autoSaveDelay", 50);
    await editing.set("files.autoSave", "afterDelay");
    await editing.answers({ type: "answer", text: answer, deltaMs: 30, deltaChars: 4 });
    const disk = new Set<string>();
    const started = editing.start(editor.document, { start: 0, end: 5 });
    await editing.untilWriting(uri);
    await type(editor, 5, 0, "// more\n");
    await started;
    disk.add((await bytesOf(uri)).toString());
    await until(async () => (await bytesOf(uri)).toString() === text());
    disk.add((await bytesOf(uri)).toString());
    const whole = "one();\nif (two) {\ntwo()\n}\nthree();\nfour(1)\nfive();\n// more\n";
    assert.ok([...disk].every((one) => [original, `${original}// more\n`, whole].includes(one)));
    await type(editor, 3, 0, "mine();\n");
    await until(async () => (await bytesOf(uri)).toString() === text());
    await editing.undoAll(uri);
    await until(async () => (await bytesOf(uri)).toString() === text());
    assert.equal(text(), "one();\ntwo();\nmine();\nthree();\nfour();\nfive();\n// more\n");
  });

  it("is over, or partly, when the file is read again from the disk", async () => {
    await open();
    await editor.document.save();
    const edit = await propose();
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await until(() => text() === original);
    assert.deepEqual(editing.edits.of(uri), []);

    const again = await propose();
    await editing.edits.keep(again?.id ?? "", again?.hunks[0]?.id);
    await editing.file("saved.txt", "zero();\none();\nif (two) {\n  two()\n}\nthree();\nfour(1)\nfive();\n");
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await until(() => text().startsWith("zero"));
    assert.deepEqual(shown(), [{ line: 6, added: 1, removed: ["four();"] }]);
    await editing.undoAll(uri);
    assert.equal(text(), "zero();\none();\nif (two) {\n  two()\n}\nthree();\nfour();\nfive();\n");
    assert.notEqual(edit?.id, undefined);
  });
});

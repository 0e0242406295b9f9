import assert from "node:assert/strict";
import * as vscode from "vscode";

import { contextLabel } from "../../src/core/context";
import { contextText } from "../../src/core/contextText";
import { Attaching, add, at, openEditor, write } from "./attaching";
import { ask, endpoint } from "./host";

describe("context of folders, problems and notebooks", () => {
  const chat = new Attaching();

  it("is never of a text that Ask Claude shows itself: the current file is the one beside it", async () => {
    const offered = async (): Promise<string | undefined> =>
      (await chat.complete("")).find(({ label }) => label === "Current File")?.detail;
    const own = await vscode.workspace.openTextDocument(vscode.Uri.parse("ask-claude:/1/Request.json"));
    await vscode.window.showTextDocument(own);
    assert.equal(await offered(), undefined);
    await openEditor(await write("beside.txt", "a"));
    assert.equal(await offered(), "beside.txt");
    await vscode.window.showTextDocument(own, vscode.ViewColumn.Beside);
    assert.equal(vscode.window.activeTextEditor?.document, own);
    assert.equal(await offered(), "beside.txt");
  });

  describe("a folder", () => {
    before(async () => {
      await write("tree/a.ts", "a");
      await write("tree/deep/b.ts", "b");
      await write("tree/node_modules/x/index.js", "x");
      await write("tree/hidden.log", "h");
    });

    it("is attached as a listing, with the files that the person chooses", async () => {
      const files = vscode.workspace.getConfiguration("files");
      await files.update("exclude", { "**/*.log": true }, vscode.ConfigurationTarget.Global);
      try {
        chat.dialogs.picks = ["deep/b.ts"];
        await add(at("tree"));
        const [listing, file] = chat.chips;
        assert.equal(listing?.text, "deep/\n  b.ts\na.ts");
        assert.match(contextText(listing), /^Files in folder `tree`:\n/);
        assert.deepEqual([file?.kind, file?.fileName, file?.text], ["file", "tree/deep/b.ts", "b"]);
      } finally {
        await files.update("exclude", undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it("is shown in the explorer by its chip", async () => {
      await add(at("tree"));
      await chat.fromPage({ type: "openAttachment", id: chat.only.id });
      assert.equal(chat.dialogs.said, "");
    });
  });

  describe("problems", () => {
    let collection: vscode.DiagnosticCollection;
    beforeEach(() => {
      collection = vscode.languages.createDiagnosticCollection("test");
    });
    afterEach(() => collection.dispose());

    const problem = (line: number, message: string, severity: vscode.DiagnosticSeverity) =>
      new vscode.Diagnostic(new vscode.Range(line, 0, line, 3), message, severity);

    it("of a file are attached by completion, worst first, and as they are when sent", async () => {
      const editor = await openEditor(await write("faulty.txt", "one\ntwo\nthree\n"));
      collection.set(editor.document.uri, [
        problem(0, "Might be wrong.", vscode.DiagnosticSeverity.Warning),
        problem(2, "Is wrong.", vscode.DiagnosticSeverity.Error),
      ]);
      await chat.choose("", "Problems");
      assert.equal(
        chat.only.text,
        "Error in line 3, column 1: Is wrong.\nWarning in line 1, column 1: Might be wrong.",
      );
      collection.set(editor.document.uri, [
        problem(1, "Only this is left.", vscode.DiagnosticSeverity.Error),
      ]);
      await ask(chat.api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /Problems in `faulty\.txt`/);
      assert.match(String(request?.body), /Only this is left\./);
      assert.doesNotMatch(String(request?.body), /Might be wrong\./);
    });

    it("are added one by one beside their quick fixes, with their lines", async () => {
      const { document } = await openEditor(await write("fixme.txt", "one\ntwo\nthree\n"));
      collection.set(document.uri, [problem(1, "Is wrong.", vscode.DiagnosticSeverity.Error)]);
      const actions: readonly vscode.CodeAction[] = await vscode.commands.executeCommand(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(1, 0, 1, 3),
        vscode.CodeActionKind.QuickFix.value,
      );
      const action = actions.find(({ title }) => title === "Add Problem to Ask Claude");
      assert.ok(action?.command);
      assert.equal(action.command.arguments?.length ?? 0, 0);
      await vscode.commands.executeCommand(action.command.command);
      assert.deepEqual(
        [chat.only.kind, chat.labels[0], chat.only.text],
        ["problems", "fixme.txt:2", "Error in line 2, column 1: Is wrong.\n\ntwo"],
      );
    });

    it("of several files are attached one chip each", async () => {
      await write("p1.txt", "1");
      await write("p2.txt", "2");
      collection.set(at("p1.txt"), [problem(0, "First.", vscode.DiagnosticSeverity.Error)]);
      collection.set(at("p2.txt"), [problem(0, "Second.", vscode.DiagnosticSeverity.Error)]);
      await chat.choose("", "All Problems");
      assert.deepEqual(
        chat.chips.map(({ kind, fileName }) => [kind, fileName]),
        [
          ["problems", "p1.txt"],
          ["problems", "p2.txt"],
        ],
      );
    });
  });

  describe("a notebook", () => {
    let notebook: vscode.NotebookDocument;

    beforeEach(async () => {
      const cells = [
        { cell_type: "markdown", metadata: {}, source: ["# Sums"] },
        {
          cell_type: "code",
          metadata: {},
          execution_count: 1,
          source: ["print(1 + 1)"],
          outputs: [{ output_type: "stream", name: "stdout", text: ["2\n"] }],
        },
      ];
      const json = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
      const uri = await write("sums.ipynb", json);
      notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    });

    it("is attached cell by cell", async () => {
      await vscode.commands.executeCommand("askClaude.addCell", notebook.cellAt(1));
      const { kind, fileName, text } = chat.only;
      assert.deepEqual([kind, fileName, text], ["cell", "sums.ipynb", "print(1 + 1)"]);
      assert.equal(contextLabel(chat.only), "sums.ipynb#2");
      assert.match(contextText(chat.only), /^cell 2 of notebook `sums\.ipynb` \(python\):\n/);
    });

    it("is attached with what a cell printed only when that is asked for", async () => {
      await vscode.commands.executeCommand("askClaude.addCellWithOutputs", notebook.cellAt(1));
      assert.equal(chat.only.text, "print(1 + 1)\n\n--- output ---\n2");
      assert.match(contextText(chat.only), /, with its outputs:\n/);
    });

    it("is attached as a whole, without outputs, also with a cell that is not saved", async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(notebook.cellAt(0).document.uri, new vscode.Range(0, 0, 0, 6), "# Not saved");
      await vscode.workspace.applyEdit(edit);
      await add(notebook.uri);
      assert.equal(chat.only.text, "# %% [1] markdown\n# Not saved\n\n# %% [2] python\nprint(1 + 1)");
    });

    it("offers its current cell in the completion", async () => {
      await chat.choose("", "Current Cell with Outputs");
      assert.equal(contextLabel(chat.only), "sums.ipynb#2");
      await chat.fromPage({ type: "openAttachment", id: chat.only.id });
      assert.equal(chat.dialogs.said, "");
      assert.equal(vscode.window.activeNotebookEditor?.notebook, notebook);
    });
  });
});

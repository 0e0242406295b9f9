import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";

import { EditPlaces } from "../../src/host/edit/editPlaces";
import type { StoredDocument } from "../../src/host/edit/editStore";
import { storedOf } from "../../src/host/edit/editStore";
import { LiveEdit } from "../../src/host/edit/liveEdit";
import { Editing, fenced, hunksOf } from "./editing";
import { until } from "./host";

const original = "one\ntwo\nthree\n";

describe("a pending edit whose document goes elsewhere", () => {
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  /** A document that is to be saved here, and is nowhere yet. */
  async function untitled(name: string): Promise<vscode.TextEditor> {
    const path = join(await editing.folder(), name);
    const editor = await editing.show(vscode.Uri.file(path).with({ scheme: "untitled" }));
    assert.ok(await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), original)));
    return editor;
  }

  it("goes along when an untitled document is saved, and formatted for that", async () => {
    editing.disposables.push(
      vscode.languages.registerDocumentFormattingEditProvider(
        { scheme: "file", pattern: "**/new.txt" },
        {
          provideDocumentFormattingEdits: () => [vscode.TextEdit.insert(new vscode.Position(1, 3), ";")],
        },
      ),
    );
    await editing.set("editor.formatOnSave", true);
    const { document } = await untitled("new.txt");
    const edit = await editing.edit(document, { start: 1, end: 2 }, fenced("TWO"));
    const uri = document.uri.with({ scheme: "file" });
    assert.ok(await document.save());
    await until(() => document.isClosed);
    const saved = await vscode.workspace.openTextDocument(uri);
    assert.equal(saved.getText(), "one\nTWO;\nthree\n");
    assert.deepEqual(
      editing.edits.all.map(({ id, uri: at }) => [id, at.toString()]),
      [[edit?.id, uri.toString()]],
    );
    assert.deepEqual(hunksOf(editing.edits.of(uri)[0]), [{ line: 1, added: 1, removed: ["two"] }]);
    await editing.undoAll(uri);
    assert.equal(saved.getText(), original);
  });

  it("goes along while it is being written", async () => {
    const { document } = await untitled("written.txt");
    await editing.answers({ type: "answer", text: fenced("TWO"), deltaMs: 60, deltaChars: 1 });
    const started = editing.start(document, { start: 1, end: 2 });
    await editing.untilWriting(document.uri);
    const uri = document.uri.with({ scheme: "file" });
    assert.ok(await document.save());
    await started;
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), "one\nTWO\nthree\n");
    assert.equal(editing.edits.of(uri).length, 1);
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("is over with an untitled document that is thrown away", async () => {
    const { document } = await editing.show({ content: original });
    await editing.edit(document, { start: 1, end: 2 }, fenced("TWO"));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed);
    assert.deepEqual(editing.edits.all, []);
  });

  async function notebook(): Promise<vscode.NotebookDocument> {
    const cells = [original, "alpha\nbeta\n"].map((source) => ({
      cell_type: "code",
      source: [source],
      metadata: {},
      outputs: [],
      execution_count: null,
    }));
    const json = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    return openNotebook(await editing.file("cells.ipynb", json));
  }

  /** As a person opens it: one that an extension opens stays open for minutes after its editor is closed. */
  async function openNotebook(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
    await vscode.commands.executeCommand("vscode.openWith", uri, "jupyter-notebook");
    const find = (): vscode.NotebookDocument | undefined =>
      vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === uri.toString());
    await until(() => find() !== undefined);
    const opened = find();
    assert.ok(opened);
    return opened;
  }

  it("is over when its cell is deleted, and the person is told", async () => {
    const opened = await notebook();
    const { document } = opened.cellAt(0);
    await editing.edit(document, { start: 1, end: 2 }, fenced("TWO"));
    const removal = new vscode.WorkspaceEdit();
    removal.set(opened.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]);
    await vscode.workspace.applyEdit(removal);
    await until(() => document.isClosed);
    assert.deepEqual(editing.edits.all, []);
    assert.match(editing.dialogs.said, /^A cell of cells\.ipynb is no longer there\./);
  });

  it("is there again in its cell when the notebook is closed and opened", async () => {
    const opened = await notebook();
    const cell = opened.cellAt(1).document;
    await editing.edit(cell, { start: 0, end: 1 }, fenced("ALPHA"));
    await opened.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until(() => opened.isClosed);
    assert.equal(editing.edits.all.length, 1);
    const again = await openNotebook(opened.uri);
    await until(() => hunksOf(editing.edits.all[0]).length === 1);
    await editing.edits.undo(editing.edits.all[0]?.id ?? "");
    assert.equal(again.cellAt(1).document.getText(), "alpha\nbeta\n");
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("goes along with its cell when the notebook is renamed", async () => {
    const opened = await notebook();
    await editing.edit(opened.cellAt(1).document, { start: 0, end: 1 }, fenced("ALPHA"));
    await opened.save();
    const renamed = vscode.Uri.file(join(await editing.folder(), "renamed.ipynb"));
    const renaming = new vscode.WorkspaceEdit();
    renaming.renameFile(opened.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(renaming));
    await until(() => editing.edits.all[0]?.uri.path === renamed.path);
    await editing.edits.undo(editing.edits.all[0]?.id ?? "");
    const { document } = (await vscode.workspace.openNotebookDocument(renamed)).cellAt(1);
    assert.equal(document.getText(), "alpha\nbeta\n");
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("goes along when its file is renamed", async () => {
    const uri = await editing.file("before.txt", original);
    const { document } = await editing.show(uri);
    await editing.edit(document, { start: 1, end: 2 }, fenced("TWO"));
    await document.save();
    const renamed = vscode.Uri.file(join(await editing.folder(), "after.txt"));
    const renaming = new vscode.WorkspaceEdit();
    renaming.renameFile(uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(renaming));
    await until(() => editing.edits.of(renamed).length === 1);
    await editing.undoAll(renamed);
    assert.equal((await vscode.workspace.openTextDocument(renamed)).getText(), original);
    assert.deepEqual(editing.edits.all, []);
  });

  describe("when the window opens again", () => {
    /** Files of a drive that may be away. */
    class Drive implements vscode.FileSystemProvider {
      readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
      isAway = false;
      stat(uri: vscode.Uri): vscode.FileStat {
        if (this.isAway) {
          throw vscode.FileSystemError.Unavailable(uri);
        }
        if (!uri.path.endsWith("there.txt")) {
          throw vscode.FileSystemError.FileNotFound(uri);
        }
        return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 1 };
      }
      readFile(uri: vscode.Uri): Uint8Array {
        this.stat(uri);
        return new TextEncoder().encode("one\nTWO\nthree\n");
      }
      watch = () => new vscode.Disposable(() => undefined);
      readDirectory = () => [];
      createDirectory = () => undefined;
      writeFile = () => undefined;
      delete = () => undefined;
      rename = () => undefined;
    }

    let drive: Drive;
    let places: EditPlaces;

    async function reopened(...names: readonly string[]): Promise<void> {
      drive = new Drive();
      editing.disposables.push(vscode.workspace.registerFileSystemProvider("testdrive", drive));
      drive.isAway = names.includes("there.txt");
      const documents = names.map((name): StoredDocument => {
        const uri = vscode.Uri.from({ scheme: "testdrive", path: `/${name}` });
        const edit = new LiveEdit({
          id: name,
          uri,
          group: "group",
          instruction: "Do it.",
          phase: { type: "reviewing" },
          state: { range: { start: 1, end: 2 }, hunks: [{ id: 1, line: 1, added: 1, removed: ["two"] }] },
        });
        const lines = ["one", "TWO", "three", ""];
        return { uri: uri.toString(), edits: storedOf({ edits: [edit], lines }) };
      });
      places = new EditPlaces({
        state: { get: () => documents, update: async () => undefined, keys: () => [] } as vscode.Memento,
        redact: (text) => text,
        onChange: () => undefined,
        onOverlap: () => undefined,
        onInterrupted: () => undefined,
      });
      editing.disposables.push(new vscode.Disposable(() => void places.dispose()));
      await places.restore();
    }

    it("waits while its file cannot be reached", async () => {
      await reopened("there.txt");
      assert.deepEqual(
        places.all.map(({ id }) => id),
        ["there.txt"],
      );
      assert.match(editing.dialogs.said, /^there\.txt cannot be opened now\. Its pending edit waits\./);
      drive.isAway = false;
      const placed = await places.live("there.txt");
      assert.deepEqual(placed?.edit.state.hunks, [{ id: 1, line: 1, added: 1, removed: ["two"] }]);
    });

    it("is over when its file is gone", async () => {
      await reopened("gone.txt");
      assert.deepEqual(places.all, []);
      assert.match(editing.dialogs.said, /^gone\.txt was deleted\. Its pending edit was dropped\./);
    });
  });
});

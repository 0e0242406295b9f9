import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";

import { refusalOf } from "../../src/host/edit/editability";
import { eachProves } from "../support/proof";
import { bytesOf, Editing, fenced, hunksOf, type } from "./editing";
import { until } from "./host";

/** A file system in memory; files whose name begins with "locked" cannot be written. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly files = new Map<string, Uint8Array>();

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.readFile(vscode.Uri.file(path)).length;
    const permissions = path.startsWith("/locked") ? { permissions: vscode.FilePermission.Readonly } : {};
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size, ...permissions };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.files.get(path);
    if (bytes === undefined) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
    return bytes;
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.files.set(path, content);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {}
  delete(): void {}
  rename(): void {}
}

describe("an inline edit of documents of all kinds", () => {
  eachProves({ row: "T49", tried: "kinds of documents, and what becomes of them" });
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  /** Opens a document as a person does: it is closed with its tab, and no extension holds it. */
  async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
    const active = () => vscode.window.activeTextEditor?.document;
    await until(() => active()?.uri.toString() === uri.toString());
    const document = active();
    assert.ok(document);
    return document;
  }

  /** Proposes B for the second line, and gives the document. */
  async function proposed(uri: vscode.Uri): Promise<vscode.TextDocument> {
    const document = await opened(uri);
    await editing.edit(document, { start: 1, end: 2 }, fenced("B\nB"));
    assert.equal(document.getText(), "a\nB\nB\nc\n");
    return document;
  }

  /** Asks, and resolves when an answer that never ends is under way. */
  async function writing(
    uri: vscode.Uri,
  ): Promise<{ readonly document: vscode.TextDocument; readonly ended: Promise<void> }> {
    const document = await opened(uri);
    await editing.answers({ type: "stall", afterChars: 9, text: fenced("B\nB\nB\nB") });
    const ended = editing.start(document, { start: 1, end: 2 });
    await editing.untilWriting(uri);
    return { document, ended };
  }

  it("changes an untitled one, and goes along when it is saved as a file", async () => {
    const target = vscode.Uri.file(join(await editing.folder(), "named.txt"));
    const untitled = await opened(target.with({ scheme: "untitled" }));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await type(editor, 0, 0, "a\nb\nc\n");
    await editing.edit(untitled, { start: 1, end: 2 }, fenced("B"));
    assert.equal(untitled.getText(), "a\nB\nc\n");
    await untitled.save();
    await until(() => editing.edits.of(target).length === 1);
    assert.deepEqual(hunksOf(editing.edits.of(target)[0]), [{ line: 1, added: 1, removed: ["b"] }]);
    assert.deepEqual(editing.edits.of(untitled.uri), []);
    await editing.undoAll(target);
    const document = await vscode.workspace.openTextDocument(target);
    assert.equal(document.getText(), "a\nb\nc\n");
    await document.save();
    assert.equal((await bytesOf(target)).toString(), "a\nb\nc\n");
  });

  it("forgets an untitled one that is closed", async () => {
    await vscode.commands.executeCommand("workbench.action.files.newUntitledFile");
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await type(editor, 0, 0, "a\nb\nc\n");
    const { document } = editor;
    await editing.edit(document, { start: 1, end: 2 }, fenced("B"));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed);
    await until(() => editing.edits.all.length === 0);
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("comes back with a file that was closed unsaved, if it is there; else nothing is said", async () => {
    const uri = await editing.file("discarded.txt", "a\nb\nc\n");
    const document = await proposed(uri);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed);
    await until(() => editing.edits.all.length === 0);
    assert.equal((await opened(uri)).getText(), "a\nb\nc\n");
    assert.deepEqual(editing.dialogs.shown, []);

    const again = await proposed(uri);
    await again.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await until(() => again.isClosed);
    assert.equal(editing.edits.of(uri).length, 1);
    await editing.undoAll(uri);
    const [document2] = vscode.workspace.textDocuments.filter(
      (each) => each.uri.toString() === uri.toString(),
    );
    assert.equal(document2?.getText(), "a\nb\nc\n");
    await document2?.save();
    assert.equal((await bytesOf(uri)).toString(), "a\nb\nc\n");
  });

  it("changes a cell of a notebook", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a\nb\nc", "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    const { document } = notebook.cellAt(0);
    assert.equal(await refusalOf(document), undefined);
    const edit = await editing.edit(document, { start: 1, end: 2 }, fenced("B\nB"));
    assert.equal(document.getText(), "a\nB\nB\nc");
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(document.getText(), "a\nb\nc");
  });

  it("changes a file of another file system", async () => {
    const files = new MemoryFiles();
    files.writeFile(vscode.Uri.parse("memory:/x.txt"), Buffer.from("a\r\nb\r\nc"));
    editing.disposables.push(vscode.workspace.registerFileSystemProvider("memory", files));
    const uri = vscode.Uri.parse("memory:/x.txt");
    const { document } = await editing.show(uri);
    assert.equal(await refusalOf(document), undefined);
    const edit = await editing.edit(document, { start: 1, end: 2 }, fenced("B"));
    await document.save();
    assert.equal(Buffer.from(files.readFile(uri)).toString(), "a\r\nB\r\nc");
    await editing.edits.undo(edit?.id ?? "");
    await document.save();
    assert.equal(Buffer.from(files.readFile(uri)).toString(), "a\r\nb\r\nc");
  });

  it("is refused, in a sentence, where nothing can be changed, and even then changes nothing", async () => {
    const files = new MemoryFiles();
    for (const path of ["/x.txt", "/locked.txt"]) {
      files.writeFile(vscode.Uri.file(path), Buffer.from("a\nb\nc\n"));
    }
    editing.disposables.push(
      vscode.workspace.registerFileSystemProvider("memory", files),
      vscode.workspace.registerFileSystemProvider("sealed", files, { isReadonly: true }),
      vscode.workspace.registerTextDocumentContentProvider("shown", {
        provideTextDocumentContent: () => "a\nb\nc\n",
      }),
    );
    const readonlyFile = await editing.file("readonly.txt", "a\nb\nc\n");
    await editing.set("files.readonlyInclude", { "**/readonly.txt": true });
    const expected = [
      [vscode.Uri.parse("memory:/locked.txt"), /locked\.txt is read-only/],
      [vscode.Uri.parse("sealed:/x.txt"), /x\.txt is read-only/],
      [vscode.Uri.parse("shown:/x.txt"), /has no file that can be changed/],
      [readonlyFile, /readonly\.txt is read-only/],
    ] as const;
    for (const [uri, sentence] of expected) {
      const { document } = await editing.show(uri);
      assert.match((await refusalOf(document)) ?? "", sentence, uri.toString());
    }
    for (const [uri] of expected.slice(1)) {
      // If it is asked for all the same.
      const document = await vscode.workspace.openTextDocument(uri);
      await editing.edit(document, { start: 1, end: 2 }, fenced("B"));
      assert.equal(document.getText(), "a\nb\nc\n", uri.toString());
    }
    for (const scheme of ["output", "git", "vscode-scm", "search-editor", "debug", "comment"]) {
      assert.match(
        (await refusalOf({ uri: vscode.Uri.parse(`${scheme}:x`), isClosed: false })) ?? "",
        /cannot be edited|Open the file/,
      );
    }
  });

  it("ends, in a sentence, when its document is closed before anything is there", async () => {
    const uri = await editing.file("closed.txt", "a\nb\nc\n");
    const { ended } = await writing(uri);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await ended;
    assert.deepEqual(editing.edits.all, []);
    assert.match(editing.dialogs.said, /closed\.txt was closed, so the edit was stopped/);
    assert.equal((await bytesOf(uri)).toString(), "a\nb\nc\n");
  });

  it("goes along when its file is renamed, or its folder, while it is written or reviewed", async () => {
    const folder = await editing.folder();
    await mkdir(join(folder, "old"));
    const reviewed = await editing.file("old/reviewed.txt", "a\nb\nc\n");
    const written = await editing.file("old/written.txt", "a\nb\nc\n");
    await proposed(reviewed);
    const { document } = await editing.show(written);
    await editing.answers({ type: "answer", text: fenced("B\nB"), deltaMs: 200, deltaChars: 3 });
    const ended = editing.start(document, { start: 1, end: 2 });
    await editing.untilWriting(written);
    const rename = new vscode.WorkspaceEdit();
    const [from, to] = ["old", "new"].map((name) => vscode.Uri.file(join(folder, name)));
    assert.ok(from && to);
    rename.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(rename));
    await ended;
    for (const name of ["reviewed.txt", "written.txt"]) {
      const uri = vscode.Uri.joinPath(to, name);
      await until(() => editing.edits.of(uri).length === 1);
      const now = await vscode.workspace.openTextDocument(uri);
      assert.equal(now.getText(), "a\nB\nB\nc\n", name);
      assert.deepEqual(hunksOf(editing.edits.of(uri)[0]), [{ line: 1, added: 2, removed: ["b"] }]);
      await editing.undoAll(uri);
      assert.equal(now.getText(), "a\nb\nc\n");
    }
    assert.deepEqual(editing.edits.all, []);
  });

  it("is over, in a sentence, when its file is deleted", async () => {
    const uri = await editing.file("deleted.txt", "a\nb\nc\n");
    await proposed(uri);
    const other = await editing.file("deleted too.txt", "a\nb\nc\n");
    const { ended } = await writing(other);
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri);
    edit.deleteFile(other);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await ended;
    assert.deepEqual(editing.edits.all, []);
    assert.match(editing.dialogs.said, /deleted\.txt was deleted\. Its pending edit was dropped/);
    assert.match(editing.dialogs.said, /deleted too\.txt was (?:closed|deleted)/);
  });

  it("survives another language and other line ends", async () => {
    const uri = await editing.file("changed.txt", "a\nb\nc\n");
    const document = await proposed(uri);
    await vscode.languages.setTextDocumentLanguage(document, "markdown");
    const editor = await editing.show(uri);
    await editor.edit((builder) => builder.setEndOfLine(vscode.EndOfLine.CRLF));
    assert.deepEqual(hunksOf(editing.edits.of(uri)[0]), [{ line: 1, added: 2, removed: ["b"] }]);
    await type(editor, 0, 0, "zero\n");
    await editing.undoAll(uri);
    assert.equal(editor.document.getText(), "zero\r\na\r\nb\r\nc\r\n");
  });
});

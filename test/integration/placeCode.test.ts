import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { ContextItem } from "../../src/core/context";
import type { TestApi } from "../../src/extension";
import type { PlacedCode } from "../../src/host/editor/newFile";
import { Dialogs } from "./dialogs";
import { ask, freshChat, until } from "./host";

async function show(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

async function showFile(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, name));
}

describe("code of an answer", () => {
  let api: TestApi;
  let answerId: string;

  beforeEach(async () => {
    api = await freshChat();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    answerId = (await ask(api, "Why?")).id;
  });

  afterEach(async () => {
    while (vscode.window.activeTextEditor?.document.isDirty === true) {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  /** As the page asks for it. */
  async function place(
    action: PlacedCode["action"],
    text: string,
    more: Partial<PlacedCode> = {},
  ): Promise<void> {
    const view = api.chat.views.current;
    await view.handlers.code({ type: "code", action, text, language: "ts", fileName: "", answerId, ...more });
  }

  async function askAbout(editor: vscode.TextEditor, selection: vscode.Selection): Promise<void> {
    editor.selection = selection;
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    answerId = (await ask(api, "And this?")).id;
  }

  describe("inserted at the cursor", () => {
    it("replaces the selection with the document's line ends, as one step to undo", async () => {
      const editor = await show("one\r\ntwo\r\nthree\r\n");
      editor.selection = new vscode.Selection(1, 0, 1, 3);
      await place("insert", "a\nb");
      assert.equal(editor.document.getText(), "one\r\na\r\nb\r\nthree\r\n");
      assert.deepEqual(editor.selection, new vscode.Selection(2, 1, 2, 1));
      await vscode.commands.executeCommand("undo");
      assert.equal(editor.document.getText(), "one\r\ntwo\r\nthree\r\n");
    });

    it("goes to every cursor", async () => {
      const editor = await show("one\ntwo\n");
      editor.selections = [new vscode.Selection(0, 0, 0, 0), new vscode.Selection(1, 0, 1, 0)];
      await place("insert", "- ");
      assert.equal(editor.document.getText(), "- one\n- two\n");
    });

    it("goes to the editor that was used last when the chat has a tab of its own", async () => {
      const editor = await show("one\n");
      editor.selection = new vscode.Selection(0, 3, 0, 3);
      await vscode.commands.executeCommand("askClaude.newChatInEditor");
      await until(() => vscode.window.activeTextEditor === undefined);
      await place("insert", "!");
      assert.equal(editor.document.getText(), "one!\n");
      assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    });

    it("does nothing to a document that cannot be changed", async () => {
      const provider = { provideTextDocumentContent: () => "as it is" };
      const registered = vscode.workspace.registerTextDocumentContentProvider("read-only-test", provider);
      const uri = vscode.Uri.parse("read-only-test:/a.txt");
      const { document } = await vscode.window.showTextDocument(uri);
      await place("insert", "a");
      assert.equal(document.getText(), "as it is");
      registered.dispose();
    });

    it("does nothing where there is no editor", async () => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      // An extension hears of it a little later.
      await until(() => vscode.window.activeTextEditor === undefined);
      await place("insert", "a");
      assert.equal(vscode.window.activeTextEditor, undefined);
    });
  });

  for (const [language, fileName, id] of [
    ["ts", "", "typescript"],
    ["Python", "", "python"],
    ["sh", "", "shellscript"],
    ["C++", "", "cpp"],
    ["", "src/style.css", "css"],
    ["text", "Dockerfile", "dockerfile"],
    ["no-such-language", "", "plaintext"],
    ["", "", "plaintext"],
  ] as const) {
    it(`becomes a new file in ${id} when it is called ${JSON.stringify(language + fileName)}`, async () => {
      await place("newFile", "let a;", { language, fileName });
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.languageId, id);
      assert.equal(document?.isUntitled, true);
      assert.equal(document?.getText().replaceAll("\r\n", "\n"), "let a;\n");
    });
  }

  describe("applied", () => {
    const lines = "one\r\n  two\r\nthree\r\n";

    const undone = async (): Promise<void> => {
      for (const { id } of api.edits.all) {
        await api.edits.undo(id);
      }
    };
    afterEach(undone);

    it("is put up for review in the document, and one Undo takes it back", async () => {
      const editor = await show(lines);
      await askAbout(editor, new vscode.Selection(1, 2, 1, 5));
      await place("apply", "2\n// two");
      assert.equal(editor.document.getText(), "one\r\n  2\r\n// two\r\nthree\r\n");
      const [pending] = api.edits.of(editor.document.uri);
      assert.equal(pending?.phase.type, "reviewing");
      assert.deepEqual(
        pending?.hunks.map(({ line, added, removed }) => ({ line, added, removed })),
        [{ line: 1, added: 2, removed: ["  two"] }],
      );
      assert.equal(vscode.window.activeTextEditor?.document, editor.document);
      assert.equal(vscode.window.activeTextEditor?.selection.active.line, 1);
      await vscode.commands.executeCommand("undo");
      assert.equal(editor.document.getText(), lines);
      assert.deepEqual(api.edits.all, []);
    });

    it("stays when it is kept, and goes, exactly, when it is undone", async () => {
      for (const decide of ["keep", "undo"] as const) {
        const editor = await show(lines);
        await askAbout(editor, new vscode.Selection(0, 0, 2, 5));
        await place("apply", "1\n  two\n3");
        const [pending] = api.edits.of(editor.document.uri);
        assert.equal(pending?.hunks.length, 2);
        await api.edits[decide](pending.id);
        assert.equal(editor.document.getText(), decide === "keep" ? "1\r\n  two\r\n3\r\n" : lines);
        assert.deepEqual(api.edits.all, []);
      }
    });

    it("has the line ends of the document, whatever the code has", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      await place("apply", "1\r\n1\r1");
      assert.equal(editor.document.getText(), "1\n1\n1\ntwo\n");
    });

    it("comes in at the cursor, and takes nothing away, where nothing says what it replaces", async () => {
      const editor = await show("one\r\n\r\ntwo\r\n");
      editor.selection = new vscode.Selection(1, 0, 1, 0);
      await place("apply", "let a;\nlet b;");
      assert.equal(editor.document.getText(), "one\r\nlet a;\r\nlet b;\r\ntwo\r\n");
      await undone();
      assert.equal(editor.document.getText(), "one\r\n\r\ntwo\r\n");
    });

    it("goes to the file that it names, and nowhere outside the workspace", async () => {
      await place("apply", "export const all = 1;", { fileName: "pricing.ts" });
      const { document } = vscode.window.activeTextEditor ?? {};
      assert.match(document?.uri.path ?? "", /\/pricing\.ts$/);
      assert.match(document?.getText() ?? "", /\nexport const all = 1;\n$/);
      await undone();
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      for (const fileName of ["../pricing.ts", "/etc/hosts", "no/such.ts"]) {
        void place("apply", "x", { fileName });
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
        [],
      );
      await vscode.commands.executeCommand("notifications.clearAll");
    });

    it("goes to what was asked about in the file that it names", async () => {
      const editor = await showFile("pricing.ts");
      const before = editor.document.getText();
      const [line] = before.split("\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, line!.length));
      await place("apply", "// pricing.ts\n// first", { fileName: "pricing.ts" });
      assert.equal(editor.document.getText(), before.replace(line!, "// first"));
      await undone();
      assert.equal(editor.document.getText(), before);
    });

    it("says so when what was asked about is gone", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 3), "uno"));
      const dialogs = new Dialogs();
      await place("apply", "x");
      dialogs.dispose();
      assert.match(dialogs.said, /is no longer in/);
      assert.equal(vscode.window.activeTextEditor, editor);
      assert.equal(editor.document.getText(), "uno\ntwo\n");
    });

    it("says so when the document cannot be changed", async () => {
      const provider = { provideTextDocumentContent: () => "as it is" };
      const registered = vscode.workspace.registerTextDocumentContentProvider("read-only-test", provider);
      const { document } = await vscode.window.showTextDocument(vscode.Uri.parse("read-only-test:/b.txt"));
      const dialogs = new Dialogs();
      await place("apply", "x");
      dialogs.dispose();
      registered.dispose();
      assert.match(dialogs.said, /has no file that can be changed/);
      assert.equal(document.getText(), "as it is");
    });

    it("goes to the document in the editor when nothing was attached", async () => {
      const editor = await show("one\ntwo\n");
      editor.selection = new vscode.Selection(1, 0, 1, 3);
      await place("apply", "2");
      assert.equal(editor.document.getText(), "one\n2\n");
    });

    it("knows what the question attached, not what is attached now", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      const other: ContextItem = {
        kind: "selection",
        id: "other",
        uri: editor.document.uri.toString(),
        fileName: "Untitled-1",
        languageId: "plaintext",
        startLine: 2,
        endLine: 2,
        text: "two",
      };
      api.chat.session.attach([other]);
      await place("apply", "1");
      assert.equal(editor.document.getText(), "1\ntwo\n");
    });
  });
});

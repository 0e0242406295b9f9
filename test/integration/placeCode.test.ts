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

/** The diff that is shown now: its two documents. */
async function shownDiff(): Promise<{ original: vscode.TextDocument; modified: vscode.TextDocument }> {
  const input = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  await until(() => input() instanceof vscode.TabInputTextDiff);
  const { original, modified } = input() as vscode.TabInputTextDiff;
  return {
    original: await vscode.workspace.openTextDocument(original),
    modified: await vscode.workspace.openTextDocument(modified),
  };
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

    it("is shown as a diff and changes the document only when the person says so, as one step to undo", async () => {
      const editor = await show(lines);
      await askAbout(editor, new vscode.Selection(1, 2, 1, 5));
      await place("apply", "2\n// two");
      const { original, modified } = await shownDiff();
      assert.equal(original, editor.document);
      assert.equal(modified.getText(), "one\r\n  2\r\n// two\r\nthree\r\n");
      assert.equal(editor.document.getText(), lines);
      await vscode.commands.executeCommand("askClaude.applyProposal", modified.uri);
      assert.equal(editor.document.getText(), "one\r\n  2\r\n// two\r\nthree\r\n");
      assert.equal(vscode.window.activeTextEditor?.document, editor.document);
      const left = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
      assert.ok(!left.some(({ input }) => input instanceof vscode.TabInputTextDiff));
      await vscode.commands.executeCommand("undo");
      assert.equal(editor.document.getText(), lines);
    });

    it("refuses when the document has changed since", async () => {
      const editor = await show(lines);
      await askAbout(editor, new vscode.Selection(1, 2, 1, 5));
      await place("apply", "2");
      const { modified } = await shownDiff();
      const edit = new vscode.WorkspaceEdit();
      edit.insert(editor.document.uri, new vscode.Position(0, 0), "zero\n");
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand("askClaude.applyProposal");
      assert.equal(editor.document.getText(), `zero\r\n${lines}`);
      assert.equal(modified.isClosed, false);
    });

    it("says so when something else changed the document too, and can be undone", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      await place("apply", "1");
      const { modified } = await shownDiff();
      const dialogs = new Dialogs();
      const { applyEdit } = vscode.workspace;
      try {
        dialogs.answer = "Undo";
        Object.assign(vscode.workspace, {
          applyEdit: async (edit: vscode.WorkspaceEdit) => {
            edit.insert(editor.document.uri, new vscode.Position(1, 0), "// by the way\n");
            return applyEdit(edit);
          },
        });
        await vscode.commands.executeCommand("askClaude.applyProposal", modified.uri);
        assert.match(dialogs.said, /is not as it was proposed/);
        assert.equal(editor.document.getText(), "one\ntwo\n");
      } finally {
        Object.assign(vscode.workspace, { applyEdit });
        dialogs.dispose();
      }
    });

    it("says nothing when the code has line ends of another kind", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      await place("apply", "1\r\n1\r1");
      const { modified } = await shownDiff();
      const dialogs = new Dialogs();
      await vscode.commands.executeCommand("askClaude.applyProposal", modified.uri);
      dialogs.dispose();
      assert.equal(dialogs.said, "");
      assert.equal(editor.document.getText(), "1\n1\n1\ntwo\n");
    });

    it("comes in at the cursor, and takes nothing away, where nothing says what it replaces", async () => {
      const editor = await show("one\r\n\r\ntwo\r\n");
      editor.selection = new vscode.Selection(1, 0, 1, 0);
      await place("apply", "let a;\nlet b;");
      const { modified } = await shownDiff();
      assert.equal(modified.getText(), "one\r\nlet a;\r\nlet b;\r\ntwo\r\n");
      await vscode.commands.executeCommand("askClaude.applyProposal", modified.uri);
      assert.equal(editor.document.getText(), "one\r\nlet a;\r\nlet b;\r\ntwo\r\n");
    });

    it("goes to the file that it names, and nowhere outside the workspace", async () => {
      await place("apply", "export const all = 1;", { fileName: "pricing.ts" });
      const { original, modified } = await shownDiff();
      assert.match(original.uri.path, /\/pricing\.ts$/);
      assert.equal(modified.languageId, "typescript");
      assert.equal(modified.getText(), `${original.getText()}export const all = 1;\n`);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
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
      const { modified } = await shownDiff();
      assert.equal(modified.getText(), before.replace(line!, "// first"));
    });

    it("says so when what was asked about is gone", async () => {
      const editor = await show("one\ntwo\n");
      await askAbout(editor, new vscode.Selection(0, 0, 0, 3));
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 3), "uno"));
      void place("apply", "x");
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(vscode.window.activeTextEditor, editor);
      assert.equal(editor.document.getText(), "uno\ntwo\n");
    });

    it("goes to the document in the editor when nothing was attached", async () => {
      const editor = await show("one\ntwo\n");
      editor.selection = new vscode.Selection(1, 0, 1, 3);
      await place("apply", "2");
      const { modified } = await shownDiff();
      assert.equal(modified.getText(), "one\n2\n");
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
      const { modified } = await shownDiff();
      assert.equal(modified.getText(), "1\ntwo\n");
    });
  });
});

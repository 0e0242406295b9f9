import assert from "node:assert/strict";
import * as vscode from "vscode";

import { contextText } from "../../src/core/contextText";
import { Attaching, add, at, closeAll, openEditor, write } from "./attaching";
import { ask, endpoint } from "./host";

describe("context of files and editors", () => {
  const chat = new Attaching();

  describe("files", () => {
    it("are attached whole, in the language of their name, relative to the workspace", async () => {
      await write("src/small.ts", "one\r\ntwo\r\n");
      await add(at("src/small.ts"));
      const { kind, fileName, languageId, text } = chat.only;
      assert.deepEqual(
        [kind, fileName, languageId, text],
        ["file", "src/small.ts", "typescript", "one\ntwo\n"],
      );
      assert.match(
        contextText(chat.only),
        /^`src\/small\.ts` \(typescript\), whole file:\n```typescript\none\ntwo\n/,
      );
    });

    it("that are open go with the text of the editor, as it is when they are sent", async () => {
      const editor = await openEditor(await write("draft.txt", "saved\n"));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "not saved, "));
      await add(editor.document.uri);
      assert.equal(chat.only.text, "not saved, saved\n");
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "later, "));
      await ask(chat.api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /later, not saved, saved/);
    });

    it("that were never saved are attached by their name", async () => {
      const document = await vscode.workspace.openTextDocument({
        content: "const a = 1;",
        language: "javascript",
      });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("askClaude.addToChat");
      const { kind, fileName, languageId, text } = chat.only;
      assert.deepEqual(
        [kind, fileName, languageId, text],
        ["file", "Untitled-1", "javascript", "const a = 1;"],
      );
    });

    it("of a virtual file system are attached like any other", async () => {
      const provider: vscode.TextDocumentContentProvider = {
        provideTextDocumentContent: () => "virtual text",
      };
      const registered = vscode.workspace.registerTextDocumentContentProvider("imagined", provider);
      try {
        await openEditor(vscode.Uri.parse("imagined:/somewhere/note.txt"));
        await vscode.commands.executeCommand("askClaude.addToChat");
        assert.deepEqual([chat.only.fileName, chat.only.text], ["note.txt", "virtual text"]);
      } finally {
        registered.dispose();
      }
    });

    it("in another encoding are read as the editor reads them", async () => {
      await write("latin.txt", new Uint8Array([0x67, 0x72, 0xfc, 0xdf]));
      const files = vscode.workspace.getConfiguration("files");
      await files.update("encoding", "iso88591", vscode.ConfigurationTarget.Global);
      try {
        await add(at("latin.txt"));
        assert.equal(chat.only.text, "grüß");
      } finally {
        await files.update("encoding", undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it("that are no text, too large, empty or gone are refused, with the reason", async () => {
      await write("picture.bin", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xfe]));
      await write("huge.txt", "x".repeat(1_000_001));
      await write("empty.txt", " \n");
      await add(undefined, [at("picture.bin"), at("huge.txt"), at("empty.txt"), at("nowhere.txt")]);
      assert.deepEqual(chat.chips, []);
      assert.match(chat.dialogs.said, /picture\.bin is not a text file\./);
      assert.match(chat.dialogs.said, /huge\.txt is too large/);
      assert.match(chat.dialogs.said, /empty\.txt is empty\./);
      assert.match(chat.dialogs.said, /nowhere\.txt could not be read\./);
    });

    it("that look like secrets are asked about, by default left out", async () => {
      await write(".env", "DEBUG=1\n");
      await write("config.ts", `const key = "sk-ant-${"api03-0a1B2c3D4e".repeat(3)}";\n`);
      await write("plain.ts", "export {};\n");
      const all = [at(".env"), at("config.ts"), at("plain.ts")];
      await add(undefined, all);
      assert.deepEqual(chat.labels, []);
      const [question] = chat.dialogs.shown;
      assert.ok(question?.isModal);
      // Enter presses the first button.
      assert.equal(question.buttons[0], "Leave Out");
      assert.match(question.detail, /\.env: Files of this name usually hold secrets\./);
      assert.match(question.detail, /config\.ts: Line 1 has the shape of an access token\./);
      assert.ok(!question.detail.includes("0a1B2c3D4e"));
      chat.dialogs.answer = "Leave Out";
      await add(undefined, all);
      assert.deepEqual(chat.labels, ["plain.ts"]);
      chat.dialogs.answer = "Attach Anyway";
      await add(undefined, all);
      assert.deepEqual(chat.labels.toSorted(), [".env", "config.ts", "plain.ts"]);
    });

    it("whose secret was written after they were attached go as they were attached", async () => {
      const editor = await openEditor(await write("grows.txt", "harmless\n"));
      await add(editor.document.uri);
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `password = "k3Jq9ZxW7vB2m5#"\n`));
      await ask(chat.api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /harmless/);
      assert.doesNotMatch(String(request?.body), /k3Jq9/);
      assert.match(chat.dialogs.said, /grows\.txt was sent as it was attached/);
    });
  });

  it("asks about a selection that holds a secret", async () => {
    const editor = await openEditor(await write("pick.txt", `a\nb\ntoken = "k3Jq9ZxW7vB2m5pQ"\n`));
    editor.selection = new vscode.Selection(1, 0, 3, 0);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(chat.chips, []);
    // The line is the document's, not the selection's.
    assert.match(chat.dialogs.said, /pick\.txt:2-3: Line 3 seems to set a password or key\./);
  });

  it("adds what is selected in the editor, and else all of it", async () => {
    const editor = await openEditor(await write("lines.txt", "one\ntwo\nthree\n"));
    await vscode.commands.executeCommand("askClaude.addToChat");
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await vscode.commands.executeCommand("askClaude.addToChat");
    assert.deepEqual(chat.labels, ["lines.txt", "lines.txt:2"]);
  });

  it("opens where a chip came from", async () => {
    const editor = await openEditor(await write("source.txt", "one\ntwo\nthree\n"));
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await vscode.commands.executeCommand("askClaude.addToChat");
    await closeAll();
    await chat.fromPage({ type: "openAttachment", id: chat.only.id });
    const opened = vscode.window.activeTextEditor;
    assert.equal(opened?.document.getText(opened.selection), "two");
    await add(await write("leaves.txt", "one\n"));
    await vscode.workspace.fs.delete(at("leaves.txt"));
    await chat.fromPage({ type: "openAttachment", id: chat.chips[1]?.id });
    assert.match(chat.dialogs.said, /leaves\.txt is no longer there\./);
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { Edits, type EditsParts } from "../../src/host/edit/edits";
import { Editing, hunksOf } from "./editing";
import { until } from "./host";

const original = "one\ntwo\nthree\nfour\nfive\n";
const proposed = "one\nTWO\nthree\nFOUR\nFOUR\nfive\n";

/** What VS Code keeps for a workspace: only what JSON can hold comes back. */
class Memory implements vscode.Memento {
  readonly kept = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    const text = this.kept.get(key);
    return text === undefined ? otherwise : (JSON.parse(text) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) {
      this.kept.delete(key);
    } else {
      this.kept.set(key, JSON.stringify(value));
    }
  }
}

describe("pending edits in the next window", () => {
  let editing: Editing;
  let memory: Memory;
  let edits: Edits;
  let isAsked: boolean;

  beforeEach(async () => {
    editing = await Editing.open();
    memory = new Memory();
    isAsked = false;
    edits = window();
  });

  afterEach(async () => {
    await edits.dispose();
    await editing.dispose();
  });

  /** Edits as a window has them; the API of this one never answers. */
  function window(): Edits {
    const parts = {
      connections: {
        open: () => {
          isAsked = true;
          return new Promise(() => undefined);
        },
      },
      gate: {},
      log: {
        error: (_line: string, error: unknown) => assert.fail(String(error)),
        forDisk: (text: string) => text,
      },
      options: () => ({ model: "claude-test", maxTokens: 100, system: "" }),
      maySend: () => true,
      act: () => Promise.resolve(false),
      state: memory,
    };
    return new Edits(parts as unknown as EditsParts);
  }

  /** What happens to the edits when the window is closed and opened, and to their documents in between. */
  async function reload(between: () => unknown = () => undefined): Promise<void> {
    await edits.dispose();
    await between();
    edits = window();
    await edits.restore();
  }

  async function reviewed(uri?: vscode.Uri): Promise<vscode.TextEditor> {
    const editor = await editing.show(uri ?? { content: original });
    const lines = proposed.split("\n").slice(1, 5);
    await edits.propose({ document: editor.document, range: { start: 1, end: 4 }, lines });
    assert.equal(editor.document.getText(), proposed);
    return editor;
  }

  const hunks = [
    { line: 1, added: 1, removed: ["two"] },
    { line: 3, added: 2, removed: ["four"] },
  ];

  it("are under review as before, where their text is as it was", async () => {
    const { document } = await reviewed();
    const [before] = edits.all;
    await edits.keep(before?.id ?? "", before?.hunks[0]?.id);
    await reload();
    assert.equal(document.getText(), proposed);
    assert.equal(edits.all[0]?.id, before?.id);
    assert.deepEqual(hunksOf(edits.all[0]), hunks.slice(1));
    await edits.undo(before?.id ?? "");
    assert.equal(document.getText(), "one\nTWO\nthree\nfour\nfive\n");
    await reload();
    assert.deepEqual(edits.all, []);
  });

  it("are found where they moved to", async () => {
    const { document } = await reviewed();
    await reload(() => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "zero\nzero\n");
      edit.insert(document.uri, new vscode.Position(6, 0), "six\n");
      return vscode.workspace.applyEdit(edit);
    });
    assert.deepEqual(
      hunksOf(edits.all[0]),
      hunks.map((hunk) => ({ ...hunk, line: hunk.line + 2 })),
    );
    await edits.undo(edits.all[0]?.id ?? "");
    assert.equal(document.getText(), `zero\nzero\n${original}six\n`);
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("are over, in a sentence, where their text is another one, which stays as it is", async () => {
    const { document } = await reviewed();
    await reload(() => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(3, 0), "between\n");
      return vscode.workspace.applyEdit(edit);
    });
    assert.equal(document.getText(), "one\nTWO\nthree\nbetween\nFOUR\nFOUR\nfive\n");
    assert.deepEqual(edits.all, []);
    assert.match(editing.dialogs.said, /could not be found again: its text has changed since/);
    await reload();
    assert.equal(editing.dialogs.shown.length, 1);
  });

  it("come back in files that no editor shows, and are over in files that are gone", async () => {
    const uri = await editing.file("kept.txt", original);
    const { document } = await reviewed(uri);
    await document.save();
    const gone = await editing.file("gone.txt", original);
    await reviewed(gone);
    await reload(async () => {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await vscode.workspace.fs.delete(gone);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    });
    assert.deepEqual(
      edits.all.map((edit) => edit.uri.toString()),
      [uri.toString()],
    );
    assert.deepEqual(hunksOf(edits.all[0]), hunks);
    assert.match(editing.dialogs.said, /gone\.txt could not be found again/);
  });

  it("that were being written can be tried again, and nothing of them is in the document", async () => {
    const { document } = await editing.show({ content: original });
    void edits.start({ document, ranges: [{ start: 1, end: 2 }], instruction: "Change it.", context: [] });
    await until(() => isAsked);
    isAsked = false;
    editing.dialogs.answer = "Try Again";
    await reload();
    assert.equal(document.getText(), original);
    assert.match(editing.dialogs.said, /while Claude was writing an edit of .*The file was not changed/);
    await until(() => isAsked);
    const [edit] = edits.all;
    assert.equal(edit?.phase.type, "writing");
    assert.deepEqual([edit?.instruction, edit?.range], ["Change it.", { start: 1, end: 2 }]);
  });

  it("that were being written anew are under review as they stood", async () => {
    const { document } = await reviewed();
    void edits.followUp(edits.all[0]?.id ?? "", "More.");
    await until(() => isAsked);
    await reload();
    assert.equal(document.getText(), proposed);
    assert.deepEqual(hunksOf(edits.all[0]), hunks);
    await edits.undo(edits.all[0]?.id ?? "");
    assert.equal(document.getText(), original);
  });

  it("that were held are held again, with their risks", async () => {
    const { document } = await editing.show({ content: original });
    await edits.propose({ document, range: { start: 1, end: 2 }, lines: ["t\u202ewo"] });
    assert.equal(edits.all[0]?.phase.type, "held");
    await reload();
    const [edit] = edits.all;
    assert.equal(edit?.phase.type, "held");
    assert.deepEqual(
      edit?.risks.map(({ kind }) => kind),
      ["hidden"],
    );
    assert.equal(document.getText(), original);
    editing.dialogs.answer = "Apply Anyway";
    await edits.review(edit?.id ?? "");
    assert.equal(document.getText(), original.replace("two", "t\u202ewo"));
    await edits.undo(edit?.id ?? "");
    assert.equal(document.getText(), original);
  });

  it("are those that can be read", async () => {
    const { document } = await reviewed();
    await edits.dispose();
    const whole = memory.kept.get("pendingEdits") ?? "";
    assert.ok(whole.includes("FOUR"));
    for (const broken of [
      '"text"',
      "[1]",
      whole.replace('"hunks"', '"hunk"'),
      whole.replace(/"line":\d+/, '"line":"1"'),
    ]) {
      memory.kept.set("pendingEdits", broken);
      edits = window();
      await edits.restore();
      assert.deepEqual(edits.all, []);
      assert.equal(document.getText(), proposed);
      await edits.dispose();
    }
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { decideHunk } from "../../src/host/edit/deciding";
import { statusWords } from "../../src/host/edit/statusBar";
import { type Zone, Zones } from "../../src/host/edit/zones";
import { closeAll } from "./attaching";
import { FakeEdits } from "./fakeEdits";
import { until } from "./host";

const uri = vscode.Uri.parse("untitled:Untitled-1");
const hunk = (id: number, line: number) => ({ id, line, added: 1, removed: ["x"] });

describe("deciding with the keyboard", () => {
  let edits: FakeEdits;
  let editor: vscode.TextEditor;
  let said: readonly string[];
  const before = vscode.window.setStatusBarMessage;

  beforeEach(async () => {
    const content = Array.from({ length: 500 }, (_, index) => `line ${index}`).join("\n");
    editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    edits = new FakeEdits();
    said = [];
    Object.assign(vscode.window, {
      setStatusBarMessage: (words: string, milliseconds: number) => {
        said = [...said, words];
        return before(words, milliseconds);
      },
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, { setStatusBarMessage: before });
    await closeAll();
  });

  async function cursorAt(line: number): Promise<void> {
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await until(() => editor.selection.active.line === line);
  }

  const isSeen = (line: number): boolean =>
    editor.visibleRanges.some(({ start, end }) => start.line <= line && line <= end.line);

  it("goes to a hunk that is out of sight first, and decides it the second time", async () => {
    await cursorAt(0);
    edits.set(FakeEdits.edit(editor.document.uri, { hunks: [hunk(1, 400), hunk(2, 450)] }));
    assert.ok(!isSeen(400));
    await decideHunk(edits, "undo", undefined);
    assert.deepEqual(edits.calls, []);
    assert.equal(said.at(-1), "This change was out of sight. Look at it, then decide once more.");
    await until(() => isSeen(400) && editor.selection.active.line === 400);
    await decideHunk(edits, "undo", undefined);
    assert.deepEqual(edits.calls, ["undo edit-1 1"]);
  });

  it("decides the hunk at the cursor, or the nearest in sight, at once", async () => {
    await cursorAt(3);
    await until(() => isSeen(3) && isSeen(6));
    edits.set(FakeEdits.edit(editor.document.uri, { hunks: [hunk(1, 3), hunk(2, 6)] }));
    await decideHunk(edits, "keep", undefined);
    await cursorAt(4);
    await decideHunk(edits, "keep", undefined);
    assert.deepEqual(edits.calls, ["keep edit-1 1", "keep edit-1 2"]);
  });

  it("decides a hunk that was clicked wherever it is", async () => {
    edits.set(FakeEdits.edit(editor.document.uri, { hunks: [hunk(1, 400)] }));
    await decideHunk(edits, "keep", { editId: "edit-1", hunkId: 1 });
    assert.deepEqual(edits.calls, ["keep edit-1 1"]);
  });
});

describe("the status bar", () => {
  const reviewed = FakeEdits.edit(uri, { hunks: [hunk(1, 3), hunk(2, 6)] });
  const held = FakeEdits.edit(uri, { phase: { type: "held" } });
  for (const [words, ...edits] of [
    [undefined],
    ["2 hunks to review", reviewed],
    ["1 hunk to review", FakeEdits.edit(uri, { hunks: [hunk(1, 3)] })],
    ["1 edit waits for your consent", held],
    ["2 edits wait for your consent", held, held],
    ["2 hunks to review, 1 edit waits for your consent", reviewed, held],
    [
      "Claude is editing Untitled-1",
      held,
      FakeEdits.edit(uri, { phase: { type: "writing", lineCount: 0, tail: [] } }),
    ],
  ] as const) {
    it(`says ${words ?? "nothing when nothing is pending"}`, () => {
      assert.equal(statusWords(edits)?.text, words);
    });
  }
});

describe("a zone", () => {
  const create = vscode.comments.createCommentController;
  afterEach(() => void Object.assign(vscode.comments, { createCommentController: create }));

  it("has a heading that follows, on a comment that is drawn anew for it", () => {
    const threads: vscode.CommentThread[] = [];
    Object.assign(vscode.comments, {
      createCommentController: (id: string, label: string): vscode.CommentController => {
        const controller = create(id, label);
        return {
          ...controller,
          createCommentThread: (...where: Parameters<vscode.CommentController["createCommentThread"]>) => {
            const thread = controller.createCommentThread(...where);
            threads.push(thread);
            return thread;
          },
          dispose: () => controller.dispose(),
        };
      },
    });
    const zone: Zone = {
      key: "1",
      uri,
      below: 2,
      kind: "hunk",
      editId: "edit-1",
      hunkId: 1,
      label: "201 lines removed",
      heading: "Before: the first 200 lines.",
      markdown: "a",
    };
    const zones = new Zones();
    zones.show([zone]);
    const first = threads[0]?.comments[0];
    zones.show([{ ...zone, markdown: "b" }]);
    assert.equal(threads[0]?.comments[0], first);
    zones.show([{ ...zone, heading: "Before" }]);
    assert.equal(threads.length, 1);
    assert.notEqual(threads[0]?.comments[0], first);
    assert.equal(threads[0]?.comments[0]?.author.name, "Before");
    zones.dispose();
  });
});

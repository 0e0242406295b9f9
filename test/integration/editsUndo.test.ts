import assert from "node:assert/strict";
import type * as vscode from "vscode";

import { eachProves } from "../support/proof";
import { Editing, fenced, hunksOf, redo, type, undo } from "./editing";

const original = "one\ntwo\nthree\nfour\nfive\n";

describe("Undo and Redo of an inline edit", () => {
  eachProves({ row: "T50", tried: "ways over Undo and Redo" });
  let editing: Editing;
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    editing = await Editing.open();
    editor = await editing.show({ content: original });
  });

  afterEach(() => editing.dispose());

  const text = () => editor.document.getText();
  const pending = () => editing.edits.of(editor.document.uri);
  const shown = () => hunksOf(pending()[0]);

  /** What is pending fits the document: without it, there is what was there before. */
  function isWhole(base = original): void {
    for (const { id } of pending()) {
      assert.deepEqual(editing.edits.texts(id), { original: base, proposed: text() });
    }
  }

  const twoHunks = [
    { line: 1, added: 1, removed: ["two"] },
    { line: 3, added: 2, removed: ["four"] },
  ];
  const proposed = "one\nTWO\nthree\nFOUR\nand\nfive\n";
  const propose = () =>
    editing.edit(editor.document, { start: 0, end: 5 }, fenced("one\nTWO\nthree\nFOUR\nand\nfive"));

  it("goes back and forth over Keep All", async () => {
    const edit = await propose();
    await editing.edits.keep(edit?.id ?? "");
    for (let times = 0; times < 3; times += 1) {
      await undo();
      assert.equal(text(), original);
      await redo();
      assert.equal(text(), proposed);
      assert.deepEqual(pending(), []);
    }
  });

  it("brings the review back after Undo All, and takes it away again", async () => {
    const edit = await propose();
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    await undo();
    assert.equal(text(), proposed);
    assert.deepEqual(shown(), twoHunks);
    isWhole();
    await redo();
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    await undo();
    await undo();
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    await redo();
    assert.deepEqual(shown(), twoHunks);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
  });

  it("knows its hunks after typing elsewhere is undone, and the edit, and both are made again", async () => {
    await propose();
    await type(editor, 0, 3, " and a half");
    await type(editor, 2, 0, "more\n");
    const moved = [
      { line: 1, added: 1, removed: ["two"] },
      { line: 4, added: 2, removed: ["four"] },
    ];
    assert.deepEqual(shown(), moved);
    await undo();
    assert.deepEqual(shown(), twoHunks);
    await undo();
    assert.equal(text(), proposed);
    isWhole();
    await undo();
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    await redo();
    await redo();
    await redo();
    assert.deepEqual(shown(), moved);
    isWhole("one and a half\ntwo\nmore\nthree\nfour\nfive\n");
  });

  it("gives Claude its lines back when typing into them is undone", async () => {
    const edit = await propose();
    await type(editor, 4, 0, "my own\n");
    await type(editor, 1, 3, "!");
    isWhole("one\ntwo\nTWO!\nthree\nfour\nmy own\nfive\n");
    await undo();
    await undo();
    assert.deepEqual(shown(), twoHunks);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
  });

  it("does not show again what was kept, and shows what was undone", async () => {
    const edit = await propose();
    const [first, second] = edit?.hunks ?? [];
    await type(editor, 0, 0, "zero\n");
    await editing.edits.keep(edit?.id ?? "", first?.id);
    await undo();
    assert.deepEqual(shown(), twoHunks.slice(1));
    await editing.edits.undo(edit?.id ?? "", second?.id);
    assert.equal(text(), "one\nTWO\nthree\nfour\nfive\n");
    assert.deepEqual(pending(), []);
    await undo();
    assert.deepEqual(shown(), twoHunks.slice(1));
    await undo();
    assert.equal(text(), original);
    await redo();
    assert.deepEqual(shown(), twoHunks.slice(1));
  });

  it("knows the hunks of a follow-up from those that were kept before it", async () => {
    const edit = await propose();
    await editing.edits.keep(edit?.id ?? "", edit?.hunks[0]?.id);
    await editing.answers(fenced("ONE\nTWO\nthree\nFOUR\nFIVE"));
    await editing.edits.followUp(edit?.id ?? "", "More.");
    const hunks = [
      { line: 0, added: 1, removed: ["one"] },
      { line: 3, added: 2, removed: ["four", "five"] },
    ];
    assert.deepEqual(shown(), hunks);
    await type(editor, 5, 0, "six\n");
    await undo();
    assert.deepEqual(shown(), hunks);
    await undo();
    assert.equal(text(), proposed);
    assert.deepEqual(shown(), twoHunks.slice(1));
    await undo();
    assert.equal(text(), original);
    await redo();
    await redo();
    assert.deepEqual(shown(), hunks);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), "one\nTWO\nthree\nfour\nfive\n");
  });

  it("goes back through a retry to the first proposal, and to the original", async () => {
    const edit = await propose();
    await editing.answers(fenced("1\ntwo\nthree\nfour\n5"));
    await editing.edits.retry(edit?.id ?? "", "Numbers.");
    assert.equal(text(), "1\ntwo\nthree\nfour\n5\n");
    isWhole();
    await undo();
    assert.equal(text(), proposed);
    assert.deepEqual(shown(), twoHunks);
    await undo();
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    await redo();
    await redo();
    assert.equal(text(), "1\ntwo\nthree\nfour\n5\n");
    isWhole();
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(text(), original);
  });

  it("goes on writing a follow-up while something elsewhere is undone", async () => {
    const edit = await editing.edit(editor.document, { start: 0, end: 3 }, fenced("one\nTWO\nthree"));
    await type(editor, 4, 0, "more\n");
    await editing.answers({ type: "answer", text: fenced("one\nTWO!\nthree"), deltaMs: 60, deltaChars: 2 });
    const followed = editing.edits.followUp(edit?.id ?? "", "Louder.");
    await editing.untilWriting(editor.document.uri);
    await undo();
    assert.equal(pending()[0]?.phase.type, "writing");
    await followed;
    assert.equal(text(), "one\nTWO!\nthree\nfour\nfive\n");
    isWhole();
  });

  it("stops a follow-up when the proposal that it builds upon is undone", async () => {
    const edit = await propose();
    await editing.answers({ type: "answer", text: fenced("one\nTWO!"), deltaMs: 60, deltaChars: 2 });
    const followed = editing.edits.followUp(edit?.id ?? "", "Louder.");
    await editing.untilWriting(editor.document.uri);
    await undo();
    await followed;
    assert.equal(text(), original);
    assert.deepEqual(pending(), []);
    assert.match(editing.dialogs.said, /changed, so the edit was stopped/);
    await redo();
    assert.deepEqual(shown(), twoHunks);
    isWhole();
  });

  it("keeps a held proposal while something elsewhere is undone", async () => {
    await type(editor, 5, 0, "six\n");
    await editing.edit(editor.document, { start: 0, end: 1 }, fenced("o\u202ene"));
    await undo();
    assert.equal(pending()[0]?.phase.type, "held");
    await redo();
    assert.equal(pending()[0]?.phase.type, "held");
    assert.equal(text(), `${original}six\n`);
  });
});

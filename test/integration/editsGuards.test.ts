import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { LineRange } from "../../src/core/lineRange";
import { eachProves } from "../support/proof";
import { Editing, endless, fenced, hunksOf, type, undo } from "./editing";
import { endpoint, until } from "./host";

const key = `sk-ant-api03-${"0a1B2c3D4e".repeat(3)}`;

describe("What an inline edit never does", () => {
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  const show = (content: string) => editing.show({ content });

  /** Code of the chat, put over these lines; gives the edit's id. */
  async function propose(
    { document }: vscode.TextEditor,
    range: LineRange,
    ...lines: readonly string[]
  ): Promise<string> {
    await editing.edits.propose({ document, range, lines });
    return editing.edits.all[0]?.id ?? "";
  }

  describe("Undo leaves nothing behind and takes nothing along", () => {
    eachProves({ row: "T50", tried: "places where Undo could go wrong" });
    it("in an empty document", async () => {
      const { document } = await show("");
      const edit = await editing.edit(document, { start: 0, end: 0 }, fenced("a\nb"));
      assert.equal(document.getText(), "a\nb\n");
      await editing.edits.undo(edit?.id ?? "");
      assert.equal(document.getText(), "");
    });

    it("between two lines", async () => {
      const editor = await show("a\nb\n");
      const id = await propose(editor, { start: 1, end: 1 }, "new", "newer");
      assert.equal(editor.document.getText(), "a\nnew\nnewer\nb\n");
      await editing.edits.undo(id);
      assert.equal(editor.document.getText(), "a\nb\n");
    });

    it("behind a last line without a line end", async () => {
      const editor = await show("a\nb");
      const id = await propose(editor, { start: 2, end: 2 }, "new");
      assert.equal(editor.document.getText(), "a\nb\nnew");
      await editing.edits.undo(id);
      assert.equal(editor.document.getText(), "a\nb");
    });

    it("of a line that was typed at the end of Claude's", async () => {
      const editor = await show("a\nb\nc\nd\n");
      const id = await propose(editor, { start: 1, end: 3 }, "B", "C", "C2");
      await type(editor, 3, 2, "\nmine");
      await editing.edits.undo(id);
      assert.equal(editor.document.getText(), "a\nb\nc\nmine\nd\n");
    });

    it("of lines that were typed where Claude deleted one", async () => {
      const editor = await show("a\nb\nc\n");
      const id = await propose(editor, { start: 0, end: 2 }, "a");
      assert.equal(editor.document.getText(), "a\nc\n");
      await type(editor, 0, 1, "\nmine\nmine too");
      await editing.edits.undo(id);
      assert.equal(editor.document.getText(), "a\nmine\nmine too\nb\nc\n");
    });

    it("of two proposals for the same lines, whichever is undone first", async () => {
      for (const isReversed of [false, true]) {
        const editor = await show("l0\nl1\nl2\nl3\nl4\n");
        const { document } = editor;
        await propose(editor, { start: 1, end: 4 }, "A", "B", "C");
        await propose(editor, { start: 2, end: 3 }, "B2", "B3");
        assert.equal(document.getText(), "l0\nA\nB2\nB3\nC\nl4\n");
        const ids = editing.edits.of(document.uri).map(({ id }) => id);
        for (const id of isReversed ? ids.toReversed() : ids) {
          await editing.edits.undo(id);
        }
        assert.equal(document.getText(), "l0\nl1\nl2\nl3\nl4\n");
      }
    });
  });

  describe("a hunk is not lost", () => {
    it("when typing elsewhere is undone", async () => {
      const editor = await show("a\nb\nc\nd\n");
      await propose(editor, { start: 1, end: 3 }, "B", "C");
      await type(editor, 4, 0, "x");
      await undo();
      assert.deepEqual(hunksOf(editing.edits.all[0]), [{ line: 1, added: 2, removed: ["b", "c"] }]);
    });

    it("when a follow-up changes other lines than the one that was kept before it", async () => {
      const editor = await show("a\nb\nc\nd\ne\nf\n");
      const edit = await editing.edit(editor.document, { start: 0, end: 5 }, fenced("A\nb\nC\nd\ne"));
      await editing.edits.keep(edit?.id ?? "", edit?.hunks[0]?.id);
      await editing.answers(fenced("A\nb\nCC\nd\nE"));
      await editing.edits.followUp(edit?.id ?? "", "More.");
      const hunks = [
        { line: 2, added: 1, removed: ["c"] },
        { line: 4, added: 1, removed: ["e"] },
      ];
      assert.deepEqual(hunksOf(editing.edits.all[0]), hunks);
      await type(editor, 5, 0, "x");
      await undo();
      assert.deepEqual(hunksOf(editing.edits.all[0]), hunks);
    });

    it("when a follow-up is not asked for, as its lines have become too long", async () => {
      const editor = await show("a\nb\nc\n");
      const edit = await editing.edit(editor.document, { start: 0, end: 2 }, fenced("A\nB"));
      await editor.edit((builder) => builder.insert(new vscode.Position(1, 0), `${"x".repeat(400_100)}\n`));
      const before = hunksOf(editing.edits.all[0]);
      assert.ok(before.length > 0);
      await editing.edits.followUp(edit?.id ?? "", "More.");
      assert.deepEqual(hunksOf(editing.edits.all[0]), before);
      assert.equal((await endpoint.requests()).length, 1);
    });

    it("when a retry fails, nor is the instruction before it", async () => {
      const { document } = await show("one\ntwo\n");
      const edit = await editing.edit(document, { start: 0, end: 1 }, fenced("ONE"));
      await editing.answers({ type: "error", status: 400, message: "no" });
      await editing.edits.retry(edit?.id ?? "", "Another instruction.");
      const [after] = editing.edits.all;
      assert.equal(after?.instruction, "Change it.");
      assert.deepEqual(hunksOf(after), [{ line: 0, added: 1, removed: ["one"] }]);
      assert.equal(document.getText(), "ONE\ntwo\n");
    });
  });

  it("an edit does not go over to what only shows the same text, such as the empty reply to a comment", async () => {
    const { document } = await show("one\ntwo\n");
    const edit = await editing.edit(document, { start: 0, end: 1 }, fenced("ONE"));
    const changed = new vscode.EventEmitter<vscode.Uri>();
    let text = "";
    editing.disposables.push(
      changed,
      vscode.workspace.registerTextDocumentContentProvider("ask-claude-mirror", {
        onDidChange: changed.event,
        provideTextDocumentContent: () => text,
      }),
    );
    const mirror = await vscode.workspace.openTextDocument(vscode.Uri.parse("ask-claude-mirror:/a.txt"));
    text = document.getText();
    changed.fire(mirror.uri);
    await until(() => mirror.getText() === text);
    assert.deepEqual(
      editing.edits.all.map(({ uri }) => uri.toString()),
      [document.uri.toString()],
    );
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(document.getText(), "one\ntwo\n");
  });

  it("an edit that failed does not stay pending, nor in the way of the next", async () => {
    const { document } = await show("one\ntwo\n");
    for (let times = 0; times < 3; times += 1) {
      await editing.edit(document, { start: 0, end: 1 }, { type: "error", status: 400, message: "no" });
      await until(() => editing.edits.all.length === 0);
    }
    await editing.edit(document, { start: 0, end: 1 }, fenced("ONE"));
    assert.equal(document.getText(), "ONE\ntwo\n");
    await editing.undoAll(document.uri);
    assert.equal(document.getText(), "one\ntwo\n");
  });

  describe("a secret does not go out unasked", () => {
    /** Of all that went to the endpoint since the test began. */
    async function sent(): Promise<number> {
      const requests = await endpoint.requests();
      assert.ok(requests.every(({ body }) => !body.includes(key)));
      return requests.length;
    }

    const untilAsked = () =>
      until(() => editing.dialogs.shown.some(({ message, detail }) => /secret/.test(message + detail)));

    it("that was typed near the lines before a retry", async () => {
      const editor = await show("l0\nl1\nl2\n");
      const edit = await editing.edit(editor.document, { start: 1, end: 2 }, fenced("B"));
      await type(editor, 2, 2, ` key = "${key}"`);
      await editing.answers(fenced("C"));
      await editing.edits.retry(edit?.id ?? "", "Again.");
      await untilAsked();
      assert.equal(await sent(), 1);
      assert.equal(editor.document.getText(), `l0\nB\nl2 key = "${key}"\n`);
    });

    it("that was typed into the lines before they are asked about again", async () => {
      const editor = await show("l0\nl1\nl2\n");
      await editing.answers(endless("B"), fenced("C"));
      const started = editing.start(editor.document, { start: 1, end: 2 });
      await editing.untilWriting(editor.document.uri);
      editing.dialogs.answer = "Try Again";
      await type(editor, 1, 2, ` key = "${key}"`);
      await started;
      await untilAsked();
      await until(() => editing.edits.all.length === 0);
      assert.equal(await sent(), 1);
      assert.equal(editor.document.getText(), `l0\nl1 key = "${key}"\nl2\n`);
    });
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { LineRange } from "../../src/core/lineRange";
import type { InlineEdit } from "../../src/host/edit/inlineEdit";
import type { AnswerBehaviour } from "../support/messages/behaviour";
import { Editing, endless, fenced, hunksOf, slow, type, undo } from "./editing";
import { endpoint, until } from "./host";

const lines = (...numbers: readonly number[]): readonly LineRange[] =>
  numbers.map((line) => ({ start: line, end: line + 1 }));

/** Its third line is half, and nothing comes after it. */
const cut: AnswerBehaviour = {
  type: "answer",
  text: "```\nONE\ntwo\nTHREE\nfo",
  stopReason: "max_tokens",
  deltaMs: 0,
};

const nine = "l0\nl1\nl2\nl3\nl4\nl5\nl6\nl7\nl8\n";
const four = "one\ntwo\nthree\nfour\n";

describe("An inline edit while something else happens", () => {
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  /** A file as a person opens it: a test that opens one by the API would keep it from being closed. */
  async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
    await vscode.commands.executeCommand("vscode.open", uri);
    await until(() => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString());
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    return editor;
  }

  async function close(document: vscode.TextDocument): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await until(() => document.isClosed, 20_000);
  }

  /** Resolves with the edit in which this line has come. */
  async function untilCame(line: string): Promise<InlineEdit> {
    const withLine = (): InlineEdit | undefined =>
      editing.edits.all.find(({ phase }) => phase.type === "writing" && phase.tail.includes(line));
    await until(() => withLine() !== undefined);
    const edit = withLine();
    assert.ok(edit);
    return edit;
  }

  /** Has the person look at the message about the cut answer for as long as they like; resolves when it is there. */
  async function untilCut(document: vscode.TextDocument): Promise<() => Promise<void>> {
    let press = (): void => undefined;
    editing.dialogs.answer = new Promise((resolve) => {
      press = () => resolve("Use the Part That Came");
    });
    await editing.answers(cut);
    await editing.start(document, { start: 0, end: 4 });
    await until(() =>
      editing.dialogs.shown.some(({ buttons }) => buttons.includes("Use the Part That Came")),
    );
    return async () => {
      press();
      await editing.dialogs.answer;
    };
  }

  describe("to the document", () => {
    it("follows a change made above it before its turn to be written came", async () => {
      const editor = await editing.show({ content: nine });
      await editing.answers(slow("A"), slow("B"), slow("C"), fenced("D"));
      const started = editing.start(editor.document, ...lines(1, 3, 5, 7));
      await editing.untilWriting(editor.document.uri);
      await type(editor, 0, 0, "new\n");
      await started;
      const text = editor.document.getText().split("\n");
      assert.deepEqual(
        text.filter((_, index) => index % 2 === 1),
        ["l0", "l2", "l4", "l6", "l8"],
      );
      assert.deepEqual(text.filter((line) => /^[A-Z]$/.test(line)).toSorted(), ["A", "B", "C", "D"]);
      assert.equal(text[0], "new");
      await editing.undoAll(editor.document.uri);
      assert.equal(editor.document.getText(), `new\n${nine}`);
    });

    it("leaves a file alone that is closed when one of a group has ended", async () => {
      const { document } = await open(await editing.file("nine.txt", nine));
      await editing.answers(fenced("A"), endless("B"));
      const started = editing.start(document, ...lines(1, 3));
      await untilCame("A");
      await untilCame("B");
      await close(document);
      await started;
      assert.match(editing.dialogs.said, /nine\.txt was closed, so the edit was stopped/);
      const again = await vscode.workspace.openTextDocument(document.uri);
      assert.equal(again.getText(), nine);
      assert.equal(again.isDirty, false);
    });

    it("asks nothing more about a file that was closed", async () => {
      const { document } = await open(await editing.file("nine.txt", nine));
      await editing.answers(endless("A"), endless("B"), endless("C"), fenced("D"));
      const started = editing.start(document, ...lines(1, 3, 5, 7));
      await until(async () => (await endpoint.requests()).length === 3);
      await close(document);
      await started;
      assert.equal((await endpoint.requests()).length, 3);
      const again = await vscode.workspace.openTextDocument(document.uri);
      assert.equal(again.getText(), nine);
    });

    it("puts no part of an answer into a file that was closed and opened again meanwhile", async () => {
      const { document } = await open(await editing.file("four.txt", four));
      const use = await untilCut(document);
      await close(document);
      const again = await open(document.uri);
      await type(again, 0, 0, "my first\n");
      await use();
      // What would be applied comes before this.
      await type(again, 5, 0, "my last\n");
      assert.equal(again.document.getText(), `my first\n${four}my last\n`);
      assert.deepEqual(editing.edits.all, []);
    });

    it("puts no part of an answer over lines that the person wrote anew meanwhile", async () => {
      const editor = await editing.show({ content: four });
      const use = await untilCut(editor.document);
      await editor.edit((builder) => builder.replace(new vscode.Range(1, 0, 1, 3), "two, mine\nand this"));
      await use();
      await until(() => editing.dialogs.said.includes("were changed meanwhile. Nothing was applied."));
      assert.equal(editor.document.getText(), "one\ntwo, mine\nand this\nthree\nfour\n");
      assert.deepEqual(editing.edits.all, []);
    });
  });

  describe("to its own lines", () => {
    const letters = "a\nb\nc\nd\ne\nf\n";

    /** The second and the third line are under review; a follow-up about them has come, and has not ended. */
    async function followUp(editor: vscode.TextEditor): Promise<{ readonly ended: Promise<void> }> {
      const edit = await editing.edit(editor.document, { start: 1, end: 3 }, fenced("B\nC"));
      await type(editor, 5, 0, "x\n");
      await editing.answers(slow("BB\nCC"));
      const ended = editing.edits.followUp(edit?.id ?? "", "More.");
      await untilCame("CC");
      return { ended };
    }

    it("keeps what is typed into them while a follow-up is written, and stops", async () => {
      const editor = await editing.show({ content: letters });
      const { ended } = await followUp(editor);
      await type(editor, 1, 1, " mine");
      await ended;
      assert.equal(editor.document.getText(), "a\nB mine\nC\nd\ne\nx\nf\n");
      assert.match(editing.dialogs.said, /changed, so the edit was stopped/);
      await editing.undoAll(editor.document.uri);
      assert.equal(editor.document.getText(), "a\nB mine\nb\nc\nd\ne\nx\nf\n");
    });

    it("keeps what is typed into them after something elsewhere was undone", async () => {
      const editor = await editing.show({ content: letters });
      const { ended } = await followUp(editor);
      await undo();
      assert.equal(editing.edits.all[0]?.phase.type, "writing");
      await type(editor, 2, 0, "my own line\n");
      await ended;
      assert.equal(editor.document.getText(), "a\nB\nmy own line\nC\nd\ne\nf\n");
    });

    it("begins again with what the person wrote, while the rest of its group is still written", async () => {
      const editor = await editing.show({ content: nine });
      const { document } = editor;
      await editing.answers(fenced("OLD"), slow("OTHER"), slow("NEW"));
      const started = editing.start(document, ...lines(1, 3));
      const { range } = await untilCame("OLD");
      await untilCame("OTHER");
      editing.dialogs.answer = "Try Again";
      await type(editor, range.start, 2, " mine");
      await started;
      const other = range.start === 1 ? 3 : 1;
      const expected = nine.split("\n").with(range.start, `l${range.start} mine`);
      assert.equal(document.getText(), expected.with(other, "OTHER").join("\n"));
      await until(() => editing.edits.all.every(({ phase }) => phase.type === "reviewing"));
      assert.equal(document.getText(), expected.with(other, "OTHER").with(range.start, "NEW").join("\n"));
      await editing.undoAll(document.uri);
      assert.equal(document.getText(), expected.join("\n"));
    });
  });

  describe("to the edit", () => {
    it("can be cancelled when it has ended and the rest of its group has not", async () => {
      const { document } = await editing.show({ content: nine });
      await editing.answers(fenced("A"), endless("B"));
      const started = editing.start(document, ...lines(1, 3));
      await untilCame("A");
      await untilCame("B");
      editing.edits.all.forEach(({ id }) => editing.edits.cancel(id));
      await started;
      assert.equal(document.getText(), nine);
      assert.deepEqual(editing.edits.all, []);
    });

    it("keeps code of the chat out of lines that are being written", async () => {
      const { document } = await editing.show({ content: nine });
      await editing.answers(slow("X\nY\nZ"));
      const started = editing.start(document, { start: 1, end: 4 });
      await untilCame("Z");
      await editing.edits.propose({ document, range: { start: 2, end: 3 }, lines: ["FROM CHAT"] });
      assert.match(editing.dialogs.said, /Another edit of these lines .* is pending/);
      assert.equal(document.getText(), nine);
      await started;
      assert.equal(document.getText(), nine.replace("l1\nl2\nl3", "X\nY\nZ"));
      await editing.undoAll(document.uri);
      assert.equal(document.getText(), nine);
    });

    it("stays held when it is kept while a follow-up is written, which is then cancelled", async () => {
      const { document } = await editing.show({ content: "one\ntwo\n" });
      const edit = await editing.edit(document, { start: 0, end: 2 }, fenced("one\nt\u202ewo"));
      const id = edit?.id ?? "";
      await editing.answers(endless("one\nclean"));
      const followed = editing.edits.followUp(id, "Without hidden characters.");
      await untilCame("clean");
      editing.dialogs.answer = "Apply Anyway";
      await editing.edits.keep(id);
      assert.match(editing.dialogs.said, /still writing this edit/);
      assert.equal(document.getText(), "one\ntwo\n");
      editing.edits.cancel(id);
      await followed;
      assert.equal(editing.edits.find(id)?.phase.type, "held");
      assert.equal(document.getText(), "one\ntwo\n");
      await editing.edits.review(id);
      assert.equal(document.getText(), "one\nt\u202ewo\n");
      assert.deepEqual(hunksOf(editing.edits.find(id)), [{ line: 1, added: 1, removed: ["two"] }]);
    });
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { allLines, Editing, fenced, hunksOf, type, undo } from "./editing";
import { until } from "./host";

const slow = (text: string) => ({ type: "answer", text: fenced(text), deltaMs: 40, deltaChars: 3 }) as const;

describe("inline edits beside each other, and beside other changes", () => {
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  const numbered = (count: number): string =>
    Array.from({ length: count }, (_, index) => `line ${index}`).join("\n");

  it("puts two edits where they belong that are written at once and end one after the other", async () => {
    const { document } = await editing.show({ content: "a\nb\nc\nd\ne\n" });
    await editing.answers(slow("B\nB\nB\nB\nB\nB"), "```\nD\nD\n```\n");
    const first = editing.start(document, { start: 1, end: 2 });
    await editing.untilWriting(document.uri);
    const second = editing.start(document, { start: 3, end: 4 });
    await second;
    assert.equal(document.getText(), "a\nb\nc\nD\nD\ne\n");
    await first;
    assert.equal(document.getText(), "a\nB\nB\nB\nB\nB\nB\nc\nD\nD\ne\n");
    const [one, two] = editing.edits.of(document.uri);
    assert.deepEqual(hunksOf(two), [{ line: 8, added: 2, removed: ["d"] }]);
    await editing.edits.undo(one?.id ?? "");
    assert.equal(document.getText(), "a\nb\nc\nD\nD\ne\n");
    await editing.edits.undo(two?.id ?? "");
    assert.equal(document.getText(), "a\nb\nc\nd\ne\n");
  });

  it("writes one while another is under review, and decides that one meanwhile", async () => {
    const { document } = await editing.show({ content: "a\nb\nc\nd\ne\n" });
    const reviewed = await editing.edit(document, { start: 0, end: 2 }, fenced("A\nA\nA\nb"));
    await editing.answers(slow("E\nE"));
    const writing = editing.start(document, { start: 6, end: 7 });
    await editing.untilWriting(document.uri);
    await editing.edits.undo(reviewed?.id ?? "");
    assert.equal(document.getText(), "a\nb\nc\nd\ne\n");
    await writing;
    assert.equal(document.getText(), "a\nb\nc\nd\nE\nE\n");
    await editing.undoAll(document.uri);
    assert.equal(document.getText(), "a\nb\nc\nd\ne\n");
  });

  it("follows selections that still wait for their turn", async () => {
    const editor = await editing.show({ content: numbered(12) });
    const { document } = editor;
    await editing.answers(slow("A A A"), slow("B B B"), slow("C C C"), "```\nD\n```\n", "```\nE\n```\n");
    const ranges = [0, 2, 4, 6, 8].map((start) => ({ start, end: start + 1 }));
    const started = editing.start(document, ...ranges);
    assert.equal(editing.edits.of(document.uri).length, 5, "all of them can be seen at once");
    await editing.untilWriting(document.uri);
    await type(editor, 5, 0, "more\nand more\n");
    await started;
    const lines = document.getText().split("\n");
    // Which answer an edit gets is left to the network; where it goes is not.
    const answers = [0, 2, 4, 8, 10].map((line) => lines[line]);
    assert.deepEqual(answers.toSorted(), ["A A A", "B B B", "C C C", "D", "E"]);
    await editing.undoAll(document.uri);
    assert.equal(document.getText(), numbered(12).replace("line 5", "more\nand more\nline 5"));
  });

  it("leaves out selections that were cancelled, or written over, before their turn or after their end", async () => {
    const editor = await editing.show({ content: numbered(12) });
    const { document } = editor;
    await editing.answers(
      slow("S S S S S S"),
      "```\nF\n```\n",
      "```\nF\n```\n",
      "```\nF\n```\n",
      "```\nF\n```\n",
    );
    const ranges = [0, 2, 4, 6, 8, 10].map((start) => ({ start, end: start + 1 }));
    const started = editing.start(document, ...ranges);
    const all = editing.edits.of(document.uri);
    editing.edits.cancel(all[5]?.id ?? "");
    await type(editor, 8, 0, "mine: ");
    await until(() => editing.edits.of(document.uri).length === 5);
    await started;
    const lines = document.getText().split("\n");
    assert.equal(lines[8], "mine: line 8");
    assert.equal(lines[10], "line 10");
    assert.deepEqual([0, 2, 4, 6].map((line) => lines[line]).toSorted(), ["F", "F", "F", "S S S S S S"]);
    assert.match(editing.dialogs.said, /changed, so the edit was stopped/);
  });

  it("tries again where it should, after lines moved", async () => {
    const editor = await editing.show({ content: "a\nb\nc\nd\n" });
    const { document } = editor;
    const above = await editing.edit(document, { start: 0, end: 1 }, fenced("A"));
    let answer: (button: string | undefined) => void = () => undefined;
    const show = vscode.window.showWarningMessage;
    Object.assign(vscode.window, {
      showWarningMessage: (_text: string, ...buttons: readonly vscode.MessageItem[]) =>
        new Promise((resolve) => {
          answer = (title) => resolve(buttons.find((button) => button.title === title));
        }),
    });
    try {
      await editing.edit(
        document,
        { start: 2, end: 3 },
        { type: "cut", how: "end", afterChars: 6, text: fenced("C") },
      );
      // The other edit moves the lines by its own step, the person by typing.
      await editing.answers(fenced("A\nA\nA"));
      await editing.edits.followUp(above?.id ?? "", "More.");
      await type(editor, 0, 0, "zero\n");
      await editing.answers(fenced("C"));
      answer("Try Again");
      await until(() => editing.edits.of(document.uri).length === 2);
      await until(() => document.getText().includes("C"));
    } finally {
      Object.assign(vscode.window, { showWarningMessage: show });
    }
    assert.equal(document.getText(), "zero\nA\nA\nA\nb\nC\nd\n");
  });

  it("gets its place while somebody types without a pause", async () => {
    const editor = await editing.show({ content: `${numbered(40)}\n` });
    const { document } = editor;
    const over = new AbortController();
    let typed = 0;
    const typing = (async () => {
      for (; !over.signal.aborted; typed += 1) {
        await editor.edit(
          (builder) => builder.insert(new vscode.Position(0, 0), typed % 5 === 4 ? "\n" : "x"),
          {
            undoStopBefore: false,
            undoStopAfter: false,
          },
        );
      }
    })();
    for (const [at, answer] of [
      [10, "ten\n10"],
      [20, "twenty"],
      [30, "thirty\n30\n30"],
    ] as const) {
      await editing.answers(fenced(answer));
      const line = document.getText().split("\n").indexOf(`line ${at}`);
      await editing.start(document, { start: line, end: line + 1 });
    }
    over.abort();
    await typing;
    const expected = numbered(40)
      .replace("line 10", "ten\n10")
      .replace("line 20", "twenty")
      .replace("line 30", "thirty\n30\n30");
    assert.deepEqual(editing.dialogs.shown, []);
    assert.equal(document.getText().replace(/^[x\n]*/, ""), `${expected}\n`);
    assert.equal(
      document
        .getText()
        .slice(0, -expected.length - 1)
        .replaceAll(/[\nx]/g, ""),
      "",
    );
    assert.ok(typed > 10);
    await editing.undoAll(document.uri);
    assert.ok(document.getText().endsWith(`${numbered(40)}\n`));
    assert.deepEqual(editing.dialogs.shown, []);
  });

  it("keeps what something else writes into a proposal in the very moment it comes", async () => {
    const editor = await editing.show({ content: "a\nb\nc\n" });
    const { document } = editor;
    let times = 0;
    editing.disposables.push(
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && event.contentChanges.length > 0 && times < 2) {
          times += 1;
          const edit = new vscode.WorkspaceEdit();
          edit.insert(document.uri, new vscode.Position(1, 0), `linter ${times}\n`);
          void vscode.workspace.applyEdit(edit);
        }
      }),
    );
    await editing.edit(document, { start: 1, end: 2 }, fenced("B\nB2"));
    await until(() => times === 2 && document.getText().includes("linter 2"));
    assert.equal(document.getText(), "a\nlinter 2\nlinter 1\nB\nB2\nc\n");
    await editing.undoAll(document.uri);
    assert.equal(document.getText(), "a\nlinter 2\nlinter 1\nb\nc\n");
  });

  it("gives way to one that changes the same lines just before", async () => {
    const editor = await editing.show({ content: "a\nb\nc\n" });
    const { document } = editor;
    const wordOf = () => document.lineAt(1).text;
    let isDone = false;
    editing.disposables.push(
      editing.edits.onDidChange(() => {
        // The last thing before the proposal is put into the document.
        const [pending] = editing.edits.of(document.uri);
        if (!isDone && pending?.phase.type === "writing" && pending.phase.lineCount > 0) {
          isDone = true;
          void type(editor, 1, 1, "!");
        }
      }),
    );
    await editing.edit(document, { start: 1, end: 2 }, fenced("B"));
    await until(() => wordOf() === "b!");
    assert.equal(document.getText(), "a\nb!\nc\n");
    assert.deepEqual(editing.edits.all, []);
    assert.match(editing.dialogs.said, /changed, so the edit was stopped/);
  });

  it("shows one review in two editors of a document, and goes on when one is closed", async () => {
    const left = await editing.show({ content: "a\nb\nc\nd\n" });
    const { document } = left;
    await editing.edit(document, { start: 0, end: 1 }, fenced("A"));
    const right = await editing.show(document.uri, { viewColumn: vscode.ViewColumn.Beside });
    assert.equal(right.document, document);
    const below = await editing.edit(document, { start: 3, end: 4 }, fenced("D\nD"));
    await type(right, 1, 0, "mine\n");
    assert.equal(editing.edits.of(document.uri).length, 2);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    assert.equal(editing.edits.of(document.uri).length, 2);
    await editing.undoAll(document.uri);
    assert.equal(document.getText(), "a\nmine\nb\nc\nd\n");
    assert.notEqual(below, undefined);
    await vscode.window.showTextDocument(document);
    await undo();
    await undo();
    assert.equal(editing.edits.of(document.uri).length, 2);
  });

  it("takes an empty document, and gives it back", async () => {
    const { document } = await editing.show({ content: "" });
    const edit = await editing.edit(document, allLines(document), fenced("a\nb"));
    assert.equal(document.getText(), "a\nb");
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(document.getText(), "");
  });
});

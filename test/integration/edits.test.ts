import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import type { InlineEdit } from "../../src/host/edit/inlineEdit";
import { isFullSize, proved } from "../support/proof";
import { Dialogs } from "./dialogs";
import { fenced, redo, undo } from "./editing";
import { endpoint, freshChat, until } from "./host";

async function show(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

describe("an inline edit", () => {
  let api: TestApi;
  let dialogs: Dialogs;

  beforeEach(async () => {
    api = await freshChat();
    dialogs = new Dialogs();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  afterEach(async () => {
    for (const { id } of api.edits.all) {
      await api.edits.undo(id);
    }
    dialogs.dispose();
    while (vscode.window.activeTextEditor?.document.isDirty === true) {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  /** Asks for a change of some lines, and has the endpoint give this answer. */
  async function edit(
    { document }: vscode.TextEditor,
    start: number,
    end: number,
    answer: string,
  ): Promise<readonly InlineEdit[]> {
    await endpoint.next({ type: "answer", text: answer, deltaMs: 0 });
    await api.edits.start({ document, ranges: [{ start, end }], instruction: "Change it.", context: [] });
    return api.edits.of(document.uri);
  }

  it("puts the proposal into the document, and one Undo takes it back, exactly", async () => {
    const editor = await show("one\ntwo\nthree\nfour\nfive\n");
    const [pending] = await edit(editor, 1, 4, fenced("TWO\nthree\nFOUR"));
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nFOUR\nfive\n");
    assert.deepEqual(
      pending?.hunks.map(({ line, added, removed }) => ({ line, added, removed })),
      [
        { line: 1, added: 1, removed: ["two"] },
        { line: 3, added: 1, removed: ["four"] },
      ],
    );
    await undo();
    assert.equal(editor.document.getText(), "one\ntwo\nthree\nfour\nfive\n");
    assert.equal(api.edits.all.length, 0);
    await redo();
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nFOUR\nfive\n");
    assert.equal(api.edits.all[0]?.hunks.length, 2);
  });

  it("keeps one hunk and undoes the other, in either order", async () => {
    for (const keptFirst of [true, false]) {
      const editor = await show("one\ntwo\nthree\nfour\nfive\n");
      const [pending] = await edit(editor, 0, 5, fenced("ONE\ntwo\nthree\nfour\nFIVE"));
      assert.ok(pending);
      const [first, last] = pending.hunks;
      const keep = () => api.edits.keep(pending.id, first?.id);
      const take = () => api.edits.undo(pending.id, last?.id);
      await (keptFirst ? keep().then(take) : take().then(keep));
      assert.equal(editor.document.getText(), "ONE\ntwo\nthree\nfour\nfive\n");
      assert.deepEqual(api.edits.all, []);
      await undo();
      assert.equal(editor.document.getText(), "ONE\ntwo\nthree\nfour\nFIVE\n");
      await undo();
      assert.equal(editor.document.getText(), "one\ntwo\nthree\nfour\nfive\n");
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });

  it("gives the original after Keep All and one Undo", async () => {
    const editor = await show("a\r\nb\r\nc\r\nd");
    const [pending] = await edit(editor, 0, 4, fenced("A\nb\nnew\nc"));
    assert.equal(editor.document.getText(), "A\r\nb\r\nnew\r\nc");
    await api.edits.keep(pending?.id ?? "");
    assert.deepEqual(api.edits.all, []);
    await undo();
    assert.equal(editor.document.getText(), "a\r\nb\r\nc\r\nd");
    await redo();
    assert.equal(editor.document.getText(), "A\r\nb\r\nnew\r\nc");
    assert.deepEqual(api.edits.all, []);
  });

  it("leaves the document alone while the answer is under way, and follows changes elsewhere", async () => {
    const editor = await show("one\ntwo\nthree\n");
    await endpoint.next({ type: "answer", text: fenced("TWO"), deltaMs: 100, deltaChars: 2 });
    const { document } = editor;
    const started = api.edits.start({
      document,
      ranges: [{ start: 1, end: 2 }],
      instruction: "Change it.",
      context: [],
    });
    await until(() => {
      const [pending] = api.edits.of(document.uri);
      return pending?.phase.type === "writing" && pending.phase.lineCount > 0;
    });
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 0), "zero\n");
      builder.insert(new vscode.Position(2, 5), "!");
    });
    assert.equal(document.getText(), "zero\none\ntwo\nthree!\n");
    await started;
    assert.equal(document.getText(), "zero\none\nTWO\nthree!\n");
    await api.edits.undo(api.edits.all[0]?.id ?? "");
    assert.equal(document.getText(), "zero\none\ntwo\nthree!\n");
  });

  it("stops and asks when the lines it is about to replace are changed", async () => {
    const editor = await show("one\ntwo\nthree\n");
    await endpoint.next({ type: "answer", text: fenced("TWO"), deltaMs: 100, deltaChars: 2 });
    const { document } = editor;
    const started = api.edits.start({
      document,
      ranges: [{ start: 1, end: 2 }],
      instruction: "Change it.",
      context: [],
    });
    await until(() => api.edits.of(document.uri)[0]?.phase.type === "writing");
    await editor.edit((builder) => builder.insert(new vscode.Position(1, 3), " and a half"));
    await started;
    assert.equal(document.getText(), "one\ntwo and a half\nthree\n");
    assert.deepEqual(api.edits.all, []);
    assert.match(dialogs.said, /changed, so the edit was stopped/);
  });

  it("keeps what the person writes into a proposal when it is undone", async () => {
    const editor = await show("one\ntwo\nthree\n");
    const [pending] = await edit(editor, 1, 2, fenced("TWO\nTWO and a half"));
    await editor.edit((builder) => builder.insert(new vscode.Position(2, 0), "mine\n"));
    assert.equal(editor.document.getText(), "one\nTWO\nmine\nTWO and a half\nthree\n");
    await api.edits.undo(pending?.id ?? "");
    assert.equal(editor.document.getText(), "one\ntwo\nmine\nthree\n");
  });

  for (const [name, behaviour] of [
    ["cut", { type: "cut", how: "close", afterChars: 8, text: fenced("TWO\nTHREE\nFOUR") }],
    ["refused", { type: "answer", text: fenced("TWO"), stopReason: "refusal" }],
    ["cut at max_tokens", { type: "answer", text: "```\nTWO\nTHR", stopReason: "max_tokens" }],
    ["failed", { type: "error", status: 400, message: "no" }],
  ] as const) {
    it(`changes nothing when the answer is ${name}`, async () => {
      const editor = await show("one\ntwo\nthree\n");
      await endpoint.next(behaviour);
      await api.edits.start({
        document: editor.document,
        ranges: [{ start: 0, end: 3 }],
        instruction: "Change it.",
        context: [],
      });
      assert.equal(editor.document.getText(), "one\ntwo\nthree\n");
      assert.deepEqual(api.edits.all, []);
      assert.equal(dialogs.shown.length, 1);
      proved({ row: "T51", tried: "ways in which an answer is no whole edit", count: 1 });
    });
  }

  it("changes nothing wherever the answer is cut", async function () {
    this.timeout(isFullSize ? 300_000 : 30_000);
    const answer = fenced("TWO\nTHREE\nFOUR");
    const cuts = Array.from(answer, (_, index) => index).filter((at) => isFullSize || at % 6 === 3);
    for (const afterChars of cuts) {
      const editor = await show("one\ntwo\nthree\n");
      await endpoint.next({ type: "cut", how: "close", afterChars, text: answer });
      await api.edits.start({
        document: editor.document,
        ranges: [{ start: 0, end: 3 }],
        instruction: "Change it.",
        context: [],
      });
      assert.equal(editor.document.getText(), "one\ntwo\nthree\n", `after ${afterChars} characters`);
      assert.deepEqual(api.edits.all, []);
    }
    assert.equal(dialogs.shown.length, cuts.length);
    proved({ row: "T51", tried: "places where an answer with an edit is cut", count: cuts.length });
  });

  it("puts what came of a cut answer up for review when the person says so", async () => {
    dialogs.answer = "Use the Part That Came";
    const editor = await show("one\ntwo\nthree\nfour\n");
    await endpoint.next({ type: "answer", text: "```\nONE\ntwo\nTHREE\nfo", stopReason: "max_tokens" });
    await api.edits.start({
      document: editor.document,
      ranges: [{ start: 0, end: 4 }],
      instruction: "Change it.",
      context: [],
    });
    await until(() => editor.document.getText() === "ONE\ntwo\nTHREE\nfour\n");
    assert.equal(api.edits.all.length, 1);
  });

  it("makes one edit of each selection, and takes them back with one Undo", async () => {
    const editor = await show("one\ntwo\nthree\nfour\n");
    await endpoint.next({ type: "answer", text: fenced("X"), deltaMs: 0 });
    await endpoint.next({ type: "answer", text: fenced("Y\nZ"), deltaMs: 0 });
    await api.edits.start({
      document: editor.document,
      ranges: [
        { start: 0, end: 1 },
        { start: 2, end: 3 },
      ],
      instruction: "Change it.",
      context: [],
    });
    assert.equal(api.edits.all.length, 2);
    assert.match(editor.document.getText(), /^(X\ntwo\nY\nZ|Y\nZ\ntwo\nX)\nfour\n$/);
    await undo();
    assert.equal(editor.document.getText(), "one\ntwo\nthree\nfour\n");
  });

  it("follows up in the same conversation, from what stands there", async () => {
    const editor = await show("one\ntwo\nthree\n");
    const [pending] = await edit(editor, 1, 2, fenced("TWO"));
    await endpoint.next({ type: "answer", text: fenced("Two!\nMore"), deltaMs: 0 });
    await api.edits.followUp(pending?.id ?? "", "Longer.");
    assert.equal(editor.document.getText(), "one\nTwo!\nMore\nthree\n");
    const requests = await endpoint.requests();
    const body = JSON.parse(requests.at(-1)?.body ?? "") as { messages: readonly { role: string }[] };
    assert.deepEqual(
      body.messages.map(({ role }) => role),
      ["user", "assistant", "user"],
    );
    await undo();
    assert.equal(editor.document.getText(), "one\nTWO\nthree\n");
    assert.equal(api.edits.all[0]?.hunks[0]?.removed[0], "two");
    await api.edits.undo(pending?.id ?? "");
    assert.equal(editor.document.getText(), "one\ntwo\nthree\n");
  });

  it("holds what has hidden characters until the person agrees", async () => {
    const editor = await show("one\ntwo\n");
    const [pending] = await edit(editor, 0, 2, fenced("one\nt\u202ewo"));
    assert.equal(pending?.phase.type, "held");
    assert.equal(editor.document.getText(), "one\ntwo\n");
    await api.edits.keep(pending?.id ?? "");
    assert.equal(editor.document.getText(), "one\ntwo\n");
    assert.ok(dialogs.shown.at(-1)?.isModal);
    dialogs.answer = "Apply Anyway";
    await api.edits.keep(pending?.id ?? "");
    assert.equal(editor.document.getText(), "one\nt\u202ewo\n");
    assert.deepEqual(api.edits.all, []);
  });
});

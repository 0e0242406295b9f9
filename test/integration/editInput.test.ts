import assert from "node:assert/strict";
import * as vscode from "vscode";

import { Editing, fenced } from "./editing";
import { endpoint, until } from "./host";
import { Inputs } from "./inputs";

const numbers = (count: number): string => Array.from({ length: count }, (_, line) => `${line}\n`).join("");

/** Symbols of plain text, told only when the test says so. */
class SlowSymbols implements vscode.DocumentSymbolProvider {
  readonly #range: vscode.Range;
  #tell = (): void => undefined;
  readonly #isTold = new Promise<void>((resolve) => {
    this.#tell = resolve;
  });
  isAsked = false;

  constructor(range: vscode.Range) {
    this.#range = range;
  }

  tell(): void {
    this.#tell();
  }

  async provideDocumentSymbols(): Promise<vscode.DocumentSymbol[]> {
    this.isAsked = true;
    await this.#isTold;
    return [new vscode.DocumentSymbol("slow", "", vscode.SymbolKind.Function, this.#range, this.#range)];
  }
}

describe("the input for an edit", () => {
  let editing: Editing;
  let inputs: Inputs;

  beforeEach(async () => {
    editing = await Editing.open();
    inputs = new Inputs();
    await vscode.commands.executeCommand("notifications.clearAll");
  });
  afterEach(async () => {
    await inputs.dispose();
    await editing.dispose();
  });

  const bodies = async (): Promise<string> => JSON.stringify(await endpoint.requests());

  it("opens before anybody knows what is around the cursor, and Enter waits for that", async () => {
    const slow = new SlowSymbols(new vscode.Range(2, 0, 4, 1));
    editing.disposables.push(vscode.languages.registerDocumentSymbolProvider("plaintext", slow));
    const { document } = await editing.show({ content: numbers(20) });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    const done = vscode.commands.executeCommand("askClaude.edit");
    const input = await inputs.opened();
    await until(() => slow.isAsked);
    assert.match(input.title ?? "", /^Edit with Claude: Untitled-\d+$/);
    assert.ok(input.busy);
    await editing.answers(fenced("two\nthree\nfour"));
    input.value = "Spell them out";
    await inputs.accept();
    assert.deepEqual(await endpoint.requests(), []);
    assert.ok(inputs.isOpen);
    slow.tell();
    await done;
    assert.match(input.title ?? "", /, function slow$/);
    assert.match(document.getText(), /^0\n1\ntwo\nthree\nfour\n5\n/);
    assert.match(await bodies(), /Spell them out/);
  });

  it("takes what the lines are when the instruction is given, not when it opened", async () => {
    const { document } = await editing.show({ content: numbers(6) });
    const done = vscode.commands.executeCommand("askClaude.edit");
    const input = await inputs.opened();
    await until(() => (input.title ?? "").endsWith("the whole file"));
    const more = new vscode.WorkspaceEdit();
    more.insert(document.uri, new vscode.Position(0, 0), "new\n");
    await vscode.workspace.applyEdit(more);
    await editing.answers(fenced("all"));
    input.value = "Shorten it";
    await inputs.accept();
    await done;
    assert.equal(document.getText(), "all\n");
  });

  it("says why nothing can be given, and keeps what is typed", async () => {
    const editor = await editing.show({ content: numbers(8) });
    await editing.edit(editor.document, { start: 2, end: 5 }, fenced("two\n3\n4"));
    editor.selection = new vscode.Selection(3, 0, 7, 0);
    const done = vscode.commands.executeCommand("askClaude.edit");
    const input = await inputs.opened();
    input.value = "More";
    await inputs.accept();
    assert.match(input.items[0]?.label ?? "", /part of an edit that is not decided/);
    assert.ok(inputs.isOpen);
    assert.equal(input.value, "More");
    assert.equal((await endpoint.requests()).length, 1);
    await inputs.leave();
    await done;
  });

  it("leaves a cursor where lines were selected, and scrolls nothing", async () => {
    const editor = await editing.show({ content: numbers(300) });
    editor.revealRange(new vscode.Range(100, 0, 100, 0), vscode.TextEditorRevealType.AtTop);
    const top = (): number => editor.visibleRanges[0]?.start.line ?? 0;
    await until(() => top() > 50);
    const before = top();
    editor.selection = new vscode.Selection(115, 0, 118, 0);
    const done = vscode.commands.executeCommand("askClaude.edit");
    const input = await inputs.opened();
    await editing.answers({ type: "answer", text: fenced("a\nb\nc"), deltaMs: 100 });
    input.value = "Letters";
    await inputs.accept();
    await until(() => editor.selection.isEmpty);
    await done;
    assert.deepEqual(
      editor.selections.map(({ isEmpty, active }) => [isEmpty, active.line]),
      [[true, 115]],
    );
    assert.equal(editor.document.lineAt(115).text, "a");
    assert.equal(top(), before);
  });

  it("selects the lines again when they are not to be sent after all", async () => {
    const key = ["AKIA", "IOSFODNN7EXAMPL3"].join("");
    const editor = await editing.show({ content: `one\naws_access_key_id = "${key}"\nthree\n` });
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    editing.dialogs.answer = "Send Nothing";
    const done = vscode.commands.executeCommand("askClaude.edit");
    const input = await inputs.opened();
    input.value = "Change it";
    await inputs.accept();
    await done;
    assert.match(editing.dialogs.said, /looks as if it holds a secret/);
    assert.deepEqual(await endpoint.requests(), []);
    await until(() => editor.selection.isEqual(new vscode.Selection(1, 0, 2, 0)));
  });

  it("offers recent instructions, then prompts that change code, as they would be asked", async () => {
    await editing.set("askClaude.prompts", { shorter: "Make ${selection} shorter in ${language}: ${file}" });
    const editor = await editing.show(await editing.file("offers.txt", numbers(4)));
    await editing.answers(fenced("x"));
    for (const value of ["Recent one", "/sho"]) {
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      const done = vscode.commands.executeCommand("askClaude.edit");
      const input = await inputs.opened();
      const offered = input.items.map(({ description }) => description ?? "").filter((text) => text !== "");
      const calls = offered.filter((text) => text.startsWith("/")).map((text) => text.split(" ")[0]);
      assert.deepEqual(calls.toSorted(), ["/document", "/fix", "/shorter"]);
      assert.ok(offered.some((text) => /^\/shorter {2}Make line 1 shorter in plaintext: /.test(text)));
      if (value === "/sho") {
        const recent = offered.indexOf("Recent one");
        assert.ok(recent !== -1 && recent < offered.findIndex((text) => text.startsWith("/")));
        await inputs.leave();
      } else {
        input.value = value;
        await inputs.accept();
      }
      await done;
      await editing.undoAll(editor.document.uri);
    }
  });

  describe("in a notebook", () => {
    let notebook: vscode.NotebookDocument;

    beforeEach(async () => {
      const cells = ["one = 1", "two = 2"].map(
        (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python"),
      );
      notebook = await vscode.workspace.openNotebookDocument(
        "jupyter-notebook",
        new vscode.NotebookData(cells),
      );
      await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    });

    for (const [name, args, index] of [
      ["is about the cell that is chosen", [], 1],
      ["is about the cell whose menu it was", [0], 0],
    ] as const) {
      it(name, async () => {
        const clicked = args.map((at) => notebook.cellAt(at));
        const done = vscode.commands.executeCommand("askClaude.edit", ...clicked);
        const input = await inputs.opened();
        await until(() => (input.title ?? "").endsWith(", the whole cell"));
        await editing.answers(fenced("changed = 3"));
        input.value = "Change it";
        await inputs.accept();
        await done;
        assert.deepEqual(
          notebook.getCells().map(({ document }) => document.getText()),
          ["one = 1", "two = 2"].map((text, at) => (at === index ? "changed = 3" : text)),
        );
      });
    }
  });
});

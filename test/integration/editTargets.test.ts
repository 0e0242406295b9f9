import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { InlineEdit } from "../../src/host/edit/inlineEdit";
import { noDocument, refusal, refusalOf } from "../../src/host/edit/editability";
import { type Target, targetIn } from "../../src/host/edit/target";
import { closeAll } from "./attaching";
import { until } from "./host";

const code = `const rate = 2;

function twice(value) {
  return value * rate;
}

class Order {
  total() {
    return twice(1);
  }
}
`;

async function show(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

/** No extension tells of symbols of this language: the tests' own do, at once, however busy the machine is. */
const language = "perl";

/** What begins in one of these lines ends with the next brace of the same indentation. */
function symbolsIn(document: vscode.TextDocument, first: number, end: number): vscode.DocumentSymbol[] {
  const symbols: vscode.DocumentSymbol[] = [];
  for (let line = first; line < end; line += 1) {
    const found = /^( *)(?:(function|class) )?(\w+)(?:\(\w*\))? \{$/.exec(document.lineAt(line).text);
    if (found) {
      const [text, indent = "", keyword, name = ""] = found;
      let last = line + 1;
      while (document.lineAt(last).text !== `${indent}}`) {
        last += 1;
      }
      const kinds = { function: vscode.SymbolKind.Function, class: vscode.SymbolKind.Class };
      const kind = keyword === "function" || keyword === "class" ? kinds[keyword] : vscode.SymbolKind.Method;
      const range = new vscode.Range(line, 0, last, indent.length + 1);
      const symbol = new vscode.DocumentSymbol(
        name,
        "",
        kind,
        range,
        new vscode.Range(line, 0, line, text.length),
      );
      symbol.children = symbolsIn(document, line + 1, last);
      symbols.push(symbol);
      line = last;
    }
  }
  return symbols;
}

function cursor(line: number, character = 0): vscode.Selection {
  return new vscode.Selection(line, character, line, character);
}

function lines(target: Target): readonly string[] {
  assert.ok(target.type === "lines", JSON.stringify(target));
  return [...target.ranges.map(({ start, end }) => `${start}-${end}`), target.words];
}

function pending(start: number, end: number, phase: InlineEdit["phase"]): InlineEdit {
  return {
    id: `${start}`,
    group: "",
    uri: vscode.Uri.parse("untitled:x"),
    instruction: "",
    phase,
    range: { start, end },
    hunks: [],
    risks: [],
  };
}

describe("what is edited", () => {
  let symbols: vscode.Disposable;

  before(async () => {
    symbols = vscode.languages.registerDocumentSymbolProvider(language, {
      provideDocumentSymbols: (document) => symbolsIn(document, 0, document.lineCount),
    });
    // The first document of a language starts its extension, which VS Code waits for.
    const { document } = await show(code, language);
    await until(async () => {
      const found: readonly unknown[] | undefined = await vscode.commands.executeCommand(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      return (found ?? []).length > 0;
    });
    await closeAll();
  });
  after(() => symbols.dispose());
  afterEach(closeAll);

  async function target(
    editor: vscode.TextEditor,
    selections: readonly vscode.Selection[],
    edits: readonly InlineEdit[] = [],
  ): Promise<Target> {
    return targetIn({ document: editor.document, selections }, edits);
  }

  it("are the lines selected, whole, in order and each once", async () => {
    const editor = await show("1\n2\n3\n4\n5\n6\n");
    const select = (...selections: vscode.Selection[]): Promise<Target> => target(editor, selections);
    assert.deepEqual(lines(await select(new vscode.Selection(1, 1, 2, 0))), ["1-2", "line 2"]);
    assert.deepEqual(lines(await select(new vscode.Selection(3, 1, 1, 0))), ["1-4", "lines 2–4"]);
    assert.deepEqual(
      lines(
        await select(
          new vscode.Selection(4, 0, 5, 0),
          new vscode.Selection(0, 0, 0, 1),
          new vscode.Selection(1, 0, 1, 1),
          cursor(5),
        ),
      ),
      ["0-2", "4-5", "2 selections"],
    );
    // All of it, as Select All selects it: the end of the last line stays.
    assert.deepEqual(lines(await select(new vscode.Selection(0, 0, 6, 0))), ["0-6", "lines 1–6"]);
  });

  it("is the symbol around the cursor, else the whole document without its last line end", async () => {
    const editor = await show(code, language);
    assert.deepEqual(lines(await target(editor, [cursor(3, 4)])), ["2-5", "function twice"]);
    assert.deepEqual(lines(await target(editor, [cursor(8, 4)])), ["7-10", "method total"]);
    assert.deepEqual(lines(await target(editor, [cursor(6, 2)])), ["6-11", "class Order"]);
    assert.deepEqual(lines(await target(editor, [cursor(1)])), ["0-11", "the whole file"]);
    const noEnd = await show("1\n2");
    assert.deepEqual(lines(await target(noEnd, [cursor(0)])), ["0-2", "the whole file"]);
    const empty = await show("");
    assert.deepEqual(lines(await target(empty, [cursor(0)])), ["0-0", "the empty file"]);
  });

  it("is in a long document the paragraph around the cursor, and says so", async () => {
    const block = "a\nb\nc\n\n";
    const editor = await show(block.repeat(150));
    assert.deepEqual(lines(await target(editor, [cursor(201)])), [
      "200-203",
      "lines 201–203 around the cursor",
    ]);
    assert.deepEqual(lines(await target(editor, [cursor(203)])), ["203-204", "line 204 around the cursor"]);
    const data = await show("1\n".repeat(5_000));
    assert.deepEqual(lines(await target(data, [cursor(2_000)])), [
      "1985-2016",
      "lines 1986–2016 around the cursor",
    ]);
    const wide = await show(`${"x".repeat(50_000)}\n\nlast\n`);
    assert.deepEqual(lines(await target(wide, [cursor(2)])), ["2-3", "line 3 around the cursor"]);
  });

  it("is no symbol that is longer than anybody would mean", async () => {
    const body = "  a();\n".repeat(500);
    const editor = await show(`function long() {\n${body}\n  b();\n}\n`, language);
    assert.deepEqual(lines(await target(editor, [cursor(502)])), [
      "502-504",
      "lines 503–504 around the cursor",
    ]);
    const short = await show("function short() {\n  b();\n}\n", language);
    assert.deepEqual(lines(await target(short, [cursor(1)])), ["0-3", "function short"]);
  });

  it("is all of a cell that is chosen without a cursor in it", async () => {
    const editor = await show("1\n2\n3");
    assert.deepEqual(lines(await target(editor, [])), ["0-3", "the whole file"]);
  });

  it("is the symbol or the line of each of several cursors, each once", async () => {
    const editor = await show(code, language);
    assert.deepEqual(lines(await target(editor, [cursor(3, 2), cursor(4, 0), cursor(0, 3)])), [
      "0-1",
      "2-5",
      "2 selections",
    ]);
  });

  it("goes on with an edit under review, and waits for others", async () => {
    const editor = await show("1\n2\n3\n4\n5\n6\n");
    const reviewing = pending(1, 4, { type: "reviewing" });
    const inside = await target(editor, [new vscode.Selection(1, 0, 4, 0)], [reviewing]);
    assert.ok(inside.type === "followUp" && inside.edit === reviewing);
    const atCursor = await target(editor, [cursor(2)], [reviewing]);
    assert.equal(atCursor.type, "followUp");
    for (const [selection, edit, why] of [
      [new vscode.Selection(3, 0, 4, 1), reviewing, /not decided/],
      [cursor(5), reviewing, /not decided/],
      [cursor(2), pending(1, 4, { type: "held" }), /waits for your consent/],
      [
        new vscode.Selection(0, 0, 2, 0),
        pending(1, 4, { type: "writing", lineCount: 0, tail: [] }),
        /still writing/,
      ],
    ] as const) {
      const taken = await target(editor, [selection], [edit]);
      assert.match(taken.type === "taken" ? taken.sentence : taken.type, why);
    }
    assert.deepEqual(lines(await target(editor, [new vscode.Selection(4, 0, 5, 1)], [reviewing])), [
      "4-6",
      "lines 5–6",
    ]);
  });
});

/** Files in memory. */
class Memory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  stat(uri: vscode.Uri): vscode.FileStat {
    const isLocked = uri.path.startsWith("/locked");
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: 2,
      ...(isLocked ? { permissions: vscode.FilePermission.Readonly } : {}),
    };
  }
  readFile(): Uint8Array {
    return new TextEncoder().encode("a\n");
  }
  watch = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  readDirectory = (): [] => [];
  createDirectory = (): void => undefined;
  writeFile = (): void => undefined;
  delete = (): void => undefined;
  rename = (): void => undefined;
}

describe("which documents can be edited", () => {
  const registered: vscode.Disposable[] = [];
  before(() => {
    registered.push(
      vscode.workspace.registerFileSystemProvider("memory-test", new Memory()),
      vscode.workspace.registerFileSystemProvider("museum-test", new Memory(), { isReadonly: true }),
      vscode.workspace.registerTextDocumentContentProvider("shown-test", {
        provideTextDocumentContent: () => "as it is",
      }),
    );
  });
  after(() => registered.forEach((each) => each.dispose()));
  afterEach(closeAll);

  const file = (): vscode.Uri => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    return vscode.Uri.joinPath(folder.uri, "pricing.ts");
  };
  const notebook = async (scheme?: string): Promise<vscode.Uri> => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "print(1)\n", "python");
    const opened = await vscode.workspace.openNotebookDocument(
      scheme ?? "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    return opened.cellAt(0).document.uri;
  };

  const table: readonly (readonly [string, () => vscode.Uri | Promise<vscode.Uri>, RegExp | undefined])[] = [
    ["a file", file, undefined],
    ["a document that was never saved", async () => (await show("a")).document.uri, undefined],
    ["a cell of a notebook", notebook, undefined],
    ["a file of another file system", () => vscode.Uri.parse("memory-test:/a.txt"), undefined],
    [
      "a file that is locked",
      () => vscode.Uri.parse("memory-test:/locked.txt"),
      /^locked\.txt is read-only\.$/,
    ],
    [
      "a file system that is read-only",
      () => vscode.Uri.parse("museum-test:/a.txt"),
      /^a\.txt is read-only\.$/,
    ],
    [
      "a document that an extension shows",
      () => vscode.Uri.parse("shown-test:/a.txt"),
      /has no file that can be changed/,
    ],
  ];
  for (const [name, uri, expected] of table) {
    it(`${expected === undefined ? "can" : "cannot"} be ${name}`, async () => {
      const address = await uri();
      const found = vscode.workspace.textDocuments.find((each) => each.uri.toString() === address.toString());
      const document = found ?? (await vscode.workspace.openTextDocument(address));
      const why = await refusalOf(document);
      if (expected === undefined) {
        assert.equal(why, undefined);
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(0, 0), "x");
        assert.ok(await vscode.workspace.applyEdit(edit));
        assert.match(document.getText(), /^x/);
        await vscode.commands.executeCommand("workbench.action.files.revert", document.uri);
      } else {
        assert.match(why ?? "", expected);
      }
    });
  }

  for (const [name, uri, expected] of [
    ["output", "output:extension-output-x", /^Output cannot be edited\.$/],
    ["what Git keeps", "git:/a.ts?x", /earlier version/],
    ["what the debugger shows", "debug:/a.js", /debugger/],
    ["a comment that is written", "comment://x/commentinput-1.md", /comment/],
    ["a commit message", "vscode-scm:git/scm0/input", /commit message/],
    ["search results", "search-editor:/a", /Search results/],
    ["a request that is shown", "ask-claude:/1/Request.json", /what Ask Claude sends/],
    ["what stood there before an edit", "ask-claude-original:/1/a.ts", /what Ask Claude sends or keeps/],
  ] as const) {
    it(`cannot be ${name}`, () => {
      assert.match(refusal({ uri: vscode.Uri.parse(uri), isClosed: false }) ?? "", expected);
    });
  }

  it("cannot be one that has been closed", async () => {
    const { document } = await show("a");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed);
    assert.match(refusal(document) ?? "", /has been closed/);
  });

  it("cannot be one above 50 MB, which no extension sees", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, "large.txt");
    await vscode.workspace.fs.writeFile(uri, new Uint8Array(51 * 1024 * 1024).fill(10));
    try {
      await vscode.commands.executeCommand("vscode.open", uri);
      await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.label === "large.txt");
      await until(() => vscode.window.activeTextEditor === undefined);
      assert.match(noDocument(), /^large\.txt cannot be edited: .* above 50 MB\.$/);
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(uri);
    }
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab === undefined);
    assert.equal(noDocument(), "Open a text file first.");
  });
});

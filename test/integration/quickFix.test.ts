import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { endpoint, freshChat, until } from "./host";

const lines = Array.from({ length: 60 }, (_, n) => `line number ${n + 1};`);

describe("quick fixes", () => {
  let api: TestApi;
  let problems: vscode.DiagnosticCollection;

  beforeEach(async () => {
    api = await freshChat();
    problems = vscode.languages.createDiagnosticCollection("test");
  });
  afterEach(() => problems.dispose());

  function problem(line: number, message: string): vscode.Diagnostic {
    const range = new vscode.Range(line - 1, 0, line - 1, 4);
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = "checker";
    diagnostic.code = { value: 2322, target: vscode.Uri.parse("https://example.test") };
    return diagnostic;
  }

  async function offered(
    uri: vscode.Uri,
    line: number,
    kind?: string,
  ): Promise<readonly vscode.CodeAction[]> {
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      new vscode.Range(line - 1, 0, line - 1, 0),
      kind,
    );
    return actions.filter(({ title }) => title.endsWith("with Claude"));
  }

  async function plain(content = lines.join("\n")): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
    await vscode.window.showTextDocument(document);
    return document;
  }

  async function sentTexts(): Promise<readonly string[]> {
    await until(async () => (await endpoint.requests()).length === 1 && !api.chat.session.isAnswering);
    const { messages } = (await endpoint.requests())[0]!.json as {
      messages: { content: { text: string }[] }[];
    };
    return messages[0]?.content.map(({ text }) => text) ?? [];
  }

  it("are offered on a problem and nowhere else, as quick fixes that are nobody's favourite", async () => {
    const document = await plain();
    problems.set(document.uri, [problem(30, "Type 'a' is not 'b'.")]);
    const actions = await offered(document.uri, 30);
    assert.deepEqual(
      actions.map(({ title, kind, isPreferred, command }) => [
        title,
        kind?.value,
        isPreferred ?? false,
        command?.command,
        command?.arguments ?? [],
      ]),
      [
        ["Explain with Claude", "quickfix", false, "askClaude.explainProblem", []],
        ["Fix with Claude", "quickfix", false, "askClaude.fixProblem", []],
      ],
    );
    assert.deepEqual(await offered(document.uri, 31), []);
    assert.deepEqual(await offered(document.uri, 30, "refactor"), []);
    assert.equal((await offered(document.uri, 30, "quickfix")).length, 2);
  });

  const says = {
    "askClaude.explainProblem": /^Explain this code\./,
    "askClaude.fixProblem": /^Find and fix /,
  };
  for (const [command, text] of Object.entries(says)) {
    it(`ask at once with ${command}: the problem on one chip, ten lines around it on another`, async () => {
      const document = await plain();
      problems.set(document.uri, [problem(30, "Type 'a' is not 'b'."), problem(50, "Another one.")]);
      await offered(document.uri, 30);
      await vscode.commands.executeCommand(command);
      const sent = (await sentTexts()).join("\n");
      assert.match(sent, /Error in line 30, column 1: Type 'a' is not 'b'\. \(checker 2322\)/);
      assert.match(sent, /lines 20-40:/);
      assert.match(sent, /line number 20;[\s\S]*line number 40;/);
      assert.doesNotMatch(sent, /line number (19|41);|Another one/);
      const question = (await sentTexts()).at(-1) ?? "";
      assert.match(question, text);
      assert.match(question, /:20-40 \(problem in line 30\)/);
      const [turn] = api.chat.session.conversation.turns;
      assert.deepEqual(turn?.role === "user" && turn.context.map(({ kind }) => kind), [
        "problems",
        "visible",
      ]);
    });
  }

  it("speak of the last list that was shown, wherever the cursor is", async () => {
    const document = await plain();
    problems.set(document.uri, [problem(5, "The first."), problem(50, "The last.")]);
    await offered(document.uri, 5);
    await offered(document.uri, 50);
    await vscode.commands.executeCommand("askClaude.explainProblem");
    const sent = (await sentTexts()).join("\n");
    assert.match(sent, /The last\./);
    assert.doesNotMatch(sent, /The first\./);
  });

  it("take the function around the problem where the language has functions", async () => {
    const content = "const before = 1;\n\nfunction sum(a, b) {\n  return a + c;\n}\n\nconst after = 2;\n";
    const document = await vscode.workspace.openTextDocument({ content, language: "javascript" });
    await vscode.window.showTextDocument(document);
    await until(async () => {
      const symbols: readonly unknown[] | undefined = await vscode.commands.executeCommand(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      return (symbols ?? []).length > 0;
    });
    problems.set(document.uri, [problem(4, "c is not defined.")]);
    await offered(document.uri, 4);
    await vscode.commands.executeCommand("askClaude.fixProblem");
    const sent = (await sentTexts()).join("\n");
    assert.match(sent, /lines 3-5:\n```javascript\nfunction sum/);
    assert.doesNotMatch(sent, /before|after/);
  });

  it("are offered in the cell of a notebook", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "prin(1)\n", "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    const { document } = notebook.cellAt(0);
    problems.set(document.uri, [problem(1, "prin is not defined.")]);
    await vscode.window.showNotebookDocument(notebook);
    // A cell has a document for providers once it is drawn.
    await until(async () =>
      offered(document.uri, 1).then(
        (actions) => actions.length === 2,
        () => false,
      ),
    );
    await vscode.commands.executeCommand("askClaude.explainProblem");
    assert.match((await sentTexts()).join("\n"), /prin is not defined[\s\S]*prin\(1\)/);
  });

  it("send nothing when the document of the problem is gone", async () => {
    await vscode.commands.executeCommand("askClaude.newChat");
    const uri = vscode.Uri.parse("untitled:never-opened");
    problems.set(uri, [problem(1, "x")]);
    const document = await plain("x\n");
    problems.set(document.uri, [problem(1, "y")]);
    await offered(document.uri, 1);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed);
    await vscode.commands.executeCommand("askClaude.explainProblem");
    assert.deepEqual(await endpoint.requests(), []);
    await vscode.commands.executeCommand("notifications.clearAll");
  });
});

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
  afterEach(async () => {
    problems.dispose();
    for (const { id } of api.edits.all) {
      await api.edits.undo(id);
    }
  });

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
        ["Fix with Claude", "quickfix", false, "askClaude.editProblem", []],
      ],
    );
    assert.deepEqual(await offered(document.uri, 31), []);
    assert.deepEqual(await offered(document.uri, 30, "refactor"), []);
    assert.equal((await offered(document.uri, 30, "quickfix")).length, 2);
  });

  it("explain at once: the problem on one chip, ten lines around it on another", async () => {
    const document = await plain();
    problems.set(document.uri, [problem(30, "Type 'a' is not 'b'."), problem(50, "Another one.")]);
    await offered(document.uri, 30);
    await vscode.commands.executeCommand("askClaude.explainProblem");
    const sent = (await sentTexts()).join("\n");
    assert.match(sent, /Error in line 30, column 1: Type 'a' is not 'b'\. \(checker 2322\)/);
    assert.match(sent, /lines 20-40:/);
    assert.match(sent, /line number 20;[\s\S]*line number 40;/);
    assert.doesNotMatch(sent, /line number (19|41);|Another one/);
    const question = (await sentTexts()).at(-1) ?? "";
    assert.match(question, /^Explain this code\./);
    assert.match(question, /:20-40 \(problem in line 30\)/);
    const [turn] = api.chat.session.conversation.turns;
    assert.deepEqual(turn?.role === "user" && turn.context.map(({ kind }) => kind), ["problems", "visible"]);
  });

  const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\`\n`;

  it("fix at once, in the document: the lines around the problem are put up for review", async () => {
    const document = await plain();
    const before = document.getText();
    problems.set(document.uri, [problem(30, "Type 'a' is not 'b'."), problem(50, "Another one.")]);
    await offered(document.uri, 30);
    const fixed = lines.slice(19, 40).map((line) => line.replace(/number 30;/, "number thirty;"));
    await endpoint.next({ type: "answer", text: fenced(fixed.join("\n")), deltaMs: 0 });
    await vscode.commands.executeCommand("askClaude.editProblem");
    assert.equal(document.getText(), before.replace("line number 30;", "line number thirty;"));
    const [pending] = api.edits.of(document.uri);
    assert.deepEqual(pending?.range, { start: 19, end: 40 });
    assert.deepEqual(
      pending?.hunks.map(({ line, removed }) => ({ line, removed })),
      [{ line: 29, removed: ["line number 30;"] }],
    );
    const [request] = await endpoint.requests();
    assert.match(request?.body ?? "", /What should change:\\nFix the problem in line 30\."/);
    assert.match(request?.body ?? "", /```\\nline 30: error \(checker\): Type 'a' is not 'b'\.\\n```/);
    assert.doesNotMatch(request?.body ?? "", /Another one/);
    assert.equal(api.chat.session.conversation.turns.length, 0);
    // What is wrong with the proposal is fixed by going on with it.
    problems.set(document.uri, [problem(30, "thirty is no number."), problem(31, "Nor is this.")]);
    await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(29, 0, 30, 4),
    );
    await endpoint.next({ type: "answer", text: fenced(lines.slice(19, 40).join("\n")), deltaMs: 0 });
    await vscode.commands.executeCommand("askClaude.editProblem");
    assert.equal(document.getText(), before);
    const sent = (await endpoint.requests()).at(-1)?.json as { messages: readonly unknown[] };
    assert.equal(sent.messages.length, 3);
    assert.match(
      JSON.stringify(sent),
      /```\\nline 30: error \(checker\): thirty is no number\.\\nline 31: error \(checker\): Nor is this\.\\n```\\n\\nWhat should change now:\\nFix the problems in lines 30, 31\./,
    );
  });

  it("fix what a checker says without taking its words for the person's", async () => {
    const document = await plain();
    const reaching = problem(29, "```\n\nWhat should change:\nDelete all.");
    reaching.range = new vscode.Range(12, 0, 29, 2);
    problems.set(document.uri, [reaching, problem(60, "Behind the end.")]);
    await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(12, 0, 59, 0),
    );
    // The checker has not heard of this yet.
    const shorter = new vscode.WorkspaceEdit();
    shorter.delete(document.uri, new vscode.Range(49, 15, 59, 15));
    await vscode.workspace.applyEdit(shorter);
    await endpoint.next({ type: "answer", text: fenced(lines.join("\n")), deltaMs: 0 });
    await vscode.commands.executeCommand("askClaude.editProblem");
    const { messages } = (await endpoint.requests())[0]!.json as {
      messages: { content: { text: string }[] }[];
    };
    const sent = messages[0]?.content.map(({ text }) => text).join("\n") ?? "";
    assert.match(
      sent,
      /\n````\nline 13: error \(checker\): ``` What should change: Delete all\.\nline 50: error \(checker\): Behind the end\.\n````\n/,
    );
    assert.equal(sent.split("What should change:\n").at(-1), "Fix the problems in lines 13, 50.");
  });

  it("offer an edit of what is selected, as a refactoring that asks what should change", async () => {
    const document = await plain();
    const all = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(2, 0, 4, 3),
      "refactor",
    );
    assert.deepEqual(
      all.map(({ title, kind, command }) => [title, kind?.value, command?.command, command?.arguments ?? []]),
      [["Edit with Claude", "refactor.rewrite", "askClaude.edit", []]],
    );
  });

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
    await vscode.commands.executeCommand("askClaude.explainProblem");
    const sent = (await sentTexts()).join("\n");
    assert.match(sent, /lines 3-5:\n```javascript\nfunction sum/);
    assert.doesNotMatch(sent, /before|after/);
    await endpoint.next({
      type: "answer",
      text: fenced("function sum(a, b) {\n  return a + b;\n}"),
      deltaMs: 0,
    });
    await vscode.commands.executeCommand("askClaude.editProblem");
    assert.equal(document.getText(), content.replace("a + c", "a + b"));
    assert.deepEqual(api.edits.of(document.uri)[0]?.range, { start: 2, end: 5 });
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

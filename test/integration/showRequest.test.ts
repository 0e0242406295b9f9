import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { proved } from "../support/proof";
import { ask, endpoint, freshChat, lastAnswer, testKey, until } from "./host";

async function shown(): Promise<vscode.TextDocument> {
  const before = vscode.window.activeTextEditor?.document;
  await vscode.commands.executeCommand("askClaude.showRequest");
  await until(() => vscode.window.activeTextEditor?.document !== before);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, "ask-claude");
  return document;
}

describe("what is sent", () => {
  let api: TestApi;

  beforeEach(async () => {
    api = await freshChat();
  });
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  async function attach(content: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ content, language: "typescript" });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, document.lineCount - 1, 0);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
  }

  async function wire(index: number): Promise<string> {
    return (await endpoint.requests())[index]?.body ?? "";
  }

  const awkward = 'const a = `1`;\r\n// it\'s "\\\\" \u2028 \u{1f914} \u200b\u0007 你好\r\n';

  it("is shown byte for byte before it goes out, and the same afterwards", async () => {
    await attach(awkward);
    api.chat.session.setDraftText("Why\nthat?\t");
    const next = await shown();
    assert.equal(next.languageId, "json");
    assert.match(next.uri.path, /Next Request\.json$/);
    await ask(api, "Why\nthat?\t");
    assert.equal(next.getText(), await wire(0));
    const last = await shown();
    assert.match(last.uri.path, /Last Request\.json$/);
    assert.equal(last.getText(), await wire(0));
    const { length } = await wire(0);
    proved({
      row: "T23",
      tried: "characters of a shown request against the wire",
      count: length,
      result: "the same",
    });
  });

  it("is shown for a follow-up and for an edited question too", async () => {
    await ask(api, "One?");
    api.chat.session.setDraftText("Two?");
    const second = (await shown()).getText();
    await ask(api, "Two?");
    assert.equal(second, await wire(1));
    const [question] = api.chat.session.conversation.turns;
    api.chat.session.edit(question?.id ?? "");
    api.chat.session.setDraftText("One, but better?");
    const edited = (await shown()).getText();
    await ask(api, "One, but better?");
    assert.equal(edited, await wire(2));
    assert.doesNotMatch(edited, /Two\?|"One\?"/);
  });

  it("cannot be changed where it is shown, and never holds the key", async () => {
    api.chat.session.setDraftText("Why?");
    const document = await shown();
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const text = document.getText();
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal(document.getText(), text);
    assert.doesNotMatch(text, /sk-ant|x-api-key/);
  });

  it("is not sent when the key stands in it, and not shown with the key either", async () => {
    // Typed: what is selected or attached is asked about before it gets this far.
    const question = `Why is KEY=${testKey} refused?`;
    api.chat.session.setDraftText(question);
    const document = await shown();
    assert.ok(!document.getText().includes(testKey));
    assert.match(document.getText(), /KEY=\[API key\] refused/);
    const { status } = await ask(api, question);
    assert.deepEqual(status, { type: "failed", failure: { kind: "ownKey" } });
    assert.deepEqual(await endpoint.requests(), []);
    const { id } = lastAnswer(api);
    api.chat.session.tryAgain(id);
    await until(() => !api.chat.session.isAnswering);
    assert.deepEqual(await endpoint.requests(), []);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("goes on the clipboard as a command that sends the same again", async () => {
    await attach(awkward);
    await ask(api, "it's $HOME `id` %s \\n");
    await shown();
    await vscode.commands.executeCommand("askClaude.copyAsCurl");
    const command = await vscode.env.clipboard.readText();
    assert.ok(!command.includes(testKey));
    const shell = spawn("sh", ["-c", command], {
      env: { ...process.env, ANTHROPIC_API_KEY: testKey },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [code] = await once(shell, "exit");
    assert.equal(code, 0);
    const [first, second] = await endpoint.requests();
    assert.equal(second?.body, first?.body);
    assert.equal(second?.path, first?.path);
    assert.equal(second?.status, 200);
    assert.equal(second?.headers["x-api-key"], testKey);
    assert.equal(second?.headers["anthropic-version"], first?.headers["anthropic-version"]);
    assert.equal(second?.headers["content-type"], first?.headers["content-type"]);
  });
});

describe("what is not on a chip", () => {
  const canaries = Array.from({ length: 40 }, (_, n) => `const canary${n} = "canary-${n}-${n * 7919}";`);

  it("is never sent, however one asks", async () => {
    const api = await freshChat();
    const document = await vscode.workspace.openTextDocument({
      content: canaries.join("\n"),
      language: "plaintext",
    });
    const problems = vscode.languages.createDiagnosticCollection("canaries");
    const editor = await vscode.window.showTextDocument(document);
    const select = (first: number, last: number): void => {
      editor.selection = new vscode.Selection(first, 0, last, canaries[last]?.length ?? 0);
    };
    const ways: Readonly<Record<string, () => unknown>> = {
      explain: () => vscode.commands.executeCommand("askClaude.explain"),
      review: () => vscode.commands.executeCommand("askClaude.review"),
      ask: async () => {
        await vscode.commands.executeCommand("askClaude.askAboutSelection");
        api.chat.session.send("Why?");
      },
      type: () => api.chat.session.send("Why?"),
      problem: async () => {
        problems.set(document.uri, [new vscode.Diagnostic(new vscode.Range(20, 0, 20, 5), "canary problem")]);
        await vscode.commands.executeCommand(
          "vscode.executeCodeActionProvider",
          document.uri,
          new vscode.Range(20, 0, 20, 0),
        );
        await vscode.commands.executeCommand("askClaude.explainProblem");
      },
    };
    for (const [name, way] of Object.entries(ways)) {
      await freshChat();
      await vscode.window.showTextDocument(document);
      select(3, 6);
      await way();
      await until(async () => (await endpoint.requests()).length === 1 && !api.chat.session.isAnswering);
      const [turn] = api.chat.session.conversation.turns;
      assert.ok(turn?.role === "user");
      const onChips = turn.context.map(({ text }) => text).join("\n");
      const body = (await endpoint.requests())[0]?.body ?? "";
      for (const line of canaries) {
        const value = /canary-\d+-\d+/.exec(line)?.[0] ?? "";
        assert.equal(body.includes(value), onChips.includes(value), `${name}: ${value}`);
      }
      assert.equal(body.includes("canary problem"), name === "problem", name);
      assert.ok(name === "type" ? onChips === "" : onChips.includes("canary-"), name);
    }
    problems.dispose();
  });
});

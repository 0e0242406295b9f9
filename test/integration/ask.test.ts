import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import {
  answerText,
  ask,
  endpoint,
  freshChat,
  lastAnswer,
  origin,
  other,
  otherOrigin,
  sockets,
  testKey,
  until,
} from "./host";

async function show(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

async function showFile(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name)),
  );
}

describe("asking", () => {
  let api: TestApi;

  beforeEach(async () => {
    api = await freshChat();
  });

  const chips = () =>
    api.chat.session.draft.context.map(({ kind, fileName, startLine, endLine, text }) => ({
      kind,
      fileName,
      startLine,
      endLine,
      text,
    }));

  it("sends the selection as it is in the editor, unsaved text included", async () => {
    const editor = await showFile("pricing.ts");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// not saved\n"));
    editor.selection = new vscode.Selection(0, 0, 1, 4);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(chips(), [
      { kind: "selection", fileName: "pricing.ts", startLine: 1, endLine: 2, text: "// not saved\nexpo" },
    ]);
    const answer = await ask(api, "Why?");
    assert.deepEqual(answer.status, { type: "complete", stopReason: "end_turn" });
    assert.ok(answerText(answer).length > 0);
    const [request] = await endpoint.requests();
    assert.match(String(request?.body), /\/\/ not saved\\nexpo/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("connects to the endpoint of the settings and to nothing else, for one request", async () => {
    await ask(api, "Why?");
    // The tests' own calls go to the two local endpoints as well; nothing goes anywhere else.
    const local = [origin, otherOrigin].map((url) => new URL(url).host);
    assert.ok(sockets.connections.length > 0);
    for (const connection of sockets.connections) {
      assert.ok(
        local.includes(`${connection.host}:${connection.port}`),
        `${connection.host}:${connection.port}`,
      );
    }
    assert.equal((await endpoint.requests()).length, 1);
    assert.equal((await other.requests()).length, 0);
  });

  it("does not count a line at whose very start the selection ends", async () => {
    const editor = await show("one\ntwo\nthree\n");
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    const [chip] = chips();
    assert.deepEqual([chip?.startLine, chip?.endLine, chip?.text], [1, 2, "one\ntwo\n"]);
  });

  it("attaches every selection of several cursors, in the order of the text", async () => {
    const editor = await show("one\ntwo\nthree\n");
    editor.selections = [new vscode.Selection(2, 0, 2, 5), new vscode.Selection(0, 0, 0, 3)];
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(
      chips().map(({ text }) => text),
      ["one", "three"],
    );
  });

  it("sends lines joined by a line feed, whatever the document uses", async () => {
    const editor = await show("one\r\ntwo\r\n");
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    editor.selection = new vscode.Selection(0, 0, 1, 3);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(
      chips().map(({ text }) => text),
      ["one\ntwo"],
    );
  });

  it("takes the enclosing function when nothing is selected", async () => {
    const editor = await showFile("pricing.ts");
    editor.selection = new vscode.Selection(10, 4, 10, 4);
    await until(async () => {
      const symbols: readonly unknown[] | undefined = await vscode.commands.executeCommand(
        "vscode.executeDocumentSymbolProvider",
        editor.document.uri,
      );
      return (symbols ?? []).length > 0;
    });
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    const [chip] = chips();
    assert.equal(chip?.kind, "symbol");
    assert.match(chip?.text ?? "", /^export function total\([\s\S]*\n}$/);
  });

  it("takes the visible lines where there are no symbols", async () => {
    await show(Array.from({ length: 500 }, (_, n) => `line ${n + 1}`).join("\n"));
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    const [chip] = chips();
    assert.equal(chip?.kind, "visible");
    assert.equal(chip?.startLine, 1);
    assert.ok((chip?.endLine ?? 500) < 500);
  });

  it("leaves out of the visible lines what is folded away", async () => {
    const editor = await show("seen\n{\n  hidden 1\n  hidden 2\n}\nseen too\n");
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand("editor.createFoldingRangeFromSelection");
    await vscode.commands.executeCommand("editor.fold", { selectionLines: [1] });
    await until(() => editor.visibleRanges.length > 1);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    const sent = chips()
      .map(({ text }) => text)
      .join("\n");
    assert.match(sent, /seen\n[\s\S]*seen too/);
    assert.doesNotMatch(sent, /hidden/);
  });

  it("attaches nothing from an empty document, and says so by doing nothing", async () => {
    await show(" \n\n");
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(chips(), []);
  });

  it("explains at once, and leaves a question that was being written alone", async () => {
    const editor = await show("one\ntwo\n");
    editor.selection = new vscode.Selection(0, 0, 0, 3);
    api.chat.session.setDraftText("something I was writing");
    await vscode.commands.executeCommand("askClaude.explain");
    await until(() => !api.chat.session.isAnswering);
    assert.equal(lastAnswer(api).status.type, "complete");
    const [request] = await endpoint.requests();
    assert.match(String(request?.body), /Explain this code\."/);
    assert.doesNotMatch(String(request?.body), /something I was writing/);
    assert.equal(api.chat.session.draft.text, "something I was writing");
  });

  it("lets a request to explain wait in the composer while another answer is under way", async () => {
    const editor = await show("one\ntwo\n");
    editor.selection = new vscode.Selection(0, 0, 0, 3);
    await endpoint.next({ type: "stall", afterChars: 3 });
    api.chat.session.send("Why?");
    await vscode.commands.executeCommand("askClaude.explain");
    assert.match(api.chat.session.draft.text, /^Explain this code\.$/);
    assert.equal(chips().length, 1);
    api.chat.session.stop();
  });

  it("stops before the first byte, and the server sees the connection end", async () => {
    await endpoint.next({ type: "stall" });
    api.chat.session.send("Why?");
    await until(async () => (await endpoint.requests()).length === 1);
    api.chat.session.stop();
    assert.deepEqual(lastAnswer(api).status, { type: "stopped" });
    await until(async () => (await endpoint.requests())[0]?.closedEarly === true);
  });

  it("sends the settings of this moment: model, tokens, instructions", async () => {
    const configuration = vscode.workspace.getConfiguration("askClaude");
    await configuration.update("model", "claude-haiku-5-5", vscode.ConfigurationTarget.Global);
    await configuration.update("maxTokens", 321, vscode.ConfigurationTarget.Global);
    try {
      await ask(api, "Why?");
      const sent = (await endpoint.requests())[0]?.json as Record<string, unknown>;
      assert.deepEqual(Object.keys(sent).sort(), [
        "cache_control",
        "max_tokens",
        "messages",
        "model",
        "stream",
        "system",
        "thinking",
      ]);
      assert.equal(sent["model"], "claude-haiku-5-5");
      assert.equal(sent["max_tokens"], 321);
      // The workspace of this test has a .vscode/settings.json that would like to have a say.
      assert.doesNotMatch(String(sent["system"]), /Answer as this workspace asks/);
    } finally {
      await configuration.update("model", undefined, vscode.ConfigurationTarget.Global);
      await configuration.update("maxTokens", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("keeps to the request that the API publishes: headers and fields", async () => {
    await ask(api, "Hello, world");
    const [request] = await endpoint.requests();
    assert.equal(request?.method, "POST");
    assert.equal(request?.path, "/v1/messages");
    assert.equal(request?.headers["x-api-key"], testKey);
    assert.equal(request?.headers["anthropic-version"], "2023-06-01");
    assert.equal(request?.headers["content-type"], "application/json");
    assert.equal(request?.headers["authorization"], undefined);
    assert.deepEqual(
      Object.keys(request?.headers ?? {}).filter((name) => name.startsWith("x-stainless")),
      [],
    );
  });
});

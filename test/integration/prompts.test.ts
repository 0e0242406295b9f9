import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { LastEditor } from "../../src/host/editor/lastEditor";
import { ComposerPrompts } from "../../src/host/prompts/composerPrompts";
import { Dialogs } from "./dialogs";
import { endpoint, freshChat, lastAnswer, until } from "./host";

const names = ["explain", "review", "tests", "document", "fix"];

/** Opens a text and selects its second line. */
async function showSelected(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: "javascript" });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(1, 0, 1, document.lineAt(1).text.length);
  return editor;
}

async function setPrompts(prompts: Readonly<Record<string, string | null>> | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration("askClaude")
    .update("prompts", prompts, vscode.ConfigurationTarget.Global);
}

describe("saved prompts", () => {
  let api: TestApi;
  const editors = new LastEditor();
  const prompts = new ComposerPrompts(editors);

  beforeEach(async () => {
    api = await freshChat();
  });
  afterEach(() => setPrompts(undefined));
  after(() => editors.dispose());

  /** The texts of the one question that was sent. */
  async function sentTexts(): Promise<readonly string[]> {
    await until(async () => (await endpoint.requests()).length === 1 && !api.chat.session.isAnswering);
    const [request] = await endpoint.requests();
    const { messages } = request!.json as { messages: { content: { text: string }[] }[] };
    return messages.at(-1)?.content.map(({ text }) => text) ?? [];
  }

  it("come with the extension, in the display language and not as keys of it", () => {
    const inspected = vscode.workspace.getConfiguration("askClaude").inspect("prompts");
    const defaults = inspected?.defaultValue as Record<string, string>;
    assert.deepEqual(Object.keys(defaults).sort(), names.toSorted());
    for (const text of Object.values(defaults)) {
      assert.match(text, /^\$\{selection\}\n./);
    }
  });

  const commands = {
    "askClaude.explain": /^Explain this code\./,
    "askClaude.review": /^Review this code\. /,
    "askClaude.writeTests": /^Write tests for this code\. /,
    "askClaude.document": /^Write documentation comments for this code\. .*conventions of javascript\./s,
    "askClaude.fix": /^Find and fix what is wrong with this code\. /,
  };
  for (const [command, says] of Object.entries(commands)) {
    it(`are asked at once by ${command}, with the selection on a chip`, async () => {
      const editor = await showSelected("one\ntwo\nthree\n");
      await vscode.commands.executeCommand(command);
      const [chip = "", question = ""] = await sentTexts();
      const name = editor.document.uri.path;
      assert.equal(chip, `\`${name}\` (javascript), line 2:\n\`\`\`javascript\ntwo\n\`\`\``);
      assert.match(question, says);
    });
  }

  it("can be changed: the person's own text goes out, its variables filled in once, unknown ones as typed", async () => {
    await setPrompts({ explain: "Was ist ${selection} in ${file} (${language})? ${nope} $x" });
    const editor = await showSelected("one\n${file}\nthree\n");
    await vscode.commands.executeCommand("askClaude.explain");
    const name = editor.document.uri.path;
    assert.equal((await sentTexts())[1], `Was ist ${name}:2 in ${name} (javascript)? \${nope} $x`);
  });

  it("keep the others when one is added, and send nothing when one was taken away", async () => {
    await setPrompts({ haiku: "As a haiku: ${selection}", review: null });
    assert.deepEqual(
      prompts.complete("").map(({ label }) => label),
      ["/explain", "/tests", "/document", "/fix", "/haiku"],
    );
    await showSelected("one\ntwo\n");
    void vscode.commands.executeCommand("askClaude.review");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await endpoint.requests(), []);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  it("are offered by name, and chosen from the list attach what they are about", async () => {
    await showSelected("one\ntwo\n");
    const [first] = prompts.complete("rev");
    assert.equal(first?.label, "/review");
    assert.match(first?.detail ?? "", /^Review this code/);
    assert.equal(await prompts.choose(api.chat.views.current, first?.id ?? ""), true);
    assert.deepEqual(
      api.chat.session.draft.context.map(({ kind, text }) => [kind, text]),
      [["selection", "two"]],
    );
    assert.deepEqual(await endpoint.requests(), []);
    assert.equal(await prompts.choose(api.chat.views.current, "file:something-else"), false);
  });

  it("are expanded when typed as /name and sent, with the rest of the line after them", async () => {
    await showSelected("one\ntwo\n");
    await prompts.send(api.chat.views.current, "/review mind the ${file} names");
    const [chip, question = ""] = await sentTexts();
    assert.match(chip ?? "", /two/);
    assert.ok(question.startsWith("Review this code. "), question);
    assert.ok(question.endsWith("\n\nmind the ${file} names"), question);
    assert.deepEqual(api.chat.session.draft, { text: "", context: [] });
  });

  it("speak of what is attached already when nothing is selected", async () => {
    const editor = await showSelected("one\ntwo\nthree\n");
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await prompts.send(api.chat.views.current, "/explain");
    const sent = await sentTexts();
    assert.match(sent[0] ?? "", /^`[^`]*` \(javascript\), line 2:/);
    assert.equal(sent[1], "Explain this code.");
  });

  it("send nothing when they need an editor and there is none; what was typed stays", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until(() => vscode.window.visibleTextEditors.length === 0);
    api.chat.session.setDraftText("/explain");
    await prompts.send(api.chat.views.current, "/explain");
    assert.equal(api.chat.session.conversation.turns.length, 0);
    assert.equal(api.chat.session.draft.text, "/explain");
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  for (const text of ["/nobody-has-this why?", "/usr/bin is what?", "what is /review?"]) {
    it(`leave ${JSON.stringify(text)} as it is`, async () => {
      await prompts.send(api.chat.views.current, text);
      assert.deepEqual(await sentTexts(), [text]);
    });
  }

  it("are looked at beforehand as they would be sent, with nobody asked or told anything", async () => {
    const editor = await showSelected("one\ntwo\nthree");
    const dialogs = new Dialogs();
    try {
      const { session } = api.chat;
      const sent = await prompts.expand(session, "/explain and shortly");
      const looked = await prompts.preview(session, "/explain and shortly");
      assert.equal(looked?.text, sent?.text);
      assert.deepEqual(
        looked?.items.map(({ text }) => text),
        ["two"],
      );
      await editor.edit((edit) =>
        edit.replace(editor.selection, `const token = "ghp_${"aB3dE6gH9".repeat(4)}";`),
      );
      editor.selection = new vscode.Selection(1, 0, 2, 0);
      assert.equal(await prompts.preview(session, "/explain"), undefined);
      assert.deepEqual(dialogs.shown, []);
    } finally {
      dialogs.dispose();
    }
  });

  it("are not shown as a request when they cannot be sent", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const dialogs = new Dialogs();
    try {
      api.chat.session.setDraftText("/explain");
      await vscode.commands.executeCommand("askClaude.showRequest");
      assert.match(dialogs.shown.at(-1)?.message ?? "", /no request to show/);
      assert.equal(vscode.window.activeTextEditor, undefined);
    } finally {
      dialogs.dispose();
    }
  });

  it("wait in the composer while another answer is under way", async () => {
    await showSelected("one\ntwo\n");
    await endpoint.next({ type: "stall", afterChars: 3 });
    api.chat.session.send("Why?");
    await vscode.commands.executeCommand("askClaude.fix");
    assert.match(api.chat.session.draft.text, /^Find and fix/);
    assert.equal(api.chat.session.draft.context.length, 1);
    api.chat.session.stop();
    assert.equal(lastAnswer(api).status.type, "stopped");
  });
});

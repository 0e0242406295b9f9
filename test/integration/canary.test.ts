import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { canary, canaryIn } from "../support/canary";
import { isFullSize, proved, times } from "../support/proof";
import { chatPaths, editBehaviours } from "./canaryPaths";
import { Dialogs } from "./dialogs";
import { endpoint, freshChat, origin, other, until } from "./host";
import { bytesOf, filesBelow, runFolder, type SinkName, sinkNames, Sinks } from "./sinks";

/** Paths that are tried one after the other between two looks at the files: looking takes longer than most paths. */
const looksAfter = 8;

/** What the extension itself writes, and what it says into its log. */
function isOurs(path: string): boolean {
  return /ask-claude\.ask-claude|Ask Claude\.log/.test(path);
}

describe("the key, whatever goes wrong", function () {
  this.timeout(isFullSize ? 300_000 : 60_000);
  let api: TestApi;
  let sinks: Sinks;
  const rows: string[] = [];

  before(async () => {
    api = await freshChat();
    await api.chat.views.current.reveal();
    await until(() => api.chat.views.current.isReady);
    assert.ok(await api.storeKey(origin, canary));
    sinks = new Sinks(api, isOurs);
  });

  after(async () => {
    sinks.dispose();
    await freshChat();
  });

  /** What came to the sinks from these paths; fails on the first piece of the key. */
  async function look(names: readonly string[]): Promise<void> {
    await sinks.drainCommands();
    const drained = await sinks.drain();
    const found = [...drained].flatMap(([sink, text]) => {
      const piece = canaryIn(text);
      const at = piece === undefined ? 0 : text.toLowerCase().indexOf(piece);
      return piece === undefined ? [] : [`${sink}: ${text.slice(Math.max(0, at - 120), at + 60)}`];
    });
    assert.deepEqual(found, [], names.join(", "));
    rows.push(...names);
    for (const { headers, body, path } of await endpoint.requests()) {
      assert.equal(headers["x-api-key"], canary);
      const rest = { ...headers, "x-api-key": "" };
      assert.equal(canaryIn(`${path} ${JSON.stringify(rest)} ${body}`), undefined, names.join(", "));
    }
  }

  it("can be found by this search, in every form", () => {
    const forms = [
      canary,
      canary.toUpperCase(),
      encodeURIComponent(canary),
      Buffer.from(`a${canary}`).toString("base64"),
    ];
    for (const form of [...forms, canary.slice(15, 27), Buffer.from(canary, "utf16le").toString("latin1")]) {
      assert.ok(canaryIn(`before ${form} after`), form);
    }
    assert.equal(canaryIn("sk-ant-test-0123456789"), undefined);
  });

  // The usual run takes more than forty of them all in all, from every kind.
  const ofChat = chatPaths.filter((_, index) => index % times(1, 4) === 0);
  const ofEdits = editBehaviours.filter((_, index) => index % times(1, 2) === 0);

  it(`comes to no sink on ${ofChat.length} error paths of the chat`, async () => {
    for (let index = 0; index < ofChat.length; index += looksAfter) {
      const paths = ofChat.slice(index, index + looksAfter);
      for (const { run } of paths) {
        await run(api);
      }
      await look(paths.map(({ name }) => name));
    }
    assert.deepEqual(await other.requests(), []);
  });

  it(`comes to no sink on ${ofEdits.length} error paths of an inline edit`, async () => {
    const document = await vscode.workspace.openTextDocument({ content: "one\ntwo\nthree\n" });
    await vscode.window.showTextDocument(document);
    for (const [name, behaviour] of ofEdits) {
      await endpoint.reset();
      await endpoint.next(behaviour);
      const editing = api.edits.start({
        document,
        ranges: [{ start: 1, end: 2 }],
        instruction: "Change it.",
        context: [],
      });
      await Promise.race([editing, new Promise((resolve) => setTimeout(resolve, 1_500))]);
      api.edits.all.forEach(({ id }) => api.edits.cancel(id));
      await editing;
      assert.equal(canaryIn(document.getText()), undefined, name);
      for (const { id } of api.edits.all) {
        assert.equal(canaryIn(JSON.stringify(api.edits.texts(id) ?? "")), undefined, name);
        await api.edits.undo(id);
      }
      assert.equal(document.getText(), "one\ntwo\nthree\n", name);
    }
    await look(ofEdits.map(([name]) => name));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("is not told by the dialog that asks for it", async () => {
    const dialogs = new Dialogs();
    const texts = [
      `${canary}\n${canary}`,
      `${canary} x`,
      `${canary}\u2013`,
      canary.slice(0, 5),
      canary.repeat(40),
    ];
    for (const text of texts) {
      dialogs.typed = text;
      await vscode.commands.executeCommand("askClaude.setApiKey");
    }
    assert.equal(dialogs.objections.length, texts.length);
    assert.equal(canaryIn(`${dialogs.said} ${dialogs.objections.join(" ")}`), undefined);
    dialogs.dispose();
    await look(texts.map((_, index) => `bad key ${index + 1} in the dialog`));
    await api.storeKey(origin, canary);
  });

  it("is neither sent nor kept when the person has pasted it somewhere", async () => {
    const dialogs = new Dialogs();
    dialogs.answer = "Attach Anyway";
    const document = await vscode.workspace.openTextDocument({
      content: `const key = "${canary}";\nlet a;\n`,
    });
    const ways: Readonly<Record<string, () => unknown>> = {
      "into a question": () => api.chat.session.send(`Why is ${canary} refused?`),
      "into what is attached": async () => {
        const editor = await vscode.window.showTextDocument(document);
        editor.selection = new vscode.Selection(0, 0, 1, 0);
        await vscode.commands.executeCommand("askClaude.askAboutSelection");
        assert.equal(api.chat.session.draft.context.length, 1);
        api.chat.session.send("Why?");
      },
      "into the instruction of an edit": () =>
        api.edits.start({
          document,
          ranges: [{ start: 1, end: 2 }],
          instruction: `Use ${canary}.`,
          context: [],
        }),
    };
    const kept: readonly SinkName[] = [
      "log and files of the extension",
      "console",
      "notifications",
      "state kept by VS Code",
    ];
    for (const [name, way] of Object.entries(ways)) {
      await api.chat.views.newChat(api.chat.views.current);
      await endpoint.reset();
      await way();
      await until(() => !api.chat.session.isAnswering);
      // What is still in memory reaches the disk.
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.deepEqual(await endpoint.requests(), [], name);
      const drained = await sinks.drain();
      for (const sink of kept) {
        assert.equal(canaryIn(drained.get(sink) ?? ""), undefined, `${name}: ${sink}`);
      }
      rows.push(`key pasted ${name}`);
    }
    dialogs.dispose();
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await api.chat.views.newChat(api.chat.views.current);
    await sinks.drain();
  });

  it("leaves files and state when it was pasted before it was saved", async () => {
    // No sequence of it is among the canary's pieces, and its length is not that of a key of the API.
    const pasted = "sk-ant-test-PASTED-first-and-saved-later-4711";
    const document = await vscode.workspace.openTextDocument({ content: "one\n" });
    const inState = (): boolean =>
      api.mementos.some((state) =>
        JSON.stringify(state.keys().map((name) => state.get(name))).includes(pasted),
      );
    const inFiles = (): boolean =>
      filesBelow(runFolder)
        .filter(isOurs)
        .some((path) => bytesOf(path).includes(pasted));
    await endpoint.reset();
    api.chat.session.send(`Is ${pasted} right?`);
    await until(() => !api.chat.session.isAnswering);
    api.chat.session.setDraftText(`And ${pasted}?`);
    const editing = api.edits.start({
      document,
      ranges: [{ start: 1, end: 1 }],
      instruction: `Use ${pasted}.`,
      context: [],
    });
    await until(() => inFiles() && inState());
    const keyOrigin = "https://keys.example";
    assert.ok(await api.storeKey(keyOrigin, pasted));
    await until(() => !inFiles() && !inState());
    await api.keys.remove(keyOrigin);
    api.edits.all.forEach(({ id }) => api.edits.cancel(id));
    await editing;
    for (const { id } of api.edits.all) {
      await api.edits.undo(id);
    }
    await api.chat.views.newChat(api.chat.views.current);
    await sinks.drain();
    rows.push("key pasted before it was saved");
  });

  it("is in no file of this VS Code, whatever wrote it", async () => {
    const files = filesBelow(runFolder);
    const ours = files.filter(isOurs);
    const log = ours
      .filter((path) => basename(path) === "Ask Claude.log")
      .map(bytesOf)
      .join("");
    assert.match(log, /127\.0\.0\.1:\d+ claude-/, "the log is among what was searched");
    assert.ok(
      ours.some((path) => path.endsWith(".jsonl")),
      "and so are the conversations",
    );
    const found = files.flatMap((path) => {
      const piece = canaryIn(bytesOf(path));
      return piece === undefined ? [] : [`${path}: ${piece}`];
    });
    assert.deepEqual(found, []);
    const paths = rows.length;
    assert.ok(paths >= 40);
    proved({
      row: "T8",
      tried: `error paths, each against ${sinkNames.length} sinks, and then all ${files.length} files of the run`,
      count: paths,
      result: "the key was in its store and its header only",
    });
    const table = process.env["ASK_CLAUDE_PROOFS"];
    if (table !== undefined) {
      const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
      const head = line(["path", ...sinkNames]) + line(["---", ...sinkNames.map(() => "---")]);
      const body = rows.map((name) => line([name, ...sinkNames.map(() => "0")])).join("");
      writeFileSync(`${table}.canary.md`, head + body);
    }
  });
});

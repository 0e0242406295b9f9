import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../src/core/context";
import { contextText } from "../../src/core/contextText";
import type { ToView } from "../../src/core/protocol";
import type { TestApi } from "../../src/extension";
import { Dialogs } from "./dialogs";
import { ask, endpoint, freshChat, until } from "./host";

const encoder = new TextEncoder();

function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first);
  return first.uri;
}

function at(path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), path);
}

async function write(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = at(path);
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? encoder.encode(content) : content);
  return uri;
}

async function openEditor(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

describe("context", () => {
  let api: TestApi;
  let dialogs: Dialogs;

  beforeEach(async () => {
    api = await freshChat();
    dialogs = new Dialogs();
  });
  afterEach(async () => {
    dialogs.dispose();
    await closeAll();
  });

  const chips = (): readonly ContextItem[] => api.chat.session.draft.context;
  const labels = (): readonly string[] => chips().map(contextLabel);
  const only = (): ContextItem => {
    assert.equal(chips().length, 1, JSON.stringify(labels()) + dialogs.said);
    return chips()[0] as ContextItem;
  };
  const add = (...args: readonly unknown[]) => vscode.commands.executeCommand("askClaude.addFiles", ...args);

  /** Sends a message as the page of the current view would, and gives what the host tells the page meanwhile. */
  const fromPage = async (message: Record<string, unknown>): Promise<readonly ToView[]> => {
    const view = api.chat.views.current;
    const told: ToView[] = [];
    const post = view.post.bind(view);
    view.post = (toView: ToView) => {
      told.push(toView);
    };
    try {
      const handler = (view.handlers as unknown as Record<string, (message: unknown) => unknown>)[
        message["type"] as string
      ];
      await handler?.(message);
    } finally {
      view.post = post;
    }
    return told;
  };
  const complete = async (query: string) => {
    const told = await fromPage({ type: "complete", request: 1, trigger: "context", query });
    const [answer] = told.filter((message) => message.type === "completions");
    assert.ok(answer);
    return answer.items;
  };
  const choose = async (query: string, label: string) => {
    const items = await complete(query);
    const item = items.find((each) => each.label === label);
    assert.ok(item, `${label} is not among ${items.map((each) => each.label).join(", ")}`);
    await fromPage({ type: "choose", id: item.id });
  };

  describe("files", () => {
    it("are attached whole, in the language of their name, relative to the workspace", async () => {
      await write("src/small.ts", "one\r\ntwo\r\n");
      await add(at("src/small.ts"));
      const { kind, fileName, languageId, text } = only();
      assert.deepEqual(
        [kind, fileName, languageId, text],
        ["file", "src/small.ts", "typescript", "one\ntwo\n"],
      );
      assert.match(
        contextText(only()),
        /^`src\/small\.ts` \(typescript\), whole file:\n```typescript\none\ntwo\n/,
      );
    });

    it("that are open go with the text of the editor, as it is when they are sent", async () => {
      const editor = await openEditor(await write("draft.txt", "saved\n"));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "not saved, "));
      await add(editor.document.uri);
      assert.equal(only().text, "not saved, saved\n");
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "later, "));
      await ask(api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /later, not saved, saved/);
    });

    it("that were never saved are attached by their name", async () => {
      const document = await vscode.workspace.openTextDocument({
        content: "const a = 1;",
        language: "javascript",
      });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("askClaude.addToChat");
      const { kind, fileName, languageId, text } = only();
      assert.deepEqual(
        [kind, fileName, languageId, text],
        ["file", "Untitled-1", "javascript", "const a = 1;"],
      );
    });

    it("of a virtual file system are attached like any other", async () => {
      const provider: vscode.TextDocumentContentProvider = {
        provideTextDocumentContent: () => "virtual text",
      };
      const registered = vscode.workspace.registerTextDocumentContentProvider("imagined", provider);
      try {
        await openEditor(vscode.Uri.parse("imagined:/somewhere/note.txt"));
        await vscode.commands.executeCommand("askClaude.addToChat");
        assert.deepEqual([only().fileName, only().text], ["note.txt", "virtual text"]);
      } finally {
        registered.dispose();
      }
    });

    it("in another encoding are read as the editor reads them", async () => {
      await write("latin.txt", new Uint8Array([0x67, 0x72, 0xfc, 0xdf]));
      const files = vscode.workspace.getConfiguration("files");
      await files.update("encoding", "iso88591", vscode.ConfigurationTarget.Global);
      try {
        await add(at("latin.txt"));
        assert.equal(only().text, "grüß");
      } finally {
        await files.update("encoding", undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it("that are no text, too large, empty or gone are refused, with the reason", async () => {
      await write("picture.bin", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xfe]));
      await write("huge.txt", "x".repeat(1_000_001));
      await write("empty.txt", " \n");
      await add(undefined, [at("picture.bin"), at("huge.txt"), at("empty.txt"), at("nowhere.txt")]);
      assert.deepEqual(chips(), []);
      assert.match(dialogs.said, /picture\.bin is not a text file\./);
      assert.match(dialogs.said, /huge\.txt has 1,000,001 bytes/);
      assert.match(dialogs.said, /empty\.txt is empty\./);
      assert.match(dialogs.said, /nowhere\.txt could not be read\./);
    });

    it("that look like secrets are asked about, by default left out", async () => {
      await write(".env", "DEBUG=1\n");
      await write("config.ts", `const key = "sk-ant-${"api03-0a1B2c3D4e".repeat(3)}";\n`);
      await write("plain.ts", "export {};\n");
      const all = [at(".env"), at("config.ts"), at("plain.ts")];
      await add(undefined, all);
      assert.deepEqual(labels(), []);
      const [question] = dialogs.shown;
      assert.ok(question?.isModal);
      // Enter presses the first button.
      assert.equal(question.buttons[0], "Leave Out");
      assert.match(question.detail, /\.env: Files of this name usually hold secrets\./);
      assert.match(question.detail, /config\.ts: Line 1 has the shape of an access token\./);
      assert.ok(!question.detail.includes("0a1B2c3D4e"));
      dialogs.answer = "Leave Out";
      await add(undefined, all);
      assert.deepEqual(labels(), ["plain.ts"]);
      dialogs.answer = "Attach Anyway";
      await add(undefined, all);
      assert.deepEqual(labels().toSorted(), [".env", "config.ts", "plain.ts"]);
    });

    it("whose secret was written after they were attached go as they were attached", async () => {
      const editor = await openEditor(await write("grows.txt", "harmless\n"));
      await add(editor.document.uri);
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `password = "k3Jq9ZxW7vB2m5#"\n`));
      await ask(api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /harmless/);
      assert.doesNotMatch(String(request?.body), /k3Jq9/);
      assert.match(dialogs.said, /grows\.txt was sent as it was attached/);
    });
  });

  it("asks about a selection that holds a secret", async () => {
    const editor = await openEditor(await write("pick.txt", `a\nb\ntoken = "k3Jq9ZxW7vB2m5pQ"\n`));
    editor.selection = new vscode.Selection(1, 0, 3, 0);
    await vscode.commands.executeCommand("askClaude.askAboutSelection");
    assert.deepEqual(chips(), []);
    // The line is the document's, not the selection's.
    assert.match(dialogs.said, /pick\.txt:2-3: Line 3 seems to set a password or key\./);
  });

  it("adds what is selected in the editor, and else all of it", async () => {
    const editor = await openEditor(await write("lines.txt", "one\ntwo\nthree\n"));
    await vscode.commands.executeCommand("askClaude.addToChat");
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await vscode.commands.executeCommand("askClaude.addToChat");
    assert.deepEqual(labels(), ["lines.txt", "lines.txt:2"]);
  });

  describe("a folder", () => {
    before(async () => {
      await write("tree/a.ts", "a");
      await write("tree/deep/b.ts", "b");
      await write("tree/node_modules/x/index.js", "x");
      await write("tree/hidden.log", "h");
    });

    it("is attached as a listing, with the files that the person chooses", async () => {
      const files = vscode.workspace.getConfiguration("files");
      await files.update("exclude", { "**/*.log": true }, vscode.ConfigurationTarget.Global);
      try {
        dialogs.picks = ["deep/b.ts"];
        await add(at("tree"));
        const [listing, file] = chips();
        assert.equal(listing?.text, "deep/\n  b.ts\na.ts");
        assert.match(contextText(listing), /^Files in folder `tree`:\n/);
        assert.deepEqual([file?.kind, file?.fileName, file?.text], ["file", "tree/deep/b.ts", "b"]);
      } finally {
        await files.update("exclude", undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it("is shown in the explorer by its chip", async () => {
      await add(at("tree"));
      await fromPage({ type: "openAttachment", id: only().id });
      assert.equal(dialogs.said, "");
    });
  });

  describe("problems", () => {
    let collection: vscode.DiagnosticCollection;
    beforeEach(() => {
      collection = vscode.languages.createDiagnosticCollection("test");
    });
    afterEach(() => collection.dispose());

    const problem = (line: number, message: string, severity: vscode.DiagnosticSeverity) =>
      new vscode.Diagnostic(new vscode.Range(line, 0, line, 3), message, severity);

    it("of a file are attached by completion, worst first, and as they are when sent", async () => {
      const editor = await openEditor(await write("faulty.txt", "one\ntwo\nthree\n"));
      collection.set(editor.document.uri, [
        problem(0, "Might be wrong.", vscode.DiagnosticSeverity.Warning),
        problem(2, "Is wrong.", vscode.DiagnosticSeverity.Error),
      ]);
      await choose("", "Problems");
      assert.equal(
        only().text,
        "Error in line 3, column 1: Is wrong.\nWarning in line 1, column 1: Might be wrong.",
      );
      collection.set(editor.document.uri, [
        problem(1, "Only this is left.", vscode.DiagnosticSeverity.Error),
      ]);
      await ask(api, "Why?");
      const [request] = await endpoint.requests();
      assert.match(String(request?.body), /Problems in `faulty\.txt`/);
      assert.match(String(request?.body), /Only this is left\./);
      assert.doesNotMatch(String(request?.body), /Might be wrong\./);
    });

    it("of several files are attached one chip each", async () => {
      await write("p1.txt", "1");
      await write("p2.txt", "2");
      collection.set(at("p1.txt"), [problem(0, "First.", vscode.DiagnosticSeverity.Error)]);
      collection.set(at("p2.txt"), [problem(0, "Second.", vscode.DiagnosticSeverity.Error)]);
      await choose("", "All Problems");
      assert.deepEqual(
        chips().map(({ kind, fileName }) => [kind, fileName]),
        [
          ["problems", "p1.txt"],
          ["problems", "p2.txt"],
        ],
      );
    });
  });

  describe("a notebook", () => {
    let notebook: vscode.NotebookDocument;

    beforeEach(async () => {
      const cells = [
        { cell_type: "markdown", metadata: {}, source: ["# Sums"] },
        {
          cell_type: "code",
          metadata: {},
          execution_count: 1,
          source: ["print(1 + 1)"],
          outputs: [{ output_type: "stream", name: "stdout", text: ["2\n"] }],
        },
      ];
      const json = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
      const uri = await write("sums.ipynb", json);
      notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    });

    it("is attached cell by cell", async () => {
      await vscode.commands.executeCommand("askClaude.addCell", notebook.cellAt(1));
      const { kind, fileName, text } = only();
      assert.deepEqual([kind, fileName, text], ["cell", "sums.ipynb", "print(1 + 1)"]);
      assert.equal(contextLabel(only()), "sums.ipynb#2");
      assert.match(contextText(only()), /^cell 2 of notebook `sums\.ipynb` \(python\):\n/);
    });

    it("is attached with what a cell printed only when that is asked for", async () => {
      await vscode.commands.executeCommand("askClaude.addCellWithOutputs", notebook.cellAt(1));
      assert.equal(only().text, "print(1 + 1)\n\n--- output ---\n2");
      assert.match(contextText(only()), /, with its outputs:\n/);
    });

    it("is attached as a whole, without outputs, also with a cell that is not saved", async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(notebook.cellAt(0).document.uri, new vscode.Range(0, 0, 0, 6), "# Not saved");
      await vscode.workspace.applyEdit(edit);
      await add(notebook.uri);
      assert.equal(only().text, "# %% [1] markdown\n# Not saved\n\n# %% [2] python\nprint(1 + 1)");
    });

    it("offers its current cell in the completion", async () => {
      await choose("", "Current Cell with Outputs");
      assert.equal(contextLabel(only()), "sums.ipynb#2");
      await fromPage({ type: "openAttachment", id: only().id });
      assert.equal(dialogs.said, "");
      assert.equal(vscode.window.activeNotebookEditor?.notebook, notebook);
    });
  });

  describe("git", () => {
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: at("repo").fsPath,
        encoding: "utf8",
      });

    before(async function () {
      this.timeout(60_000);
      await vscode.workspace
        .getConfiguration("git")
        .update("enabled", true, vscode.ConfigurationTarget.Global);
      await write("repo/kept.txt", "one\ntwo\n");
      await write("repo/staged.txt", "old\n");
      await write("repo/.gitignore", "*.log\n");
      git("init", "-q");
      git("add", ".");
      git("commit", "-q", "-m", "First");
      await write("repo/staged.txt", "new\n");
      git("add", "staged.txt");
      await write("repo/kept.txt", "one\nTWO\n");
      await write("repo/debug.log", "noise\n");
      await write("repo/unknown.txt", "not known to git\n");
      const extension = vscode.extensions.getExtension("vscode.git");
      assert.ok(extension);
      const exported = await extension.activate();
      await until(() => exported.enabled, 30_000);
      await exported.getAPI(1).openRepository(at("repo"));
      await until(() => {
        const { state } = exported.getAPI(1).getRepository(at("repo")) ?? {};
        return state?.indexChanges.length === 1 && state.workingTreeChanges.length >= 1;
      }, 30_000);
    });

    it("gives staged and unstaged changes apart", async () => {
      await choose("staged", "Git Diff: Staged Changes");
      await choose("diff", "Git Diff: Unstaged Changes");
      const [staged, unstaged] = chips();
      assert.match(staged?.text ?? "", /-old\n\+new/);
      assert.doesNotMatch(staged?.text ?? "", /TWO/);
      assert.match(unstaged?.text ?? "", /-two\n\+TWO/);
      assert.match(contextText(staged as ContextItem), /^Staged changes in `repo`:\n```diff\n/);
      assert.match(contextText(unstaged as ContextItem), /^Unstaged changes in `repo`:\n```diff\n/);
    });

    it("gives the changes of the file that was clicked in the source control view", async () => {
      await vscode.commands.executeCommand(
        "askClaude.addChanges",
        { resourceUri: at("repo/kept.txt") },
        { resourceUri: at("repo/unknown.txt") },
      );
      const [changed, added] = chips();
      assert.deepEqual(
        [changed?.kind, changed?.extent, changed?.fileName],
        ["diff", "unstaged", "repo/kept.txt"],
      );
      assert.match(changed?.text ?? "", /^diff --git a\/kept\.txt b\/kept\.txt\n/);
      // Git knows no changes of a file that is new to it: the file itself is meant.
      assert.deepEqual([added?.kind, added?.text], ["file", "not known to git\n"]);
    });

    it("gives the changes of a group that was clicked", async () => {
      await vscode.commands.executeCommand("askClaude.addChanges", {
        id: "index",
        resourceStates: [{ resourceUri: at("repo/staged.txt") }],
      });
      assert.equal(only().extent, "staged");
      assert.match(only().text, /\+new/);
    });

    it("marks a file that it is told to ignore, as a chip and in the list", async () => {
      await add(undefined, [at("repo/debug.log"), at("repo/kept.txt")]);
      assert.deepEqual(
        chips().map(({ isIgnored }) => isIgnored),
        [true, undefined],
      );
      const lines = await complete("debug.log");
      assert.equal(lines.find(({ label }) => label === "debug.log")?.isIgnored, true);
    });

    it("says so when there are no changes", async () => {
      await vscode.commands.executeCommand("askClaude.addChanges", {
        resourceUri: at("repo/.gitignore"),
      });
      assert.deepEqual(chips(), []);
      assert.match(dialogs.said, /\.gitignore has no unstaged changes\./);
    });
  });

  describe("the completion", () => {
    it("finds files by letters, also one that has just been made, and folders", async () => {
      await write("pages/orderSummary.ts", "export const order = 1;");
      await complete("os");
      await write("pages/orderSurvey.ts", "export const survey = 1;");
      await until(async () => (await complete("osurv")).some(({ label }) => label === "orderSurvey.ts"));
      await choose("ordsum", "orderSummary.ts");
      assert.equal(only().fileName, "pages/orderSummary.ts");
      const folders = await complete("pages");
      assert.ok(folders.some(({ label, icon }) => label === "pages/" && icon === "folder"));
    });

    it("finds symbols of the document, and attaches the whole of one", async () => {
      await openEditor(at("pricing.ts"));
      await until(async () => (await complete("total")).some(({ icon }) => icon === "symbol-method"), 20_000);
      await choose("total", "total");
      const { kind, text } = only();
      assert.equal(kind, "symbol");
      assert.match(text, /^export function total\([\s\S]*\n}$/);
    });

    it("offers what is at hand before anything is typed", async () => {
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 2, 0);
      const lines = (await complete("")).map(({ label }) => label);
      assert.deepEqual(lines.slice(0, 2), ["Selection", "Current File"]);
      assert.ok(lines.includes("Open Editors"));
      assert.ok(lines.includes("pricing.ts"));
    });

    it("attaches all open editors, one chip each", async () => {
      await openEditor(await write("first.txt", "1"));
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument(await write("second.txt", "2")),
        { preview: false },
      );
      await choose("", "Open Editors");
      assert.ok(labels().includes("second.txt"), labels().join());
    });

    it("forgets a list with the next one", async () => {
      await write("old.txt", "old");
      const [first] = await complete("old.txt");
      await complete("nothing has this name");
      await fromPage({ type: "choose", id: first?.id });
      assert.deepEqual(chips(), []);
    });

    it("searches a large workspace at once", async () => {
      // The first list is made of the disk; what counts is every later key.
      await complete("pri");
      const start = performance.now();
      await complete("pric");
      assert.ok(performance.now() - start < 1_000);
    });
  });

  describe("a drop", () => {
    it("attaches files of the workspace and cells without asking", async () => {
      await write("dropped.txt", "here");
      await fromPage({ type: "drop", uris: [at("dropped.txt").toString()] });
      assert.equal(only().text, "here");
      assert.equal(dialogs.said, "");
    });

    it("asks about what lies outside of the workspace, by default leaving it out", async () => {
      const outside = vscode.Uri.joinPath(folder(), "..", "outside.txt");
      await vscode.workspace.fs.writeFile(outside, encoder.encode("beyond"));
      await fromPage({ type: "drop", uris: [outside.toString()] });
      assert.deepEqual(chips(), []);
      assert.equal(dialogs.shown[0]?.buttons[0], "Do Not Attach");
      dialogs.answer = "Attach";
      await fromPage({ type: "drop", uris: [outside.toString()] });
      assert.deepEqual([only().fileName, only().text], ["outside.txt", "beyond"]);
    });

    it("takes no web page and no other address", async () => {
      await fromPage({ type: "drop", uris: ["https://example.com/", "command:workbench.action.quit", "::"] });
      assert.deepEqual(chips(), []);
      assert.match(dialogs.said, /Only files can be dropped here\./);
    });
  });

  describe("the selection that goes along", () => {
    const setting = (value: boolean | undefined) =>
      vscode.workspace
        .getConfiguration("askClaude")
        .update("autoAttachSelection", value, vscode.ConfigurationTarget.Global);
    const auto = () => api.chat.context.auto;
    afterEach(() => setting(undefined));

    it("does not by default", async () => {
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 2, 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(auto(), undefined);
    });

    it("is shown, goes with one question, and stays out when it was taken off", async () => {
      await setting(true);
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      await until(() => auto()?.startLine === 1);
      await ask(api, "Why?");
      assert.match(String((await endpoint.requests())[0]?.body), /`pricing\.ts` \(typescript\), line 1:/);
      assert.equal(auto(), undefined);
      editor.selection = new vscode.Selection(2, 0, 4, 0);
      await until(() => auto()?.startLine === 3);
      await fromPage({ type: "dismissAuto" });
      assert.equal(auto(), undefined);
      await ask(api, "And?");
      assert.equal((await endpoint.requests()).length, 2);
      assert.doesNotMatch(JSON.stringify(api.chat.session.conversation.turns.at(-2)), /pricing/);
    });

    it("leaves out what looks like a secret", async () => {
      await setting(true);
      const editor = await openEditor(await write("mixed.txt", `token = "k3Jq9ZxW7vB2m5pQ"\nplain\n`));
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(auto(), undefined);
      editor.selection = new vscode.Selection(1, 0, 1, 5);
      await until(() => auto()?.text === "plain");
    });
  });

  it("opens where a chip came from", async () => {
    const editor = await openEditor(await write("source.txt", "one\ntwo\nthree\n"));
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await vscode.commands.executeCommand("askClaude.addToChat");
    await closeAll();
    await fromPage({ type: "openAttachment", id: only().id });
    const opened = vscode.window.activeTextEditor;
    assert.equal(opened?.document.getText(opened.selection), "two");
    await add(await write("leaves.txt", "one\n"));
    await vscode.workspace.fs.delete(at("leaves.txt"));
    await fromPage({ type: "openAttachment", id: chips()[1]?.id });
    assert.match(dialogs.said, /leaves\.txt is no longer there\./);
  });
});

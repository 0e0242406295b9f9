import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import { png } from "../support/pngPicture";
import { proved, times } from "../support/proof";
import { add, at, Attaching } from "./attaching";

/** How long an attachment that is refused may take on a busy machine, in milliseconds; a hang is for ever. */
const patience = 5_000;

describe("what is attached of a disk", () => {
  const chat = new Attaching();
  let outside: string;
  const made: vscode.Uri[] = [];

  before(async function () {
    if (process.platform === "win32") {
      // No pipes, no devices, and links only for administrators.
      this.skip();
    }
    outside = await mkdtemp(join(tmpdir(), "ask-claude-outside-"));
    await mkdir(join(outside, "deep"));
    await writeFile(join(outside, "private.txt"), "canary-from-outside\n");
    await writeFile(join(outside, "deep", "more.txt"), "canary-from-deep\n");
  });

  afterEach(async () => {
    await Promise.all(made.splice(0).map((uri) => rm(uri.fsPath, { force: true, recursive: true })));
  });

  after(() => rm(outside, { recursive: true, force: true }));

  async function link(name: string, target: string): Promise<vscode.Uri> {
    const uri = at(name);
    await symlink(target, uri.fsPath);
    made.push(uri);
    return uri;
  }

  async function within<Result>(work: Promise<Result>): Promise<Result> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error("it hangs")), patience).unref();
    });
    return Promise.race([work, late]);
  }

  it("is no pipe and no device, by whatever name: none of them is opened", async () => {
    const pipe = at("pipe.txt");
    execFileSync("mkfifo", [pipe.fsPath]);
    made.push(pipe);
    const names = ["pipe.txt", "zero.txt", "random.png", "zero.ipynb", "terminal.md"];
    await link("zero.txt", "/dev/zero");
    await link("random.png", "/dev/urandom");
    await link("zero.ipynb", "/dev/zero");
    await link("terminal.md", "/dev/tty");
    for (const name of names) {
      await within(add(at(name)));
      await within(Promise.resolve(vscode.commands.executeCommand("askClaude.askAboutImage", at(name))));
    }
    assert.deepEqual(chat.chips, []);
    assert.match(chat.dialogs.said, /zero\.txt is a pipe or a device and no file\./);
    proved({
      row: "T30",
      tried: "pipes and devices, attached as text and as pictures",
      count: names.length * 2,
    });
  });

  it("is asked about when a link leads out of the workspace, with the place it leads to", async () => {
    const file = await link("notes.md", join(outside, "private.txt"));
    const folder = await link("docs", outside);
    const inFolder = vscode.Uri.joinPath(folder, "deep", "more.txt");
    for (const uri of [file, inFolder]) {
      chat.dialogs.shown.length = 0;
      await add(uri);
      assert.deepEqual(chat.chips, []);
      const [question] = chat.dialogs.shown;
      assert.match(question?.message ?? "", /is outside of the workspace\. Attach it\?$/);
      assert.ok(question?.detail.includes(outside), question?.detail);
      assert.equal(question?.buttons[0], "Leave Out");
    }
    chat.dialogs.answer = "Attach Anyway";
    await add(file);
    assert.equal(chat.only.text, "canary-from-outside\n");
    chat.dialogs.answer = undefined;
  });

  it("is asked about as well when it is an image or a notebook that a link brings into the workspace", async () => {
    await writeFile(join(outside, "private.png"), png(40, 30));
    await writeFile(
      join(outside, "private.svg"),
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    );
    const notebook = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    const cell = { cell_type: "code", source: "canary", metadata: {}, outputs: [], execution_count: null };
    await writeFile(join(outside, "private.ipynb"), JSON.stringify({ ...notebook, cells: [cell] }));
    const places = [
      { command: "askClaude.addFiles", uri: await link("shot.png", join(outside, "private.png")) },
      { command: "askClaude.askAboutImage", uri: await link("again.png", join(outside, "private.png")) },
      { command: "askClaude.askAboutImage", uri: await link("drawing.svg", join(outside, "private.svg")) },
      { command: "askClaude.addFiles", uri: await link("book.ipynb", join(outside, "private.ipynb")) },
    ];
    for (const { command, uri } of places) {
      chat.dialogs.shown.length = 0;
      await vscode.commands.executeCommand(command, uri);
      assert.deepEqual(chat.chips, [], uri.path);
      assert.match(chat.dialogs.said, /is outside of the workspace\. Attach it\?/, uri.path);
      assert.ok(chat.dialogs.said.includes(outside), chat.dialogs.said);
    }
    proved({
      row: "T28",
      tried: "images and notebooks behind links that lead out of the workspace",
      count: places.length,
    });
  });

  it("is not what lies above the workspace, however a dropped address is written", async () => {
    const top = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(top);
    const target = join(outside, "private.txt");
    const up = "../".repeat(20);
    const addresses = [
      `file://${top.path}/${up}${target}`,
      `file://${top.path}/${up.replaceAll("/", "%2F")}${target}`,
      `file://${top.path}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e${target}`,
      `file://${top.path}/./${up}${target}`,
      `file://${top.path}/a/..%5C..%5C${target}`,
      `file://${top.path}/x%00/../../..${target}`,
      `file://${target}`,
      `file:${target}`,
      `vscode-userdata:${target}`,
      `FILE://${top.path}/${up}${target}`,
    ];
    for (const address of addresses) {
      await chat.fromPage({ type: "drop", uris: [address] });
      assert.deepEqual(chat.chips, [], address);
    }
    assert.doesNotMatch(chat.dialogs.said, /canary/);
    proved({
      row: "T27",
      tried: "addresses that lead out of the workspace, dropped by the page",
      count: addresses.length,
    });
  });

  it("of a huge folder is a listing of bounded length", async () => {
    const folder = at("huge");
    made.push(folder);
    const count = times(20_000, 2_500);
    for (let start = 0; start < count; start += 500) {
      const inner = join(folder.fsPath, `d${start}`);
      await mkdir(inner, { recursive: true });
      await Promise.all(Array.from({ length: 500 }, (_, n) => writeFile(join(inner, `f${n}.txt`), "")));
    }
    // A link up would make it endless.
    await symlink("..", join(folder.fsPath, "d0", "up"));
    await within(add(folder));
    const lines = chat.only.text.split("\n");
    assert.match(lines.at(-1) ?? "", /not everything is listed/);
    assert.ok(lines.length <= 2_100, `${lines.length} lines`);
    proved({
      row: "T30",
      tried: "files in an attached folder",
      count,
      result: `${lines.length} lines listed`,
    });
  });
});

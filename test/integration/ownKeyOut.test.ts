import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import { proved } from "../support/proof";
import { Attaching } from "./attaching";
import { ask, endpoint, testKey } from "./host";

describe("the person's own key in a question that was not sent", () => {
  const chat = new Attaching();
  let folder: string;
  const { showSaveDialog } = vscode.window;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-export-"));
    await ask(chat.api, `${testKey} is my key. Is it safe here?`);
    // It stands in memory, and nowhere else.
    assert.ok(JSON.stringify(chat.api.chat.session.conversation).includes(testKey));
    assert.deepEqual(await endpoint.requests(), []);
    Object.assign(vscode.window, {
      showSaveDialog: ({ defaultUri }: vscode.SaveDialogOptions) => {
        const name = defaultUri?.path.split("/").at(-1) ?? "";
        return Promise.resolve(vscode.Uri.file(join(folder, name)));
      },
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showSaveDialog });
    await rm(folder, { recursive: true, force: true });
  });

  it("is in no file that the conversation is exported to, and in no name of one", async () => {
    const formats = ["Markdown", "Markdown with thinking", "JSON"];
    for (const format of formats) {
      chat.dialogs.picks = [format];
      await vscode.commands.executeCommand("askClaude.exportConversation");
      const [name = ""] = await readdir(folder);
      const text = await readFile(join(folder, name), "utf8");
      assert.ok(!`${name} ${text}`.includes(testKey), `${format}: ${name}`);
      assert.match(text, /\[API key\] is my key/, format);
      await rm(join(folder, name));
    }
    proved({
      row: "T8",
      tried: "exports of a conversation whose question holds the key",
      count: formats.length,
    });
  });

  it("is not on the clipboard when the conversation, the question or a piece of text is copied", async () => {
    const [question] = chat.api.chat.session.conversation.turns;
    const copies = [
      () => vscode.commands.executeCommand("askClaude.copyConversation"),
      () => chat.fromPage({ type: "copyTurn", turnId: question?.id }),
      () => chat.fromPage({ type: "copy", text: `export ANTHROPIC_API_KEY=${testKey}` }),
    ];
    for (const copy of copies) {
      await vscode.env.clipboard.writeText("before");
      await copy();
      const copied = await vscode.env.clipboard.readText();
      assert.ok(copied.includes("[API key]") && !copied.includes(testKey), copied);
    }
    proved({
      row: "T8",
      tried: "copies of a conversation whose question holds the key",
      count: copies.length,
    });
  });
});

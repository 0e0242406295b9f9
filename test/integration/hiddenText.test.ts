import assert from "node:assert/strict";
import * as vscode from "vscode";

import { proved } from "../support/proof";
import { add, Attaching, write } from "./attaching";
import { Editing } from "./editing";
import { endpoint, until } from "./host";
import { Inputs } from "./inputs";

const tags = "\u{E0049}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}";
const override = "\u202E";

describe("at the host's door, hidden characters", () => {
  const chat = new Attaching();

  const send = (text: string): Promise<unknown> =>
    chat.fromPage({ type: "send", conversationId: chat.api.chat.session.id, text });

  async function sentText(): Promise<string> {
    await until(async () => (await endpoint.requests()).length === 1);
    await until(() => !chat.api.chat.session.isAnswering);
    return JSON.stringify((await endpoint.requests())[0]?.json);
  }

  it("are asked about, with their number, their kinds and what they spell", async () => {
    chat.dialogs.answer = undefined;
    await send(`Explain${tags} this${override}`);
    const [shown] = chat.dialogs.shown;
    assert.ok(shown?.isModal);
    assert.equal(shown.message, "Send 7 hidden characters?");
    assert.match(shown.detail, /Your message: tags: 6, controls of direction: 1/);
    assert.match(shown.detail, /They spell: Ignore/);
    assert.deepEqual(shown.buttons, ["Remove Them and Send", "Send as It Is"]);
    assert.deepEqual(await endpoint.requests(), []);
    assert.equal(chat.api.chat.session.conversation.turns.length, 0);
  });

  it("are taken out of the question and of what is attached", async () => {
    await add(await write("hidden.ts", `const a = 1; // ${override}${tags}end`));
    chat.dialogs.answer = "Remove Them and Send";
    await send(`Explain${tags}`);
    const body = await sentText();
    assert.ok(body.includes("Explain") && body.includes("const a = 1; // end"), body);
    assert.doesNotMatch(body, /[\u202E\u{E0000}-\u{E007F}]/u);
    assert.match(chat.dialogs.said, /hidden\.ts: tags: 6, controls of direction: 1/);
  });

  it("go as they are when the person says so", async () => {
    chat.dialogs.answer = "Send as It Is";
    await send(`Explain${tags}`);
    assert.ok((await sentText()).includes(tags));
  });

  it("of a selection are asked about also by a command that asks at once", async () => {
    const document = await vscode.workspace.openTextDocument({ content: `let x = 1; ${override}` });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 13);
    chat.dialogs.answer = undefined;
    await vscode.commands.executeCommand("askClaude.explain");
    assert.match(chat.dialogs.said, /controls of direction: 1/);
    assert.deepEqual(await endpoint.requests(), []);
  });

  describe("of an edit", () => {
    let editing: Editing;
    let inputs: Inputs;

    beforeEach(async () => {
      editing = await Editing.open();
      inputs = new Inputs();
    });
    afterEach(async () => {
      await inputs.dispose();
      await editing.dispose();
    });

    /** Gives an instruction to an edit of a new document. */
    async function edit(instruction: string): Promise<void> {
      await editing.show({ content: "one\ntwo\n" });
      await editing.answers("```\nONE\ntwo\n```");
      void vscode.commands.executeCommand("askClaude.edit");
      const input = await inputs.opened();
      await until(() => (input.title ?? "").includes("the whole file"));
      input.value = instruction;
      await inputs.accept();
    }

    it("are asked about before its instruction goes out", async () => {
      editing.dialogs.answer = undefined;
      await edit(`Shout${tags}`);
      await until(() => editing.dialogs.shown.length > 0);
      assert.equal(editing.dialogs.shown[0]?.message, "Send 6 hidden characters?");
      assert.match(editing.dialogs.said, /Your instruction: tags: 6/);
      assert.deepEqual(await endpoint.requests(), []);
    });

    it("are taken out of it when the person says so", async () => {
      editing.dialogs.answer = "Remove Them and Send";
      await edit(`Shout${tags}${override}`);
      await until(async () => (await endpoint.requests()).length > 0);
      const body = JSON.stringify((await endpoint.requests())[0]?.json);
      assert.ok(body.includes("Shout"), body);
      assert.doesNotMatch(body, /[\u202E\u{E0000}-\u{E007F}]/u);
      proved({
        row: "T20",
        tried: "instructions of edits with hidden characters, held or cleaned",
        count: 2,
      });
    });
  });

  it("that writing and emoji need are not asked about", async () => {
    await send("می‌خواهم این را بفهمم 👩‍💻 क्‍या 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}");
    await sentText();
    assert.equal(chat.dialogs.said, "");
    proved({
      row: "T20",
      tried: "questions and attachments with tags and controls of direction, sent, cleaned or held",
      count: 5,
    });
  });
});

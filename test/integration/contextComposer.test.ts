import assert from "node:assert/strict";
import * as vscode from "vscode";

import { Attaching, at, openEditor, write } from "./attaching";
import { ask, endpoint, until } from "./host";

describe("context from the composer", () => {
  const chat = new Attaching();

  describe("the completion", () => {
    it("finds files by letters, also one that has just been made, and folders", async () => {
      await write("pages/orderSummary.ts", "export const order = 1;");
      await chat.complete("os");
      await write("pages/orderSurvey.ts", "export const survey = 1;");
      await until(async () => (await chat.complete("osurv")).some(({ label }) => label === "orderSurvey.ts"));
      await chat.choose("ordsum", "orderSummary.ts");
      assert.equal(chat.only.fileName, "pages/orderSummary.ts");
      const folders = await chat.complete("pages");
      assert.ok(folders.some(({ label, icon }) => label === "pages/" && icon === "folder"));
    });

    it("finds symbols of the document, and attaches the whole of one", async () => {
      await openEditor(at("pricing.ts"));
      await until(
        async () => (await chat.complete("total")).some(({ icon }) => icon === "symbol-method"),
        20_000,
      );
      await chat.choose("total", "total");
      const { kind, text } = chat.only;
      assert.equal(kind, "symbol");
      assert.match(text, /^export function total\([\s\S]*\n}$/);
    });

    it("offers what is at hand before anything is typed", async () => {
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 2, 0);
      const items = await chat.complete("");
      const lines = items.map(({ label }) => label);
      assert.deepEqual(lines.slice(0, 2), ["Selection", "Current File"]);
      // The third line is only touched; the chip says the same.
      assert.equal(items[0]?.detail, "pricing.ts:1-2");
      assert.ok(lines.includes("Open Editors"));
      assert.ok(lines.includes("pricing.ts"));
    });

    it("attaches all open editors, one chip each", async () => {
      await openEditor(await write("first.txt", "1"));
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument(await write("second.txt", "2")),
        { preview: false },
      );
      await chat.choose("", "Open Editors");
      assert.ok(chat.labels.includes("second.txt"), chat.labels.join());
    });

    it("forgets a list with the next one", async () => {
      await write("old.txt", "old");
      let [first] = await chat.complete("old.txt");
      // What the disk tells of a new file comes a moment later.
      await until(async () => {
        [first] = await chat.complete("old.txt");
        return first !== undefined;
      });
      await chat.complete("nothing has this name");
      await chat.fromPage({ type: "choose", id: first?.id });
      assert.deepEqual(chat.chips, []);
    });

    it("searches a large workspace at once", async () => {
      // The first list is made of the disk; what counts is every later key.
      await chat.complete("pri");
      const start = performance.now();
      await chat.complete("pric");
      assert.ok(performance.now() - start < 5_000);
    });
  });

  describe("a drop", () => {
    it("attaches files of the workspace and cells without asking", async () => {
      await write("dropped.txt", "here");
      await chat.fromPage({ type: "drop", uris: [at("dropped.txt").toString()] });
      assert.equal(chat.only.text, "here");
      assert.equal(chat.dialogs.said, "");
    });

    it("asks about what lies outside of the workspace, by default leaving it out", async () => {
      const outside = at("../outside.txt");
      await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode("beyond"));
      await chat.fromPage({ type: "drop", uris: [outside.toString()] });
      assert.deepEqual(chat.chips, []);
      assert.equal(chat.dialogs.shown[0]?.buttons[0], "Do Not Attach");
      chat.dialogs.answer = "Attach";
      await chat.fromPage({ type: "drop", uris: [outside.toString()] });
      assert.deepEqual([chat.only.fileName, chat.only.text], ["outside.txt", "beyond"]);
    });

    it("takes no web page and no other address", async () => {
      await chat.fromPage({
        type: "drop",
        uris: ["https://example.com/", "command:workbench.action.quit", "::"],
      });
      assert.deepEqual(chat.chips, []);
      assert.match(chat.dialogs.said, /Only files can be dropped here\./);
    });
  });

  describe("the selection that goes along", () => {
    const setting = (value: boolean | undefined) =>
      vscode.workspace
        .getConfiguration("askClaude")
        .update("autoAttachSelection", value, vscode.ConfigurationTarget.Global);
    afterEach(() => setting(undefined));

    it("does not by default", async () => {
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 2, 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(chat.auto, undefined);
    });

    it("is shown, goes with one question, and stays out when it was taken off", async () => {
      await setting(true);
      const editor = await openEditor(at("pricing.ts"));
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      await until(() => chat.auto?.startLine === 1);
      await ask(chat.api, "Why?");
      assert.match(String((await endpoint.requests())[0]?.body), /`pricing\.ts` \(typescript\), line 1:/);
      assert.equal(chat.auto, undefined);
      editor.selection = new vscode.Selection(2, 0, 4, 0);
      await until(() => chat.auto?.startLine === 3);
      await chat.fromPage({ type: "dismissAuto" });
      assert.equal(chat.auto, undefined);
      await ask(chat.api, "And?");
      assert.equal((await endpoint.requests()).length, 2);
      assert.doesNotMatch(JSON.stringify(chat.api.chat.session.conversation.turns.at(-2)), /pricing/);
    });

    it("leaves out what looks like a secret", async () => {
      await setting(true);
      const editor = await openEditor(await write("mixed.txt", `token = "k3Jq9ZxW7vB2m5pQ"\nplain\n`));
      editor.selection = new vscode.Selection(0, 0, 1, 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(chat.auto, undefined);
      editor.selection = new vscode.Selection(1, 0, 1, 5);
      await until(() => chat.auto?.text === "plain");
    });
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { ContextItem } from "../../src/core/context";
import { png, stripes } from "../support/pictures";
import { proved } from "../support/proof";
import { Attaching, add, at, write } from "./attaching";
import { ask, endpoint, extensionApi, lastAnswer, until } from "./host";
import { ImagePage, keptImage, sha256 } from "./imagePage";

describe("images of cells, and of questions that were asked", () => {
  const chat = new Attaching();
  let page: ImagePage;

  before(async () => {
    const { chat: opened } = await extensionApi();
    await opened.views.current.reveal();
    await until(() => opened.views.current.isReady);
  });
  beforeEach(() => {
    page = new ImagePage(chat.api.chat.views.current);
  });
  afterEach(() => page.dispose());

  it("are shown before they go out as they are on the wire, but for their length, and copied whole", async () => {
    const picture = png(24, 18, stripes);
    await add(await write("shown.png", picture));
    chat.api.chat.session.setDraftText("What is this?");
    await vscode.commands.executeCommand("askClaude.showRequest");
    await until(() => vscode.window.activeTextEditor?.document.uri.scheme === "ask-claude");
    const text = vscode.window.activeTextEditor?.document.getText();
    await vscode.commands.executeCommand("askClaude.copyAsCurl");
    const command = await vscode.env.clipboard.readText();
    await ask(chat.api, "What is this?");
    const body = (await endpoint.requests())[0]?.body ?? "";
    const data = Buffer.from(picture).toString("base64");
    assert.ok(body.includes(data));
    const short = `${data.slice(0, 16)}\u2026 base64 of ${picture.length} bytes, SHA-256 ${sha256(picture)}`;
    assert.equal(text, body.replace(data, short));
    assert.ok(command.includes(body.replaceAll("'", "'\\''")), command.slice(0, 400));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("askClaude.showRequest");
    await until(() => vscode.window.activeTextEditor?.document.getText() === text);
    await vscode.commands.executeCommand("askClaude.copyAsCurl");
    assert.equal(await vscode.env.clipboard.readText(), command);
    proved({
      row: "T23",
      tried: "bytes of a shown request with an image against the wire",
      count: body.length,
      result: "the same",
    });
  });

  describe("of a notebook", () => {
    const shown = (bytes: Uint8Array) => ({
      output_type: "display_data",
      data: { "image/png": Buffer.from(bytes).toString("base64"), "text/plain": ["<Figure size 640x480>"] },
      metadata: {},
    });

    async function cellWith(
      outputs: readonly unknown[],
      source: readonly string[] = ["plot()"],
    ): Promise<vscode.NotebookCell> {
      const cell = { cell_type: "code", metadata: {}, execution_count: 1, source, outputs };
      const json = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
      const uri = await write(`plots${outputs.length}${source.length === 0 ? "bare" : ""}.ipynb`, json);
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook);
      return notebook.cellAt(0);
    }

    it("come with a cell's outputs, named by their place", async () => {
      const pictures = [png(10, 10, stripes), png(11, 10, stripes)] as const;
      const printed = { output_type: "stream", name: "stdout", text: ["drawn\n"] };
      const cell = await cellWith([shown(pictures[0]), printed, shown(pictures[1])]);
      await vscode.commands.executeCommand("askClaude.addCellWithOutputs", cell);
      assert.deepEqual(
        chat.chips.map(({ kind, fileName }) => [kind, fileName]),
        [
          ["cell", "plots3.ipynb"],
          ["image", "plots3.ipynb#1 output 1"],
          ["image", "plots3.ipynb#1 output 3"],
        ],
      );
      assert.equal(keptImage(chat.chips[1]).hash, sha256(pictures[0]));
      assert.equal(keptImage(chat.chips[2]).hash, sha256(pictures[1]));
    });

    it("are offered where a cell shows nothing but pictures, and stay away when outputs were not asked for", async () => {
      const cell = await cellWith([
        {
          ...shown(png(13, 10, stripes)),
          data: { "image/png": Buffer.from(png(13, 10, stripes)).toString("base64") },
        },
      ]);
      await vscode.commands.executeCommand("askClaude.addCell", cell);
      assert.deepEqual(
        chat.chips.map(({ kind }) => kind),
        ["cell"],
      );
      await chat.choose("", "Current Cell with Outputs");
      assert.deepEqual(
        chat.chips.map(({ kind }) => kind),
        ["cell", "image"],
      );
    });

    it("come alone where the code of a cell was deleted", async () => {
      const image = shown(png(14, 10, stripes));
      const data = { "image/png": image.data["image/png"] };
      const cell = await cellWith([{ ...image, data }], []);
      await vscode.commands.executeCommand("askClaude.addCellWithOutputs", cell);
      assert.deepEqual(
        chat.chips.map(({ kind }) => kind),
        ["image"],
      );
    });

    it("are the first twenty, and the person is told", async () => {
      const cell = await cellWith(
        Array.from({ length: 23 }, (_, index) => shown(png(index + 1, 3, stripes))),
      );
      await vscode.commands.executeCommand("askClaude.addCellWithOutputs", cell);
      const images = chat.chips.filter(({ kind }) => kind === "image");
      assert.equal(images.length, 20);
      assert.equal(images.at(-1)?.fileName, "plots23.ipynb#1 output 20");
      assert.match(chat.dialogs.said, /plots23\.ipynb#1 shows 23 images\. Only the first 20 were attached\./);
    });
  });

  describe("of a question that was asked", () => {
    const old = png(31, 20, stripes);
    const other = png(32, 20, stripes);

    beforeEach(async () => {
      await write("sent.png", old);
      await write("other.png", other);
      await add(at("sent.png"));
      await ask(chat.api, "What is this?");
    });

    function sent(): { readonly turnId: string; readonly images: readonly ContextItem[] } {
      const [turn] = chat.api.chat.session.conversation.turns;
      assert.equal(turn?.role, "user");
      return { turnId: turn.id, images: turn.context };
    }

    async function replace(way: string): Promise<void> {
      const { turnId, images } = sent();
      chat.dialogs.picks = [way];
      await chat.fromPage({ type: "replaceSent", turnId, id: images[0]?.id });
    }

    it("can be another one", async () => {
      const [before] = sent().images;
      chat.dialogs.files = [at("other.png")];
      await replace("Choose Another Image…");
      const [now] = sent().images;
      assert.equal(keptImage(now).hash, sha256(other));
      assert.equal(now?.id, before?.id);
      assert.deepEqual(chat.dialogs.asked.at(-1)?.canSelectMany, false);
      assert.deepEqual(chat.dialogs.offered, [
        "Choose Another Image…",
        "Crop or Black Out…",
        "Update to the File's Current Content",
        "Remove",
      ]);
    });

    it("can be left out of a request that is refused because of it, and is put back with Undo", async () => {
      const before = sent();
      await endpoint.next({ type: "error", status: 400, message: "Could not process image" });
      const refused = await ask(chat.api, "And this?");
      const { session } = chat.api.chat;
      // The person takes it back when the answer is there.
      const isAnswered = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() =>
        until(() => !session.isAnswering),
      );
      chat.dialogs.answer = isAnswered.then(() => "Undo");
      const acting = chat.fromPage({ type: "act", answerId: refused.id, action: "sendWithoutImages" });
      assert.deepEqual(sent().images, []);
      await acting;
      await until(() => sent().images.length > 0);
      assert.match(chat.dialogs.said, /The image was taken off the conversation\./);
      assert.equal(lastAnswer(chat.api).status.type, "complete");
      assert.deepEqual(sent(), before);
      const hash = keptImage(before.images[0]).hash;
      assert.ok((await chat.api.images.read(hash)) !== undefined);
    });

    it("can be what its file holds now", async () => {
      const now = png(33, 20, stripes);
      await write("sent.png", now);
      await replace("Update to the File's Current Content");
      assert.equal(keptImage(sent().images[0]).hash, sha256(now));
    });

    it("can be taken off, and stays when nothing was chosen", async () => {
      await replace("");
      assert.equal(keptImage(sent().images[0]).hash, sha256(old));
      await replace("Remove");
      assert.deepEqual(sent().images, []);
    });
  });
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import type { Conversation } from "../../src/core/conversation";
import { isKept } from "../../src/core/image";
import { highResolution } from "../../src/core/imageLimits";
import type { TestApi } from "../../src/extension";
import { asMarkdown, exportConversation } from "../../src/host/chat/exporting";
import { ImageJobs } from "../../src/host/images/imageJobs";
import { Images, type ImageView } from "../../src/host/images/images";
import { ImageStore } from "../../src/host/images/imageStore";
import { pngOfBytes } from "../support/requestPictures";
import { png, stripes, withMetadata } from "../support/pictures";
import { Dialogs } from "./dialogs";
import { ask, endpoint, freshChat, testKey, until } from "./host";

const thumbnail = png(30, 20);

describe("images that are kept", () => {
  let api: TestApi;
  let dialogs: Dialogs;
  let folder = "";
  // Another one for each test: what an earlier conversation shows stays.
  let picture = png(60, 40, stripes);
  let hash = "";
  let height = 40;

  beforeEach(async () => {
    api = await freshChat();
    dialogs = new Dialogs();
    height += 1;
    picture = png(60, height, stripes);
    hash = createHash("sha256").update(picture).digest("hex");
    folder = await mkdtemp(join(tmpdir(), "ask-claude-kept-"));
  });
  afterEach(async () => {
    dialogs.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  async function attach(name: string, bytes = picture): Promise<readonly string[]> {
    const { session } = api.chat;
    const kept = await api.images.keep(session.id, { name, uri: "" }, { bytes, thumbnail });
    session.attach(kept.items);
    return kept.refusals;
  }

  async function gone(): Promise<void> {
    await until(async () => (await api.images.read(hash)) === undefined);
  }

  it("are sent byte for byte; who looks at the request reads their size and SHA-256, and copies all of it", async () => {
    await attach("first.png");
    api.chat.session.setDraftText("What is this?");
    await vscode.commands.executeCommand("askClaude.showRequest");
    await until(() => vscode.window.activeTextEditor?.document.uri.scheme === "ask-claude");
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    assert.match(text, new RegExp(`"data": "\\S{16}… base64 of ${picture.length} bytes, SHA-256 ${hash}"`));
    await vscode.commands.executeCommand("askClaude.copyAsCurl");
    const command = await vscode.env.clipboard.readText();
    const shell = spawn("sh", ["-c", command], {
      env: { ...process.env, ANTHROPIC_API_KEY: testKey },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [code] = await once(shell, "exit");
    assert.equal(code, 0);
    await ask(api, "What is this?");
    const [copied, sent] = await endpoint.requests();
    assert.equal(copied?.status, 200);
    assert.equal(copied?.body, sent?.body);
    assert.ok(sent?.body?.includes(`"${Buffer.from(picture).toString("base64")}"`));
    const shown = text.replace(/"data": "[^"]*"/, "").trim();
    assert.equal(shown, sent?.body?.replace(/"data": "[^"]*"/, "").trim());
  });

  it("are refused when there is more in them than the picture", async () => {
    assert.deepEqual(await attach("tracked.png", withMetadata(picture)), [
      "tracked.png is damaged and cannot be read.",
    ]);
    assert.deepEqual(api.chat.session.draft.context, []);
  });

  it("are not attached when the disk refuses, and whoever wants to know is told", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const troubles: unknown[] = [];
    const images = new Images(new ImageStore(join(file, "images")), (error) => troubles.push(error));
    const made = { bytes: picture, thumbnail };
    assert.deepEqual(await images.keep("c", { name: "a.png", uri: "" }, made), {
      items: [],
      refusals: ["a.png could not be kept: the disk does not take it."],
    });
    assert.equal(await images.read(hash), undefined);
    await images.drop("c", [hash]);
    assert.ok(troubles.length >= 2, `${troubles.length} troubles`);
  });

  it("are refused by their header before any page sees them, and by a sentence when it does not answer", async () => {
    const jobs = new ImageJobs({ pageMs: 20, answerMs: 20 });
    const images = new Images(new ImageStore(folder), (error) => assert.fail(String(error)), jobs);
    const posted: string[] = [];
    const view: ImageView = {
      post: ({ type }) => posted.push(type),
      session: { id: "c", requestOptions: { model: "m" } },
    };
    jobs.join(view);
    const sources = [
      ["nothing.png", new Uint8Array()],
      ["page.png", new TextEncoder().encode("<html><body>Hello</body></html>")],
      ["bomb.png", pngOfBytes({ width: 30_000, height: 30_000 }, 300)],
      ["fine.png", picture],
    ] as const;
    const { items, refusals } = await images.take(
      view,
      "c",
      sources.map(([name, bytes]) => ({ name, uri: "", bytes })),
      highResolution,
    );
    assert.deepEqual(items, []);
    assert.deepEqual(posted, ["makeImage"]);
    assert.equal(refusals.length, 4);
    assert.match(
      refusals.join("\n"),
      /^nothing\.png is empty\.\npage\.png is not an image.*\nbomb\.png has more than 40 megapixels.*\nfine\.png is damaged and cannot be read\.$/,
    );
  });

  it("are missing when the disk has less of them than was kept", async () => {
    const images = new Images(new ImageStore(folder), (error) => assert.fail(String(error)));
    const { items } = await images.keep("c", { name: "a.png", uri: "" }, { bytes: picture, thumbnail });
    const [image] = items.map((item) => item.image);
    assert.ok(isKept(image));
    assert.equal((await images.fitted(image, highResolution)).state, "there");
    await writeFile(join(folder, hash), picture.subarray(0, -10));
    assert.deepEqual(await images.fitted(image, highResolution), { state: "missing" });
  });

  it("leave the disk with the last conversation that uses them", async () => {
    await attach("first.png");
    await ask(api, "What is this?");
    const first = api.chat.session.id;
    await api.chat.views.newChat(api.chat.views.current);
    await attach("again.png");
    await ask(api, "And this?");
    dialogs.answer = "Delete";
    await vscode.commands.executeCommand("askClaude.deleteConversation");
    await until(() => api.chat.session.conversation.turns.length === 0);
    assert.ok((await api.images.read(hash)) !== undefined);
    await api.chat.views.open(first, api.chat.views.current);
    assert.equal(api.chat.session.id, first);
    await vscode.commands.executeCommand("askClaude.deleteConversation");
    await gone();
  });

  it("leave the disk when the chip is taken off before it was sent", async () => {
    await attach("secret.png");
    assert.ok((await api.images.read(hash)) !== undefined);
    api.chat.session.removeAttachment(api.chat.session.draft.context[0]?.id ?? "");
    await gone();
  });

  it("come along into a new chat with what is in the composer", async () => {
    await attach("draft.png");
    await api.chat.views.newChat(api.chat.views.current);
    const [chip] = api.chat.session.draft.context;
    assert.ok(isKept(chip?.image));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(Buffer.from((await api.images.read(hash)) ?? []), Buffer.from(picture));
    api.chat.session.removeAttachment(chip.id);
    await gone();
  });

  async function exported(
    format: string,
    name: string,
    conversation = api.chat.session.conversation,
  ): Promise<string> {
    const before = vscode.window.showSaveDialog;
    const uri = vscode.Uri.file(join(folder, name));
    Object.assign(vscode.window, { showSaveDialog: () => Promise.resolve(uri) });
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) =>
        Promise.resolve(items.find(({ label }) => label === format)),
    });
    try {
      await exportConversation(conversation, api.images, (text) => text);
    } finally {
      Object.assign(vscode.window, { showSaveDialog: before });
    }
    return readFile(uri.fsPath, "utf8");
  }

  it("lie beside an exported document, and inside of exported JSON", async () => {
    await attach("chart [1].png");
    await ask(api, "What is this?");
    assert.match(
      await exported("Markdown", "My 100% talk.md"),
      /!\[Image: chart \\\[1\\\]\.png\]\(<My%20100%25%20talk-images\/1\.png>\)/,
    );
    assert.deepEqual(await readdir(folder), ["My 100% talk-images", "My 100% talk.md"]);
    assert.deepEqual(await readFile(join(folder, "My 100% talk-images", "1.png")), Buffer.from(picture));
    const json: unknown = JSON.parse(await exported("JSON", "talk.json"));
    assert.deepEqual((json as { images: unknown }).images, {
      [hash]: { type: "image/png", data: Buffer.from(picture).toString("base64") },
    });
    assert.match(asMarkdown(api.chat.session.conversation), /\*Image: chart \\\[1\\\]\.png\*/);
  });

  it("are written into a folder of their own, or, when the document cannot be, not at all", async () => {
    await attach("chart.png");
    await ask(api, "What is this?");
    await mkdir(join(folder, "talk-images"));
    await writeFile(join(folder, "talk-images", "1.png"), "mine");
    assert.match(await exported("Markdown", "talk.md"), /\(<talk-images-2\/1\.png>\)/);
    assert.equal(await readFile(join(folder, "talk-images", "1.png"), "utf8"), "mine");
    assert.deepEqual(await readFile(join(folder, "talk-images-2", "1.png")), Buffer.from(picture));
    // Nothing can be written over a folder.
    await mkdir(join(folder, "lecture.md"));
    await assert.rejects(exported("Markdown", "lecture.md"));
    assert.deepEqual(await readdir(folder), ["lecture.md", "talk-images", "talk-images-2", "talk.md"]);
  });

  it("are not exported as JSON when they are too many for one file, before a place is chosen", async () => {
    await attach("chart.png");
    await ask(api, "What is this?");
    const text = JSON.stringify(api.chat.session.conversation);
    const large: Conversation = JSON.parse(text.replaceAll(`"bytes":${picture.length}`, '"bytes":250000000'));
    await assert.rejects(exported("JSON", "talk.json", large), /ENOENT/);
    assert.match(
      dialogs.shown.map(({ message }) => message).join("\n"),
      /has 250 MB of images, too much for one JSON file/,
    );
  });
});

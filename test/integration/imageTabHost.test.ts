import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import * as vscode from "vscode";

import { isKept } from "../../src/core/image";
import type { ConversationEvent } from "../../src/core/conversation";
import type { EditHistory } from "../../src/core/imageEdits";
import type { FromImageTab, ToImageTab } from "../../src/core/imageProtocol";
import type { TestApi } from "../../src/extension";
import { type ImageItem, ImageTab } from "../../src/host/images/imageTab";
import { ImageTabs } from "../../src/host/images/imageTabs";
import { Images } from "../../src/host/images/images";
import { ImageStore } from "../../src/host/images/imageStore";
import type { Log } from "../../src/host/log";
import { png, stripes } from "../support/pictures";
import { proved, times } from "../support/proof";
import { freshChat, until } from "./host";
import { malformedForImageTab } from "./malformed";

const thumbnail = png(10, 10);
const silent = { info() {}, warn() {}, error() {} } as unknown as Log;

/** A panel whose page is the test. */
function fakePanel() {
  // Not an emitter of VS Code's: that would keep an error of a listener to itself.
  const listeners = new Set<(envelope: unknown) => void>();
  const post = (envelope: unknown): void => listeners.forEach((listener) => listener(envelope));
  const disposed = new vscode.EventEmitter<void>();
  const posted: ToImageTab[] = [];
  let isDisposed = false;
  const webview = {
    options: {},
    html: "",
    cspSource: "",
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: (listener: (envelope: unknown) => void) => {
      listeners.add(listener);
      return new vscode.Disposable(() => listeners.delete(listener));
    },
    postMessage: ({ message }: { message: ToImageTab }) => Promise.resolve(posted.push(message) > 0),
  };
  const panel = {
    webview,
    visible: true,
    onDidChangeViewState: new vscode.EventEmitter<void>().event,
    onDidDispose: disposed.event,
    reveal: () => undefined,
    dispose: () => {
      isDisposed = true;
      disposed.fire();
    },
  } as unknown as vscode.WebviewPanel;
  const token = (): string => /[0-9a-f]{32}/.exec(webview.html)?.[0] ?? "";
  const say = (message: FromImageTab): void => {
    post({ token: token(), message });
  };
  return { panel, posted, say, post, token, isDisposed: () => isDisposed };
}

describe("the tab of an image", () => {
  let api: TestApi;
  let images: Images;
  let folder = "";
  const histories = new Map<string, EditHistory>();

  beforeEach(async () => {
    api = await freshChat();
    folder = await mkdtemp(join(tmpdir(), "ask-claude-tab-"));
    images = new Images(new ImageStore(folder), (error) => assert.fail(String(error)));
    histories.clear();
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function item(width: number): Promise<ImageItem> {
    const made = { bytes: png(width, 20, stripes), thumbnail };
    const { items } = await images.keep(api.chat.session.id, { name: "a.png", uri: "" }, made);
    const [kept] = items;
    assert.ok(isKept(kept?.image));
    return { ...kept, image: kept.image };
  }

  const parts = () => ({
    extensionUri: vscode.extensions.getExtension("ask-claude.ask-claude")!.extensionUri,
    images,
    imageDone: () => undefined,
    isOpen: () => true,
    log: silent,
  });

  function open(shown: ImageItem) {
    const { session } = api.chat;
    session.attach([shown]);
    const fake = fakePanel();
    return { session, ...fake, tab: new ImageTab({ ...parts(), histories }, session, shown, fake.panel) };
  }

  it("applies nothing to an image that was replaced while the new one was being kept", async () => {
    const [shown, other] = [await item(31), await item(32)];
    const { session, say, posted, tab } = open(shown);
    const keep = images.keep.bind(images);
    images.keep = async (...args) => {
      assert.ok(session.exchangeAttachment(shown.id, { ...other, id: shown.id }));
      return keep(...args);
    };
    say({ type: "apply", hash: shown.image.hash, made: { bytes: png(33, 20, stripes), thumbnail } });
    await until(() => posted.some(({ type }) => type === "notApplied"));
    assert.deepEqual(session.findAttachment(shown.id)?.image, other.image);
    tab.dispose();
  });

  it("lets nothing malformed or forged in", async function () {
    this.timeout(60_000);
    const shown = await item(36);
    const { session, post, token, posted, tab, isDisposed } = open(shown);
    const rejections: unknown[] = [];
    const rejected = (reason: unknown): void => void rejections.push(reason);
    process.on("unhandledRejection", rejected);
    const files = (await readdir(folder)).sort();
    const before = JSON.stringify([session.draft, session.conversation]);
    const postedBefore = posted.length;
    const count = times(20_000, 500);
    try {
      for (const [index, envelope] of fc
        .sample(malformedForImageTab(token(), shown.image.hash), count)
        .entries()) {
        post(envelope);
        if (index % 250 === 249) {
          await new Promise(setImmediate);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      process.off("unhandledRejection", rejected);
    }
    assert.deepEqual(rejections, []);
    assert.deepEqual(posted.slice(postedBefore), []);
    assert.equal(JSON.stringify([session.draft, session.conversation]), before);
    assert.equal(histories.size, 0);
    assert.deepEqual((await readdir(folder)).sort(), files);
    assert.equal(isDisposed(), false);
    // It is still a door.
    post({ token: token(), message: { type: "ready" } });
    await until(() => posted.some(({ type }) => type === "show"));
    tab.dispose();
    proved({
      row: "T15",
      tried: "malformed and forged messages to the tab of an image",
      count,
      result: "no throw, no effect",
    });
  });

  it("looks again when an answer begins and ends, not at each of its words", async () => {
    const shown = await item(34);
    const { session } = api.chat;
    const listen = session.listen.bind(session);
    let tell: (event: ConversationEvent) => void = () => assert.fail("nobody listens");
    session.listen = (listener) => {
      tell = (event) => listener.onEvents([event]);
      return listen(listener);
    };
    const { tab } = open(shown);
    const find = session.findAttachment.bind(session);
    let looked = 0;
    session.findAttachment = (id) => {
      looked += 1;
      return find(id);
    };
    const said = { type: "partGrew", index: 0, field: "text", delta: "a" } as const;
    for (let count = 0; count < 50; count += 1) {
      tell({ type: "answer", answerId: "a", event: said });
    }
    assert.equal(looked, 0);
    tell({ type: "answer", answerId: "a", event: { type: "completed", stopReason: "end_turn" } });
    tell({ type: "stopped", answerId: "a" });
    assert.equal(looked, 2);
    tab.dispose();
  });

  it("forgets what was not applied with the chip, and closes", async () => {
    const shown = await item(35);
    const { session, say, isDisposed } = open(shown);
    const rectangle = { left: 1, top: 1, width: 5, height: 5 };
    const history = { steps: [{ type: "blackOut" as const, rectangle }], done: 1 };
    say({ type: "edited", hash: shown.image.hash, history });
    assert.deepEqual([...histories.values()], [history]);
    session.removeAttachment(shown.id);
    await until(isDisposed);
    assert.equal(histories.size, 0);
  });

  it("is closed with the extension", async () => {
    const shown = await item(36);
    api.chat.session.attach([shown]);
    const tabs = new ImageTabs(parts());
    const count = (): number =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview).length;
    const before = count();
    tabs.open(api.chat.session, shown);
    await until(() => count() === before + 1);
    tabs.dispose();
    await until(() => count() === before);
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { freshChat, until } from "./host";

const thumbnail = png(10, 10);
const silent = { info() {}, warn() {}, error() {} } as unknown as Log;

/** A panel whose page is the test. */
function fakePanel() {
  const received = new vscode.EventEmitter<unknown>();
  const disposed = new vscode.EventEmitter<void>();
  const posted: ToImageTab[] = [];
  let isDisposed = false;
  const webview = {
    options: {},
    html: "",
    cspSource: "",
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: received.event,
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
  const say = (message: FromImageTab): void => {
    const token = /[0-9a-f]{32}/.exec(webview.html)?.[0];
    received.fire({ token, message });
  };
  return { panel, posted, say, isDisposed: () => isDisposed };
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

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { addContext } from "../../src/core/context";
import type { ContextCompletions } from "../../src/host/context/completions";
import { pickAttachment } from "../../src/host/edit/attachPicker";
import { png, stripes } from "../support/pictures";
import { Attaching, add, at, write } from "./attaching";
import { extensionApi, sockets, until } from "./host";
import { ImagePage, keptImage, sha256 } from "./imagePage";

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>';

describe("images", () => {
  const chat = new Attaching();
  let page: ImagePage;

  before(async () => {
    const { chat: opened } = await extensionApi();
    // The jobs are given to a page that is there.
    await opened.views.current.reveal();
    await until(() => opened.views.current.isReady);
  });
  beforeEach(() => {
    page = new ImagePage(chat.api.chat.views.current);
  });
  afterEach(() => page.dispose());

  const askAbout = (...clicked: readonly unknown[]) =>
    vscode.commands.executeCommand("askClaude.askAboutImage", ...clicked);

  describe("of files", () => {
    it("are attached with the bytes that were there, under their path", async () => {
      const bytes = png(40, 30, stripes);
      const uri = await write("assets/logo.png", bytes);
      await add(uri);
      const { kind, fileName, text } = chat.only;
      assert.deepEqual([kind, fileName, text], ["image", "assets/logo.png", ""]);
      assert.equal(chat.only.uri, uri.toString());
      assert.deepEqual(keptImage(chat.only), {
        hash: sha256(bytes),
        type: "image/png",
        width: 40,
        height: 30,
        bytes: bytes.length,
      });
      assert.deepEqual(
        page.jobs.map(({ name }) => name),
        ["assets/logo.png"],
      );
    });

    it("are known by their bytes: a picture of any name is one, and text of any name is none", async () => {
      const bytes = png(3, 3, stripes);
      await write("shot.dat", bytes);
      await write("shot", png(4, 4, stripes));
      await write("BMW.txt", "BMWs are cars, RIFF is none.\n");
      await write("fake.png", "I am text.\n");
      await write("empty.jpg", "");
      await write("half.png", bytes.subarray(0, 30));
      await add(undefined, ["shot.dat", "fake.png", "empty.jpg", "half.png", "BMW.txt", "shot"].map(at));
      assert.deepEqual(
        chat.chips.map(({ kind, fileName }) => [kind, fileName]),
        [
          ["file", "BMW.txt"],
          ["image", "shot.dat"],
          ["image", "shot"],
        ],
      );
      assert.match(chat.dialogs.said, /fake\.png is not an image/);
      assert.match(chat.dialogs.said, /empty\.jpg is empty\./);
      assert.match(chat.dialogs.said, /half\.png is not complete: its end is missing\./);
    });

    it("that are larger than 32 MB are refused without being read", async () => {
      const started = process.memoryUsage().arrayBuffers;
      await write("huge.png", new Uint8Array(33 * 1024 * 1024));
      await askAbout(at("huge.png"));
      await vscode.workspace.fs.delete(at("huge.png"));
      assert.deepEqual(chat.chips, []);
      assert.match(chat.dialogs.said, /huge\.png is larger than 32 MB/);
      assert.deepEqual(page.jobs, []);
      assert.ok(process.memoryUsage().arrayBuffers - started < 200 * 1024 * 1024);
    });

    it("keep their order, and one that is attached again moves to the end", async () => {
      const names = ["1.png", "2.png", "3.png"];
      for (const [index, name] of names.entries()) {
        await write(name, png(index + 1, 9, stripes));
      }
      await add(undefined, names.map(at));
      assert.deepEqual(chat.labels, names);
      await add(at("1.png"));
      assert.deepEqual(chat.labels, ["2.png", "3.png", "1.png"]);
      assert.deepEqual(chat.chips.reduce(addContext, []), chat.chips);
    });

    it("that the page can make nothing of are told by name, and the others are attached", async () => {
      await write("bad.png", png(5, 5, stripes));
      page.problem = { reason: "damaged" };
      await add(at("bad.png"));
      assert.deepEqual(chat.chips, []);
      assert.match(chat.dialogs.said, /bad\.png is damaged and cannot be read\./);
    });

    it("are text when they are SVGs, and a picture when asked about as one", async () => {
      await write("drawing.svg", svg);
      await add(at("drawing.svg"));
      assert.deepEqual([chat.only.kind, chat.only.text], ["file", svg]);
      page.problem = { reason: "damaged" };
      await askAbout(at("drawing.svg"));
      await page.asked(1);
      assert.equal(new TextDecoder().decode(page.jobs[0]?.bytes), svg);
      assert.equal(page.jobs[0]?.name, "drawing.svg");
    });
  });

  describe("in the editor", () => {
    it("are asked about by their tab, with nothing clicked", async () => {
      const bytes = png(12, 8, stripes);
      await vscode.commands.executeCommand("vscode.open", await write("open.png", bytes));
      await until(
        () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom,
      );
      await askAbout();
      assert.equal(keptImage(chat.only).hash, sha256(bytes));
      const offered = await chat.complete("");
      assert.ok(offered.some(({ label }) => label === "open.png"));
    });

    it("are missed where there are none, and what is no image is refused", async () => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await askAbout();
      assert.match(chat.dialogs.said, /There is no image to ask about\./);
      await askAbout(await write("words.txt", "words"));
      assert.match(chat.dialogs.said, /words\.txt is not an image/);
      await askAbout(at("nowhere.png"));
      assert.match(chat.dialogs.said, /nowhere\.png could not be read\./);
      assert.deepEqual(chat.chips, []);
    });
  });

  describe("from elsewhere", () => {
    it("are chosen in a dialog for images that begins in the workspace", async () => {
      chat.dialogs.files = [
        await write("a.png", png(6, 5, stripes)),
        await write("b.png", png(5, 6, stripes)),
      ];
      await vscode.commands.executeCommand("askClaude.attachImages");
      assert.deepEqual(chat.labels, ["a.png", "b.png"]);
      const [options] = chat.dialogs.asked;
      assert.equal(options?.canSelectMany, true);
      assert.ok(options.filters?.["Images"]?.includes("webp"));
      assert.equal(options.defaultUri?.toString(), vscode.workspace.workspaceFolders?.[0]?.uri.toString());
    });

    it("are attached to the conversation in which they were asked for, whatever is shown by then", async () => {
      const uri = await write("asked.png", png(6, 6, stripes));
      const { views, session } = chat.api.chat;
      const { showOpenDialog } = vscode.window;
      const elsewhere = async (): Promise<readonly vscode.Uri[]> => {
        await views.newChat(views.current);
        return [uri];
      };
      Object.assign(vscode.window, { showOpenDialog: elsewhere });
      try {
        await vscode.commands.executeCommand("askClaude.attachImages");
      } finally {
        Object.assign(vscode.window, { showOpenDialog });
      }
      assert.notEqual(chat.api.chat.session, session);
      assert.deepEqual(chat.chips, []);
      assert.deepEqual(
        session.draft.context.map(({ fileName }) => fileName),
        ["asked.png"],
      );
    });

    it("are offered after # in the chat, and not for an edit", async () => {
      chat.dialogs.files = [await write("c.png", png(7, 5, stripes))];
      await chat.choose("image", "Image from Disk…");
      assert.deepEqual(chat.labels, ["c.png"]);
      const forEdits = await chat.api.chat.context.completions().complete("image");
      assert.ok(!forEdits.some(({ label }) => label.startsWith("Image from")));
      chat.dialogs.files = undefined;
      await chat.choose("", "Image from Disk…");
      assert.deepEqual(chat.labels, ["c.png"]);
    });

    it("are attached as a link after the person saw all of it, and nothing is fetched from here", async () => {
      const before = sockets.connections.length;
      chat.dialogs.typed = "https://images.example.com/a/plan%20B.png?x=1";
      await chat.choose("link", "Image from Link…");
      assert.deepEqual(chat.chips, []);
      const [question] = chat.dialogs.shown;
      assert.ok(question?.isModal);
      assert.match(question.message, /images\.example\.com/);
      assert.equal(question.detail, "https://images.example.com/a/plan B.png?x=1");
      chat.dialogs.answer = "Attach Link";
      await vscode.commands.executeCommand("askClaude.addImageLink");
      assert.deepEqual(chat.only.image, { url: "https://images.example.com/a/plan%20B.png?x=1" });
      assert.equal(chat.only.fileName, "plan B.png");
      assert.deepEqual(chat.dialogs.objections, ["", ""]);
      assert.ok(sockets.connections.slice(before).every(({ host }) => host !== "images.example.com"));
    });

    it("are refused as links with the reason while they are typed", async () => {
      const reasons = [
        ["http://example.com/a.png", /begin with https/],
        ["https://me:secret@example.com/a.png", /user name or password/],
        ["https://192.168.1.4/a.png", /cannot reach this host/],
        ["picture", /not a link/],
        [`https://example.com/${"a".repeat(2_000)}`, /longer than 2,000/],
      ] as const;
      chat.dialogs.answer = "Attach Link";
      for (const [typed, reason] of reasons) {
        chat.dialogs.typed = typed;
        await vscode.commands.executeCommand("askClaude.addImageLink");
        assert.match(chat.dialogs.objections.at(-1) ?? "", reason);
      }
      assert.deepEqual(chat.chips, []);
      assert.deepEqual(chat.dialogs.shown, []);
    });
  });

  it("cannot go with an edit, which says so", async () => {
    const images = [{ name: "plan.png", uri: "", bytes: png(2, 2) }];
    const completions = {
      complete: () => Promise.resolve([{ id: "1", label: "plan.png", detail: "", icon: "file" }]),
      choose: () => Promise.resolve({ items: [], refusals: [], images }),
    } as unknown as ContextCompletions;
    const accepted = setInterval(
      () => void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"),
      200,
    );
    // A page that has just been loaded takes the focus, and the list is gone before anything was chosen.
    for (let triesLeft = 5; triesLeft > 0 && chat.dialogs.said === ""; triesLeft -= 1) {
      assert.deepEqual(await pickAttachment(completions), []);
    }
    clearInterval(accepted);
    assert.match(chat.dialogs.said, /plan\.png is an image, which cannot go with an edit\./);
  });

  it("are attached to the conversation they were meant for, whatever is shown by then", async () => {
    await write("slow.png", png(21, 5, stripes));
    const { views, session } = chat.api.chat;
    session.ask("Keep this conversation.", []);
    await until(() => !session.isAnswering);
    page.isSlow = true;
    const adding = add(at("slow.png"));
    await page.asked(1);
    await views.newChat(views.current);
    page.goOn();
    await adding;
    assert.deepEqual(chat.chips, []);
    assert.deepEqual(
      session.draft.context.map(({ fileName }) => fileName),
      ["slow.png"],
    );
  });

  it("that take long can be stopped: those made by then stay, and what comes later is let go", async () => {
    const bytes = [51, 52, 53].map((width) => png(width, 9, stripes));
    for (const [index, each] of bytes.entries()) {
      await write(`long${index}.png`, each);
    }
    const { withProgress } = vscode.window;
    const stop = new vscode.CancellationTokenSource();
    const titles: string[] = [];
    const progress: typeof withProgress = (options, task) => {
      if (options.location !== vscode.ProgressLocation.Notification) {
        return withProgress.call(vscode.window, options, task) as ReturnType<typeof task>;
      }
      assert.equal(options.cancellable, true);
      titles.push(options.title ?? "");
      return task({ report: () => undefined }, stop.token);
    };
    Object.assign(vscode.window, { withProgress: progress });
    try {
      page.isSlow = true;
      const adding = add(
        undefined,
        bytes.map((_, index) => at(`long${index}.png`)),
      );
      await page.asked(1);
      page.answerOne();
      await page.asked(2);
      await until(() => titles.length > 0);
      stop.cancel();
      await adding;
      assert.deepEqual(titles, ["Preparing images…"]);
      assert.deepEqual(chat.labels, ["long0.png"]);
      page.goOn();
      const [, late] = bytes;
      assert.ok(late);
      await chat.thumbnailGone(sha256(late));
      assert.equal(page.jobs.length, 2);
      assert.deepEqual(chat.labels, ["long0.png"]);
    } finally {
      Object.assign(vscode.window, { withProgress });
      stop.dispose();
    }
  });
});

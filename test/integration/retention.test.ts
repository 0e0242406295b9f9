import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import { History } from "../../src/host/chat/history";
import { Retention } from "../../src/host/chat/retention";
import type { Log } from "../../src/host/log";
import { proved } from "../support/proof";
import { asked, stopped } from "../unit/host/conversationEvents";
import { until } from "../unit/host/sessionOnDisk";
import { Dialogs } from "./dialogs";

const day = 24 * 60 * 60 * 1000;

/** Remembers in memory. */
function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (name: string) => values.get(name),
    update: (name: string, value: unknown) => {
      values.set(name, value);
      return Promise.resolve();
    },
  } as vscode.Memento;
}

async function keepFor(days: number | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration("askClaude")
    .update("keepConversations", days, vscode.ConfigurationTarget.Global);
}

describe("conversations that are old", () => {
  let root = "";
  let dialogs: Dialogs;
  let open: string[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-retention-"));
    dialogs = new Dialogs();
    open = [];
    // Forty days ago.
    const now = Date.now;
    Date.now = () => now() - 40 * day;
    try {
      const history = new History(root, "w0", (error) => assert.fail(String(error)));
      for (const id of ["old", "older", "drafted", "open"]) {
        history.append(id, [asked(1), stopped(1)]);
      }
      await history.saveDraft("drafted", { text: "half a quest", context: [] });
    } finally {
      Date.now = now;
    }
    const history = new History(root, "w1", (error) => assert.fail(String(error)));
    history.append("new", [asked(1), stopped(1)]);
    await history.flush();
  });
  afterEach(async () => {
    dialogs.dispose();
    await keepFor(undefined);
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const log = {
    info() {},
    error: (_: string, error: unknown) => assert.fail(String(error)),
  } as unknown as Log;

  function retention(state = memento()): Retention {
    const history = new History(root, "w2", (error) => assert.fail(String(error)));
    return new Retention({ history, state, isOpen: (id) => open.includes(id), log });
  }

  async function left(): Promise<readonly string[]> {
    return (await readdir(root)).flatMap((name) => /^([^.]+)\.w\d\.jsonl$/.exec(name)?.[1] ?? []).sort();
  }

  const all = ["drafted", "new", "old", "older", "open"];

  it("stay as long as the setting says nothing", async () => {
    await retention().run();
    assert.deepEqual(dialogs.shown, []);
    assert.deepEqual(await left(), all.sort());
  });

  it("are asked about when the setting changes, by what it comes to rest at", async () => {
    const history = new History(root, "w2", (error) => assert.fail(String(error)));
    const watched = new Retention({
      history,
      state: memento(),
      isOpen: (id) => id === "open",
      log,
      settleMs: 300,
    });
    try {
      watched.begin();
      await watched.run();
      assert.deepEqual(dialogs.shown, []);
      dialogs.answer = "Delete Them";
      await keepFor(30);
      await until(async () => (await left()).length === 3);
      assert.deepEqual(await left(), ["drafted", "new", "open"]);
      assert.equal(dialogs.shown.length, 1);
    } finally {
      watched.dispose();
    }
  });

  it("go when the person has agreed, once, and what is open or not sent yet stays", async () => {
    open = ["open"];
    await keepFor(30);
    dialogs.answer = "Delete Them";
    const state = memento();
    await retention(state).run();
    assert.match(dialogs.shown[0]?.message ?? "", /kept for 30 days\. 2 have not changed/);
    assert.deepEqual(await left(), ["drafted", "new", "open"]);
    // The question is not asked again, and what gets old goes by itself.
    open = [];
    await retention(state).run();
    assert.equal(dialogs.shown.length, 1);
    assert.deepEqual(await left(), ["drafted", "new"]);
    proved({ row: "T58", tried: "conversations older than the setting allows", count: 3, result: "deleted" });
  });

  it("stay while another window has them open, and when something is asked while the question stands", async () => {
    const other = new History(root, "w3", (error) => assert.fail(String(error)));
    await other.open.tell(["open"]);
    await keepFor(30);
    dialogs.answer = "Delete Them";
    const history = new History(root, "w2", (error) => assert.fail(String(error)));
    const look = history.deleteUntouched.bind(history);
    history.deleteUntouched = async (listed) => {
      // At the last moment.
      other.append("older", [asked(2)]);
      await other.flush();
      return look(listed);
    };
    await new Retention({ history, state: memento(), isOpen: () => false, log }).run();
    assert.match(dialogs.shown[0]?.message ?? "", /2 have not changed/);
    assert.deepEqual([...new Set(await left())], ["drafted", "new", "older", "open"]);
    await other.open.dispose();
  });

  /** Runs it on a computer whose clock stands so many days ahead. */
  async function ahead(days: number, state: vscode.Memento): Promise<void> {
    const now = Date.now;
    Date.now = () => now() + days * day;
    try {
      await retention(state).run();
    } finally {
      Date.now = now;
    }
  }

  it("do not go by a clock that has gone wrong, whatever was agreed to before", async () => {
    await keepFor(30);
    dialogs.answer = "Delete Them";
    const state = memento();
    await retention(state).run();
    const kept = ["drafted", "new"];
    assert.deepEqual(await left(), kept);
    // Years ahead everything is old: the person is asked, and what they say then is not what they said before.
    dialogs.answer = "Keep Them";
    await ahead(3_650, state);
    assert.match(
      dialogs.shown[1]?.message ?? "",
      /^By the clock of this computer it is .+20\d\d, and 1 of your 2/,
    );
    assert.deepEqual(await left(), kept);
    dialogs.answer = undefined;
    await ahead(3_650, state);
    assert.equal(dialogs.shown.length, 3);
    assert.deepEqual(await left(), kept);
    dialogs.answer = "Delete Them";
    await ahead(3_650, state);
    assert.deepEqual(await left(), ["drafted"]);
  });

  it("do not go by a clock that stands before the last thing that happened", async () => {
    const state = memento();
    await keepFor(30);
    dialogs.answer = "Delete Them";
    await ahead(-5, state);
    assert.deepEqual(dialogs.shown, []);
    assert.deepEqual(await left(), all.sort());
    proved({ row: "T58", tried: "clocks years ahead, and behind the newest conversation", count: 2 });
  });

  it("stay when the person says so, until the setting changes", async () => {
    open = ["open"];
    await keepFor(30);
    dialogs.answer = "Keep Them";
    const state = memento();
    await retention(state).run();
    await retention(state).run();
    assert.equal(dialogs.shown.length, 1);
    assert.deepEqual(await left(), all.sort());
    await keepFor(10);
    dialogs.answer = "Delete Them";
    await retention(state).run();
    assert.deepEqual(await left(), ["drafted", "new", "open"]);
  });

  it("stay when nobody answers, and when one was opened while the question stood", async () => {
    await keepFor(30);
    await retention().run();
    assert.deepEqual(await left(), all.sort());
    let press: (button: string) => void = () => undefined;
    dialogs.answer = new Promise((resolve) => (press = resolve));
    const running = retention().run();
    while (dialogs.shown.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    open = ["old", "open"];
    press("Delete Them");
    await running;
    assert.deepEqual(await left(), ["drafted", "new", "old", "open"]);
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import { ConversationActions, type ConversationParts } from "../../src/host/chat/conversationActions";
import type { Listed } from "../../src/host/chat/conversationList";
import { pickConversation, type PickerActions } from "../../src/host/chat/conversationPicker";
import { History } from "../../src/host/chat/history";
import { patchFs } from "../support/patchedFs";
import { asked, begun, said } from "../unit/host/conversationEvents";
import { until } from "./host";

describe("the list of conversations", () => {
  /** Stands for much to read: reading it ends only when a test is over. */
  const endless = join(tmpdir(), "no-such-conversation.w1.jsonl");
  let over = new AbortController();
  let restore = (): void => undefined;
  let reads = 0;
  const listed: Listed = { id: "c", title: "Why?", about: [], changed: 0, logs: [endless], stamp: "1" };
  const failures: unknown[] = [];
  const actions: PickerActions = {
    list: () => Promise.resolve([listed]),
    here: () => ({ isOpen: false, isAnswering: false }),
    newChat: () => Promise.resolve(),
    rename: () => Promise.resolve(),
    export: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    failed: (error) => failures.push(error),
  };

  beforeEach(() => {
    over = new AbortController();
    const { signal } = over;
    failures.length = 0;
    reads = 0;
    restore = patchFs(["readFile"], (_, original) => async (...args) => {
      if (args[0] === endless) {
        reads += 1;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      }
      return original(...args);
    });
  });
  afterEach(() => {
    over.abort();
    restore();
  });

  /** Does it again until the list has opened and heard of it. */
  async function after(command: string, chosen: Promise<string | undefined>): Promise<string | undefined> {
    await until(async () => {
      await vscode.commands.executeCommand(command);
      const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 100));
      return Promise.race([chosen.then(() => true), pause]);
    }, 5_000);
    return chosen;
  }

  it("gives what is chosen without waiting for what a search would read", async () => {
    const chosen = pickConversation(actions);
    assert.equal(await after("workbench.action.acceptSelectedQuickOpenItem", chosen), "c");
    assert.equal(reads, 1);
    assert.deepEqual(failures, []);
  });

  it("closes without waiting for that", async () => {
    const chosen = pickConversation(actions);
    assert.equal(await after("workbench.action.closeQuickOpen", chosen), undefined);
  });

  it("tells when conversations cannot be read, and can be closed", async () => {
    const broken = new Error("no disk");
    const chosen = pickConversation({ ...actions, list: () => Promise.reject(broken) });
    await until(() => failures.length > 0);
    assert.deepEqual(failures, [broken]);
    assert.equal(await after("workbench.action.closeQuickOpen", chosen), undefined);
  });
});

describe("a conversation that is not open", () => {
  it("has no answer that seems to be under way when it is copied", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ask-claude-copy-"));
    try {
      const history = new History(folder, "w1", (error) => assert.fail(String(error)));
      history.append("c", [asked(1), begun(1), said(1, "Hel")]);
      await history.flush();
      const log = { withoutKeys: (text: string) => text };
      const parts = { history, log, sessions: { all: [] } } as unknown as ConversationParts;
      await new ConversationActions(parts).copy("c");
      const text = await vscode.env.clipboard.readText();
      assert.match(text, /Hel/);
      assert.doesNotMatch(text, /still being written/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

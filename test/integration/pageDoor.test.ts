import assert from "node:assert/strict";

import fc from "fast-check";
import * as vscode from "vscode";

import { answerText, type Turn } from "../../src/core/conversation";
import { isFullSize, proved, times } from "../support/proof";
import { Attaching } from "./attaching";
import { FakePage } from "./fakePage";
import { endpoint, until } from "./host";
import { malformed } from "./malformed";

describe("at the host's door, messages of the page", () => {
  const chat = new Attaching();
  let page: FakePage;

  beforeEach(async () => {
    page = await FakePage.open(chat.api);
    page.say({ type: "ready" });
    await until(() => page.conversation !== undefined);
  });
  afterEach(() => page.dispose());

  it("opens for no command link, no form and no file but the page's own", () => {
    assert.equal(page.options.enableCommandUris, false);
    assert.equal(page.options.enableForms, false);
    assert.equal(page.options.enableScripts, true);
    const roots = page.options.localResourceRoots ?? [];
    assert.equal(roots.length, 1);
    assert.match(roots[0]?.path ?? "", /\/dist\/webview$/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page.html)?.[1] ?? "";
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    assert.deepEqual(policy.replace(nonce, "NONCE").split("; "), [
      "default-src 'none'",
      "script-src 'nonce-NONCE'",
      "style-src https://page.test",
      "font-src https://page.test",
      "img-src blob:",
      "worker-src blob:",
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html ask-claude-worker",
    ]);
    assert.ok(nonce.length >= 16);
    assert.deepEqual(page.html.match(/<script\b[^>]*>/g)?.length, 1);
    assert.ok(page.html.includes(`<script nonce="${nonce}"`));
    assert.equal(/command:|onload|onclick|<iframe|<form/i.test(page.html), false);
    const { token, html } = page;
    page.load();
    assert.notEqual(page.token, token, "each page has a token of its own");
    assert.notEqual(page.html, html);
    proved({ row: "T16", tried: "the options and the HTML of the real panel, for command links", count: 1 });
    proved({
      row: "T17",
      tried: "the folders that the real panel may read from",
      count: roots.length,
      result: "its own one",
    });
  });

  it("lets nothing malformed or forged in", async function () {
    this.timeout(isFullSize ? 1_800_000 : 60_000);
    const { session } = page.view;
    await endpoint.reset();
    const commands: string[] = [];
    const { executeCommand } = vscode.commands;
    const rejections: unknown[] = [];
    const rejected = (reason: unknown): void => void rejections.push(reason);
    process.on("unhandledRejection", rejected);
    Object.assign(vscode.commands, {
      executeCommand: (id: string, ...rest: unknown[]) => {
        // Contexts are for menus, and do nothing.
        if (id !== "setContext") {
          commands.push(id);
        }
        return executeCommand(id, ...rest);
      },
    });
    const before = JSON.stringify([session.conversation, session.draft]);
    await vscode.env.clipboard.writeText("the person's own");
    const events: unknown[] = [];
    const listening = session.listen({
      onEvents: (some) => events.push(...some),
      onReset: () => undefined,
      onAttachments: (items) => events.push(...items),
    });
    const documents = vscode.workspace.textDocuments.length;
    const count = times(100_000, 3_000);
    const from = chat.dialogs.shown.length;
    try {
      for (const [index, envelope] of fc.sample(malformed(page.token), count).entries()) {
        page.post(envelope);
        if (index % 500 === 499) {
          await new Promise(setImmediate);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    } finally {
      Object.assign(vscode.commands, { executeCommand });
      process.off("unhandledRejection", rejected);
      listening.dispose();
    }
    assert.deepEqual(rejections, []);
    assert.deepEqual(commands, []);
    assert.deepEqual(events, []);
    assert.deepEqual(
      chat.dialogs.shown
        .slice(from)
        .map(({ message }) => message)
        // A picture that is none is told of, and attached nowhere.
        .filter((message) => message !== "x.png is damaged and cannot be read."),
      [],
    );
    assert.equal(JSON.stringify([session.conversation, session.draft]), before);
    assert.equal(await vscode.env.clipboard.readText(), "the person's own");
    assert.equal(vscode.workspace.textDocuments.length, documents);
    assert.deepEqual(await endpoint.requests(), []);
    // It is still a door.
    page.say({ type: "copy", text: "asked for" });
    await until(async () => (await vscode.env.clipboard.readText()) === "asked for");
    proved({
      row: "T15",
      tried: "malformed and forged messages to the real handlers",
      count,
      result: "no throw, no effect",
    });
  });

  it("loses nothing of an answer while the page is hidden, shown and loaded anew", async function () {
    this.timeout(isFullSize ? 1_800_000 : 60_000);
    const { session } = page.view;
    const count = times(1_000, 5);
    const text = Array.from({ length: Math.max(40, count * 3) }, (_, index) => `Paragraph ${index}.`).join(
      "\n\n",
    );
    await endpoint.next({ type: "answer", text, deltaMs: 4, deltaChars: 12, thinking: "" });
    session.send("Why?");
    await until(() => page.conversation?.turns.length === 2);
    let shown = 0;
    let during = 0;
    const random = fc.sample(fc.nat(2), { numRuns: count, seed: 7 });
    for (const kind of random) {
      during += session.isAnswering ? 1 : 0;
      if (kind === 0) {
        page.load();
      } else {
        page.hide();
        await new Promise((resolve) => setTimeout(resolve, kind * 3));
      }
      page.show();
      await until(() => page.conversation !== undefined);
      shown += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => !session.isAnswering, isFullSize ? 600_000 : 30_000);
    const last = (turns: readonly Turn[] | undefined): string => {
      const turn = turns?.at(-1);
      return turn?.role === "assistant" ? answerText(turn) : "";
    };
    await until(() => last(page.conversation?.turns) === text);
    assert.equal(last(session.conversation.turns), text);
    assert.equal(shown, count);
    assert.ok(during > count / 2, `${during} while the answer came`);
    proved({
      row: "T52",
      tried: "hiding, showing and loading the page anew while an answer comes",
      count,
      result: "text equal",
    });
  });
});

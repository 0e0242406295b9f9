import assert from "node:assert/strict";
import * as vscode from "vscode";

import { proved } from "../support/proof";
import { Attaching } from "./attaching";

const name = "allowedLinkHosts";

describe("at the host's door, a link of an answer", () => {
  const chat = new Attaching();
  const opened: unknown[] = [];
  const { executeCommand } = vscode.commands;

  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("askClaude");
  const click = (href: string): Promise<unknown> => chat.fromPage({ type: "openLink", href });

  before(() => {
    Object.assign(vscode.commands, {
      executeCommand: (id: string, ...rest: unknown[]) =>
        id === "vscode.open" ? Promise.resolve(opened.push(rest[0])) : executeCommand(id, ...rest),
    });
  });
  beforeEach(async () => {
    opened.length = 0;
    await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    Object.assign(vscode.commands, { executeCommand });
    await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
  });

  it("is shown whole and decoded, and opens only when the person says so", async () => {
    await click("https://example.com/a?q=two%20words%E2%80%AE");
    const [shown] = chat.dialogs.shown;
    assert.ok(shown?.isModal);
    assert.equal(shown.detail, "https://example.com/a?q=two words%E2%80%AE");
    assert.deepEqual(shown.buttons, ["Open", "Copy"]);
    assert.deepEqual(opened, []);
    chat.dialogs.answer = "Open";
    await click("https://example.com/a?q=1");
    assert.deepEqual(opened, ["https://example.com/a?q=1"]);
  });

  it("of a host that was allowed opens at once when it is plain, and is asked about when it is not", async () => {
    chat.dialogs.answer = "Open and Always Allow docs.example.com";
    await click("https://docs.example.com/guide");
    assert.deepEqual(opened, ["https://docs.example.com/guide"]);
    assert.deepEqual(settings().get(name), ["docs.example.com"]);
    chat.dialogs.answer = undefined;
    await click("https://docs.example.com/other#part");
    assert.equal(opened.length, 2);
    assert.equal(chat.dialogs.shown.length, 1);
    await click("https://docs.example.com/guide?q=SECRET");
    await click("https://www.docs.example.com/guide");
    await click("http://docs.example.com/guide");
    assert.equal(opened.length, 2);
    assert.equal(chat.dialogs.shown.length, 4);
    await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    await click("https://docs.example.com/guide");
    assert.equal(chat.dialogs.shown.length, 5);
  });

  it("that is long is shown in lines below its length", async () => {
    const url = `https://example.com/?next=https%3A%2F%2Fevil.test&d=${"x".repeat(90)}`;
    await click(url);
    assert.equal(
      chat.dialogs.shown[0]?.detail,
      [
        `This address carries ${url.length} characters.`,
        `https://example.com/\n?next=https%3A%2F%2Fevil.test\n&d=${"x".repeat(77)}\n${"x".repeat(13)}`,
        "Parts of it are encoded. They read:\nnext=https://evil.test",
      ].join("\n\n"),
    );
  });

  it("with letters of another alphabet is shown in both ways of writing", async () => {
    await click("https://exаmple.com/");
    assert.match(chat.dialogs.said, /It goes to xn--exmple-4nf\.com/);
    assert.match(chat.dialogs.said, /It reads exаmple\.com/);
    assert.deepEqual(chat.dialogs.shown[0]?.buttons, ["Open", "Copy"]);
  });

  it("cannot be allowed by a workspace", async () => {
    await assert.rejects(async () =>
      settings().update(name, ["example.com"], vscode.ConfigurationTarget.Workspace),
    );
    await click("https://example.com/");
    assert.equal(chat.dialogs.shown.length, 1);
    assert.deepEqual(opened, []);
  });

  it("to anything but the web does nothing", async () => {
    const hrefs = [
      "command:workbench.action.quit",
      "file:///etc/passwd",
      "vscode://a/b",
      "javascript:x",
      "\\\\a\\b",
      "data:,x",
    ];
    for (const href of hrefs) {
      await click(href);
    }
    assert.deepEqual([opened, chat.dialogs.shown], [[], []]);
    proved({
      row: "T13",
      tried: "clicks on links: shown, allowed, deceptive, and of other schemes",
      count: hrefs.length + 10,
    });
  });
});

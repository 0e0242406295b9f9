import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import * as vscode from "vscode";

import { conversationJson, conversationMarkdown } from "../../src/core/export";
import type { TestApi } from "../../src/extension";
import type { ChatView } from "../../src/host/chat/view";

/** Everything that belongs to the VS Code of this run: its data, logs, storage, extensions, and the workspace. */
const userDir = process.env["ASK_CLAUDE_TEST_USER_DIR"] ?? "";

const consoleMethods = ["log", "info", "warn", "error", "debug", "trace"] as const;
const messageMethods = ["showInformationMessage", "showWarningMessage", "showErrorMessage"] as const;

/** Every place that something of the extension may come to, but for the key store and the wire. */
export const sinkNames = [
  "log and files of the extension",
  "console",
  "notifications",
  "page",
  "conversation and edits in memory",
  "state kept by VS Code",
  "exported Markdown and JSON",
  "clipboard",
  "shown request",
] as const;

export type SinkName = (typeof sinkNames)[number];

/** Records what comes to every sink from its making on, until it is disposed. */
export class Sinks {
  readonly #restore: (() => void)[] = [];
  readonly #said = new Map<SinkName, string[]>();

  constructor(
    private readonly api: TestApi,
    private readonly isOurs: (path: string) => boolean,
  ) {
    for (const method of consoleMethods) {
      this.#spy(console, method, "console");
    }
    for (const stream of [process.stdout, process.stderr]) {
      this.#spy(stream, "write", "console");
    }
    for (const method of messageMethods) {
      this.#spy(vscode.window, method, "notifications", () => Promise.resolve(undefined));
    }
    this.#spy(vscode.window, "setStatusBarMessage", "notifications", () => new vscode.Disposable(() => {}));
    this.#spy(api.chat.views.current satisfies ChatView, "post", "page");
  }

  /** What has come to each sink since the last time, as one text each. Asks for the exports, the clipboard and so on now. */
  async drain(): Promise<ReadonlyMap<SinkName, string>> {
    const { chat, edits, mementos } = this.api;
    const { conversation, draft, lastRequest } = chat.session;
    const l10n = { l10n: vscode.l10n, withThinking: true };
    this.#say("conversation and edits in memory", conversation, edits.all);
    for (const memento of mementos) {
      this.#say(
        "state kept by VS Code",
        memento.keys().map((key) => [key, memento.get(key)]),
      );
    }
    this.#say(
      "exported Markdown and JSON",
      conversationMarkdown(conversation, "", { ...l10n, linkOf: () => undefined }),
      conversationJson(conversation, {}),
    );
    if (draft.text === "" && lastRequest !== undefined) {
      this.#say("shown request", lastRequest);
    }
    for (const path of filesBelow(userDir).filter(this.isOurs)) {
      this.#say("log and files of the extension", path, bytesOf(path));
    }
    const drained = new Map(sinkNames.map((name) => [name, (this.#said.get(name) ?? []).join("\n")]));
    this.#said.clear();
    return drained;
  }

  /** Puts the conversation, and what it sent last as a command, on the clipboard, and opens what it sent last. */
  async drainCommands(): Promise<void> {
    const { chat } = this.api;
    await vscode.commands.executeCommand("askClaude.copyConversation");
    this.#say("clipboard", await vscode.env.clipboard.readText());
    if (chat.session.lastRequest !== undefined) {
      await vscode.commands.executeCommand("askClaude.showRequest");
      this.#say("shown request", vscode.window.activeTextEditor?.document.getText());
      await vscode.commands.executeCommand("askClaude.copyAsCurl");
      this.#say("clipboard", await vscode.env.clipboard.readText());
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  }

  dispose(): void {
    this.#restore.forEach((restore) => restore());
  }

  #say(sink: SinkName, ...values: readonly unknown[]): void {
    const texts = values.flatMap((value) =>
      typeof value === "string"
        ? [value]
        : // As JSON for what is inside, and as a debugger would print it for what JSON leaves out.
          [
            JSON.stringify(value) ?? "",
            inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null }),
          ],
    );
    this.#said.set(sink, [...(this.#said.get(sink) ?? []), ...texts]);
  }

  #spy(owner: object, name: string, sink: SinkName, instead?: () => unknown): void {
    const method = Reflect.get(owner, name) as (...args: readonly unknown[]) => unknown;
    const isOwn = Object.hasOwn(owner, name);
    Object.assign(owner, {
      [name]: (...args: readonly unknown[]) => {
        this.#say(sink, ...args);
        return instead === undefined ? Reflect.apply(method, owner, args) : instead();
      },
    });
    this.#restore.push(() => {
      if (isOwn) {
        Object.assign(owner, { [name]: method });
      } else {
        Reflect.deleteProperty(owner, name);
      }
    });
  }
}

/** Every file of this run's VS Code, by its path. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The folder that holds them all. */
export const runFolder = userDir;

/** A file's bytes, as characters of one byte each; empty for one that has gone since it was listed. */
export function bytesOf(path: string): string {
  try {
    return statSync(path).size > 256 * 1024 * 1024 ? "" : readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

import assert from "node:assert/strict";
import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../src/core/context";
import type { CompletionItem, ToView } from "../../src/core/protocol";
import type { TestApi } from "../../src/extension";
import { Dialogs } from "./dialogs";
import { freshChat, until } from "./host";

const encoder = new TextEncoder();

/** A place in the workspace of these tests. */
export function at(path: string): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first);
  return vscode.Uri.joinPath(first.uri, path);
}

export async function write(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = at(path);
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? encoder.encode(content) : content);
  return uri;
}

export async function openEditor(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** What was clicked in the explorer or on a tab. */
export async function add(...clicked: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand("askClaude.addFiles", ...clicked);
}

/** A chat with an empty composer for each test of a suite, and somebody who answers what VS Code asks. */
export class Attaching {
  #api: TestApi | undefined;
  #dialogs: Dialogs | undefined;

  constructor() {
    beforeEach(async () => {
      this.#api = await freshChat();
      this.#dialogs = new Dialogs();
    });
    afterEach(async () => {
      this.#dialogs?.dispose();
      await closeAll();
    });
  }

  get api(): TestApi {
    assert.ok(this.#api);
    return this.#api;
  }

  get dialogs(): Dialogs {
    assert.ok(this.#dialogs);
    return this.#dialogs;
  }

  get chips(): readonly ContextItem[] {
    return this.api.chat.session.draft.context;
  }

  get labels(): readonly string[] {
    return this.chips.map(contextLabel);
  }

  /** The chip that is attached, when it is the only one. */
  get only(): ContextItem {
    const [first] = this.chips;
    assert.ok(
      first !== undefined && this.chips.length === 1,
      `${this.labels.join(", ")} ${this.dialogs.said}`,
    );
    return first;
  }

  /** What goes along by itself. */
  get auto(): ContextItem | undefined {
    return this.api.chat.context.auto;
  }

  /** Handles a message as the page of the current view would send it, and gives what the host tells the page meanwhile. */
  async fromPage(message: Record<string, unknown>): Promise<readonly ToView[]> {
    const view = this.api.chat.views.current;
    const told: ToView[] = [];
    const post = view.post.bind(view);
    view.post = (toView: ToView) => {
      told.push(toView);
      if (toView.type === "makeImage") {
        // Somebody has to do that, or what was chosen never comes.
        post(toView);
      }
    };
    try {
      const handlers = view.handlers as unknown as Record<string, (message: unknown) => unknown>;
      await handlers[message["type"] as string]?.(message);
    } finally {
      view.post = post;
    }
    return told;
  }

  /** Resolves when an image is nowhere on the disk, though it may have been for a moment. */
  async thumbnailGone(hash: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await until(async () => {
      const told = await this.fromPage({ type: "loadThumbnails", hashes: [hash] });
      return told.some((message) => message.type === "thumbnails" && message.thumbnails.length === 0);
    });
  }

  async complete(query: string): Promise<readonly CompletionItem[]> {
    const told = await this.fromPage({ type: "complete", request: 1, trigger: "context", query });
    const [answer] = told.filter((message) => message.type === "completions");
    assert.ok(answer);
    return answer.items;
  }

  /** Chooses the line with this label. */
  async choose(query: string, label: string): Promise<void> {
    let items = await this.complete(query);
    // Symbols may be late on a busy machine, also when they were there a moment ago.
    for (let tries = 0; tries < 10 && !items.some((each) => each.label === label); tries += 1) {
      items = await this.complete(query);
    }
    const item = items.find((each) => each.label === label);
    assert.ok(item, `${label} is not among ${items.map((each) => each.label).join(", ")}`);
    await this.fromPage({ type: "choose", id: item.id });
  }
}

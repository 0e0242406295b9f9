import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

import type { Hunk } from "../../src/core/hunk";
import type { LineRange } from "../../src/core/lineRange";
import type { TestApi } from "../../src/extension";
import type { InlineEdit } from "../../src/host/edit/inlineEdit";
import type { AnswerBehaviour, Behaviour } from "../support/messages/behaviour";
import { Dialogs } from "./dialogs";
import { endpoint, freshChat, until } from "./host";

/** Code as Claude answers with it: between fences. */
export const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\`\n`;

/** An answer whose lines come soon, and its end a second or two later. */
export const slow = (text: string): AnswerBehaviour => ({
  type: "answer",
  text: fenced(text) + "\n".repeat(90),
  deltaMs: 60,
  deltaChars: 4,
});

/** An answer whose lines come, and its end never. */
export const endless = (text: string): Behaviour => ({
  type: "stall",
  text: fenced(text),
  afterChars: fenced(text).length,
});

/** All lines of a document, the empty one behind its last line end too. */
export const allLines = ({ lineCount }: vscode.TextDocument): LineRange => ({ start: 0, end: lineCount });

/** Hunks without their ids, which nobody sees. */
export const hunksOf = (edit: InlineEdit | undefined): readonly Omit<Hunk, "id">[] =>
  (edit?.hunks ?? []).map(({ line, added, removed }) => ({ line, added, removed }));

/** Edits in real editors, against the scripted endpoint; everything is as before when it is disposed. */
export class Editing {
  readonly dialogs = new Dialogs();
  /** Whatever a test registers for itself. */
  readonly disposables: vscode.Disposable[] = [];
  readonly #settings = new Map<string, string>();
  #folder: string | undefined;

  private constructor(readonly api: TestApi) {}

  static async open(): Promise<Editing> {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    return new Editing(await freshChat());
  }

  get edits(): TestApi["edits"] {
    return this.api.edits;
  }

  /** A folder of this test on the disk. */
  async folder(): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), "ask-claude-edits-"));
    return this.#folder;
  }

  /** A file with these bytes. */
  async file(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
    const path = join(await this.folder(), name);
    await writeFile(path, content);
    return vscode.Uri.file(path);
  }

  async show(
    from: vscode.Uri | { readonly content: string; readonly language?: string },
    options: vscode.TextDocumentShowOptions = {},
  ): Promise<vscode.TextEditor> {
    const document = await (from instanceof vscode.Uri
      ? vscode.workspace.openTextDocument(from)
      : vscode.workspace.openTextDocument({ language: "plaintext", ...from }));
    return vscode.window.showTextDocument(document, { preview: false, ...options });
  }

  /** Asks for a change of lines, with this answer to come; resolves with the document's edits at the end. */
  async edit(
    document: vscode.TextDocument,
    range: LineRange,
    answer: string | Behaviour,
  ): Promise<InlineEdit | undefined> {
    await this.answers(answer);
    await this.start(document, range);
    return this.edits.of(document.uri)[0];
  }

  /** What the endpoint answers next. */
  async answers(...answers: readonly (string | Behaviour)[]): Promise<void> {
    await endpoint.next(
      ...answers.map((answer): Behaviour =>
        typeof answer === "string" ? { type: "answer", text: answer, deltaMs: 0 } : answer,
      ),
    );
  }

  start(document: vscode.TextDocument, ...ranges: readonly LineRange[]): Promise<void> {
    return this.edits.start({ document, ranges, instruction: "Change it.", context: [] });
  }

  /** An edit of the document is being written, and some of it has come. */
  async untilWriting(uri: vscode.Uri): Promise<void> {
    await until(() =>
      this.edits.of(uri).some(({ phase }) => phase.type === "writing" && phase.lineCount > 0),
    );
  }

  /** Undoes all that is pending, by our own command rather than the editor's. */
  async undoAll(uri: vscode.Uri): Promise<void> {
    for (const { id } of this.edits.of(uri)) {
      await this.edits.undo(id);
    }
  }

  /** A setting, for as long as this test takes. */
  async set(section: string, value: unknown): Promise<void> {
    this.#settings.set(section, section);
    await vscode.workspace.getConfiguration().update(section, value, vscode.ConfigurationTarget.Global);
  }

  async dispose(): Promise<void> {
    await this.#forgetAll();
    while (vscode.window.activeTextEditor !== undefined) {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    // A file that is read again may hold a proposal again.
    await this.#forgetAll();
    this.dialogs.dispose();
    this.disposables.forEach((each) => void each.dispose());
    for (const section of this.#settings.keys()) {
      await vscode.workspace.getConfiguration().update(section, undefined, vscode.ConfigurationTarget.Global);
    }
    if (this.#folder !== undefined) {
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #forgetAll(): Promise<void> {
    for (const { id, phase } of this.edits.all) {
      this.edits.cancel(id);
      await (phase.type === "reviewing" ? this.edits.keep(id) : this.edits.undo(id));
    }
  }
}

/** Replaces lines as a person's edit does that some command makes. */
export async function type(
  editor: vscode.TextEditor,
  line: number,
  character: number,
  text: string,
): Promise<void> {
  assert.ok(await editor.edit((builder) => builder.insert(new vscode.Position(line, character), text)));
}

/** The editor's own Undo; resolves when its change of the document has arrived here, too. */
export const undo = () => changing("undo");

/** The editor's own Redo. */
export const redo = () => changing("redo");

async function changing(command: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const before = document?.version;
  // A chat that has only just been loaded takes the focus.
  await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
  await vscode.commands.executeCommand(command);
  await until(() => document?.version !== before, 5_000);
}

/** The bytes on the disk. */
export const bytesOf = ({ fsPath }: vscode.Uri): Promise<Buffer> => readFile(fsPath);

import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { type Disposable, Disposables } from "../disposables";
import type { LastEditor } from "../editor/lastEditor";
import { selectedItems } from "../editor/selection";
import { onDidChangeSetting, setting } from "../settings";
import { isHarmless, markIgnored } from "./guard";

/** A selection under the mouse changes with every step of it. */
const settledMs = 150;

/**
 * The selection that goes with the next question by itself, when the person has set it so. It is shown before it goes,
 * and what looks like a secret never does: there is nobody to ask.
 */
export class AutoAttach implements Disposable {
  readonly #editors: LastEditor;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  #item: ContextItem | undefined;
  /** What the person said no to; it stays out until they select something else. */
  #dismissed: ContextItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(editors: LastEditor) {
    this.#editors = editors;
    const later = (): void => this.#later();
    this.#disposables.add(vscode.window.onDidChangeTextEditorSelection(later));
    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor(later));
    this.#disposables.add(vscode.workspace.onDidChangeTextDocument(later));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(later));
    this.#disposables.add(onDidChangeSetting("autoAttachSelection", later));
    later();
  }

  /** What is shown, and goes along. */
  get item(): ContextItem | undefined {
    return this.#item;
  }

  /** Leaves out what goes along now. */
  dismiss(): void {
    this.#dismissed = this.#item;
    this.#set(undefined);
  }

  /** What goes with the question that is sent now, once. */
  take(): readonly ContextItem[] {
    const item = this.#item;
    this.dismiss();
    return item === undefined ? [] : [item];
  }

  dispose(): unknown {
    clearTimeout(this.#timer);
    return this.#disposables.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (!setting("autoAttachSelection") && this.#item === undefined) {
      return;
    }
    this.#timer = setTimeout(() => void this.#look(), settledMs);
  }

  async #look(): Promise<void> {
    const [found] = this.#selected();
    const [item] = found === undefined ? [] : await markIgnored([found]);
    // In the meantime another look may have begun; it sees more.
    const [now] = this.#selected();
    if (now === undefined || (item !== undefined && isSame(now, item))) {
      this.#set(now === undefined ? undefined : item);
    }
  }

  #selected(): readonly ContextItem[] {
    const editor = this.#editors.current;
    if (editor === undefined || !setting("autoAttachSelection") || !vscode.workspace.isTrusted) {
      return [];
    }
    const [first] = selectedItems(editor);
    if (first === undefined) {
      this.#dismissed = undefined;
      return [];
    }
    const isOut = this.#dismissed !== undefined && isSame(this.#dismissed, first);
    return isOut || !isHarmless(first) ? [] : [first];
  }

  #set(item: ContextItem | undefined): void {
    const isKnown = item === undefined ? this.#item === undefined : this.#item && isSame(this.#item, item);
    if (isKnown !== true) {
      this.#item = item;
      this.#changed.fire();
    }
  }
}

function isSame(a: ContextItem, b: ContextItem): boolean {
  return a.uri === b.uri && a.startLine === b.startLine && a.endLine === b.endLine && a.text === b.text;
}
